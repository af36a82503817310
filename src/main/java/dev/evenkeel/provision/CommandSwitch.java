package dev.evenkeel.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.AskedProgram;
import dev.evenkeel.mariadb.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks an executable to move the application, and asks it afterwards where the application goes. The second answer is the one
 * that counts: an executable that was ended at its limit may have moved it, and one that ended well may not.
 */
final class CommandSwitch implements TrafficSwitch {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> command;
    private final Duration limit;
    private final Operator operator;

    CommandSwitch(List<String> command, Duration limit, Operator operator) {
        this.command = List.copyOf(command);
        this.limit = limit;
        this.operator = operator;
    }

    /**
     * How it ended.
     *
     * @param how "ended with 3", "had not ended after 10 s and was ended", "cannot be started: …"
     * @param answer what it printed for evenkeel
     * @param said what it printed on both streams, at most 2,000 characters
     */
    private record Ended(boolean well, String how, String answer, String said) {
        private static final int SHOWN = 2_000;

        static Ended of(String program, AskedProgram.Answer answer) {
            String said = answer.out() + answer.err();
            return new Ended(
                    answer.yes(),
                    answer.exit().map(code -> "ended with " + code).orElseGet(() -> answer.problem()
                            .replace(program + " ", "")),
                    answer.out(),
                    said.substring(0, Math.min(SHOWN, said.length())));
        }

        String quoted() {
            return said.isBlank() ? "; it printed nothing" : "; it printed: " + said.strip();
        }
    }

    private enum Action {
        WHERE,
        MOVE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public void begin(Endpoint source) {
        try {
            Endpoint now = current();
            if (!now.equals(source)) {
                throw new Misconfigured(this + " says that the application goes to " + now + ", must be the source "
                        + source + "; move the application there, or write the source's address in the profile as"
                        + " the command prints it");
            }
        } catch (NotMoved e) {
            throw new Misconfigured(e.getMessage());
        }
    }

    @Override
    public void pointTo(Endpoint endpoint) {
        Ended ended = run(Action.MOVE, Optional.of(endpoint));
        if (!ended.said().isEmpty()) {
            operator.note(this + " said: " + ended.said());
        }
        Endpoint now;
        try {
            now = current();
        } catch (NotMoved e) {
            throw new NotMoved(this + " " + ended.how() + " when it was to move the application to " + endpoint
                    + ", and where the application goes now is not known: " + e.getMessage());
        }
        if (!now.equals(endpoint)) {
            throw new NotMoved(this + " " + ended.how() + " when it was to move the application to " + endpoint
                    + ", and says that the application goes to " + now + ended.quoted());
        }
        if (!ended.well()) {
            throw new NotMoved(this + " " + ended.how() + " when it was to move the application to " + endpoint
                    + ", and says all the same that the application goes there; a part of it may not" + ended.quoted());
        }
    }

    @Override
    public Endpoint current() {
        Ended ended = run(Action.WHERE, Optional.empty());
        if (!ended.well()) {
            throw new NotMoved(
                    this + " " + ended.how() + " when it was asked where the application goes" + ended.quoted());
        }
        try {
            return Endpoint.parse(ended.answer().strip());
        } catch (IllegalArgumentException e) {
            throw new NotMoved(
                    this + " was asked where the application goes, and must print one line host:port" + ended.quoted());
        }
    }

    /** Nothing was changed when the run began. */
    @Override
    public Optional<String> putBack(Endpoint made) {
        return Optional.empty();
    }

    private Ended run(Action action, Optional<Endpoint> to) {
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, Object> input = new LinkedHashMap<>();
        variables.put("EVENKEEL_ACTION", action.word());
        input.put("action", action.word());
        to.ifPresent(endpoint -> {
            variables.put("EVENKEEL_HOST", endpoint.host());
            variables.put("EVENKEEL_PORT", Integer.toString(endpoint.port()));
            input.put("to", Map.of("host", endpoint.host(), "port", endpoint.port()));
        });
        try {
            return Ended.of(
                    command.get(0),
                    new AskedProgram(command, variables).ask(JSON.writeValueAsString(input) + "\n", limit));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without its arguments, which may hold what nobody else is to see. */
    @Override
    public String toString() {
        return "command " + Path.of(command.get(0)).getFileName();
    }
}
