package dev.evenkeel.provision;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.mariadb.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows a person what to do, and takes the application for moved only where that person types so. Where the application goes
 * is what was confirmed last; nothing else could be asked.
 */
final class ManualSwitch implements TrafficSwitch {
    private static final String CONFIRMED = "moved";

    private final List<String> instructions;
    private final Duration limit;
    private final Operator operator;
    private Optional<Endpoint> confirmed = Optional.empty();

    ManualSwitch(List<String> instructions, Duration limit, Operator operator) {
        this.instructions = List.copyOf(instructions);
        this.limit = limit;
        this.operator = operator;
    }

    /** That the application goes to the source is what the profile says; it is not asked again. */
    @Override
    public void begin(Endpoint source) {
        confirmed = Optional.of(source);
    }

    @Override
    public void pointTo(Endpoint endpoint) {
        Optional<Endpoint> before = confirmed;
        // Until somebody confirms, nobody knows.
        confirmed = Optional.empty();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("The application must be moved by hand now, to " + endpoint
                + before.map(from -> " (until now " + from + ")").orElse("") + ".");
        instructions.forEach(line -> lines.add("  " + line));
        lines.add("Type " + CONFIRMED
                + " and press Enter when all of it goes there. Any other answer, and no answer within "
                + limit.toSeconds() + " s, means that it was not moved.");
        String answer = operator.ask(lines, limit)
                .orElseThrow(() -> new NotMoved("nobody confirmed within " + limit.toSeconds()
                        + " s that the application was moved to " + endpoint));
        if (!answer.strip().equalsIgnoreCase(CONFIRMED)) {
            throw new NotMoved("the person at the terminal did not confirm that the application was moved to "
                    + endpoint + "; the answer was '" + answer.strip() + "', must be " + CONFIRMED);
        }
        confirmed = Optional.of(endpoint);
        operator.note("the person at the terminal confirmed that the application was moved to " + endpoint);
    }

    @Override
    public Endpoint current() {
        return confirmed.orElseThrow(
                () -> new NotMoved("nobody has confirmed where the application goes since it was to be moved"));
    }

    @Override
    public Optional<String> putBack(Endpoint made) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "manual";
    }
}
