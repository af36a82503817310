package dev.evenkeel.approval;

import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.AskedProgram;
import dev.evenkeel.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks at one gate and looks for answers. What is asked, each answer, and the decision are in the journal before they are
 * told. Not for several threads.
 */
public final class Gatekeeper {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LONGEST_WORDS = 200;

    private final GatePolicy policy;
    private final Journal journal;
    private final Starter starter;
    private final Clock clock;
    private final ZoneId zone;
    /** What is in the journal already: file and state. */
    private final Set<List<Object>> entered = new HashSet<>();

    private long decidedAttempt;
    private GateState decided;
    private Optional<CommandAnswer> noAnswer = Optional.empty();
    private Instant askedLast = Instant.MIN;

    /** @param zone of the times in the signers file that do not end in Z */
    public Gatekeeper(GatePolicy policy, Journal journal, Starter starter, Clock clock, ZoneId zone) {
        this.policy = policy;
        this.journal = journal;
        this.starter = starter;
        this.clock = clock;
        this.zone = zone;
    }

    /** Begins to ask: from now on the request lies in the run's folder. */
    public void ask(GateRequest request) {
        request.write(journal.folder());
        new GateEvent.Asked(
                        request.gate(),
                        request.attempt(),
                        request.plan(),
                        request.evidence(),
                        request.shown().stream()
                                .map(line -> line.what() + ": " + line.value())
                                .toList())
                .enter(journal);
    }

    /**
     * What the answers that lie in the run's folder amount to now. The program of the policy is asked when nothing else is
     * missing, which may take a minute. Once it is decided the journal holds the decision, and it stays as it is.
     *
     * @param proof when the last complete proof was
     */
    public GateState look(GateRequest request, Optional<Instant> proof) {
        if (decidedAttempt == request.attempt()) {
            return decided;
        }
        Optional<AllowedSigners> signers = policy.signers().map(this::signers);
        List<GivenAnswer> answers = GivenAnswer.all(journal.folder());
        GateState state = judge(signers, request, answers, proof, Optional.empty());
        if (state instanceof GateState.Waiting waiting && waiting.forCommand()) {
            state = judge(signers, request, answers, proof, Optional.of(command(request, waiting)));
        }
        Set<String> refused =
                state.refused().stream().map(GateState.Refused::file).collect(Collectors.toSet());
        state.refused().forEach(one -> enter(request, one.file(), GateEvent.AnswerState.REFUSED, one.why()));
        for (GivenAnswer given : answers) {
            if (!refused.contains(given.file())) {
                enter(request, given.file(), GateEvent.AnswerState.COUNTED, "");
            }
        }
        decide(request, state);
        return state;
    }

    private GateState judge(
            Optional<AllowedSigners> signers,
            GateRequest request,
            List<GivenAnswer> answers,
            Optional<Instant> proof,
            Optional<CommandAnswer> command) {
        return Judgement.of(
                policy, signers, request, answers, new Circumstances(clock.instant(), starter, proof, command));
    }

    private AllowedSigners signers(Path file) {
        try {
            return AllowedSigners.read(file, zone);
        } catch (Misconfigured e) {
            return AllowedSigners.none(file, e.getMessage());
        }
    }

    /** One that gave no answer is not asked again at once. */
    private CommandAnswer command(GateRequest request, GateState.Waiting waiting) {
        Instant now = clock.instant();
        if (noAnswer.isPresent() && now.isBefore(askedLast.plus(PATIENCE))) {
            return noAnswer.get();
        }
        CommandAnswer answer = askCommand(request, waiting);
        noAnswer = Optional.of(answer).filter(one -> one.kind() == CommandAnswer.Kind.NONE);
        askedLast = now;
        return answer;
    }

    private CommandAnswer askCommand(GateRequest request, GateState.Waiting waiting) {
        String input = new String(
                JsonFile.bytes(Map.of(
                        "run",
                        request.run(),
                        "plan",
                        request.plan(),
                        "gate",
                        request.gate(),
                        "attempt",
                        request.attempt(),
                        "evidence",
                        request.evidence(),
                        "target",
                        request.target(),
                        "shown",
                        request.shown(),
                        "approvedBy",
                        waiting.by())),
                StandardCharsets.UTF_8);
        AskedProgram.Answer said = new AskedProgram(policy.command(), Map.of()).ask(input, PATIENCE);
        String words = journal.redactor()
                .redact(said.out().lines().findFirst().orElse("").strip());
        CommandAnswer answer = new CommandAnswer(
                policy.command().get(0),
                said.yes()
                        ? CommandAnswer.Kind.YES
                        : said.exit().isPresent() ? CommandAnswer.Kind.NO : CommandAnswer.Kind.NONE,
                said.exit()
                        .map(code -> words.isEmpty() && code != 0 ? "exit code " + code : words)
                        .map(text -> text.substring(0, Math.min(text.length(), LONGEST_WORDS)))
                        .orElse(said.problem()));
        enter(
                request,
                answer.program(),
                answer.kind() == CommandAnswer.Kind.NONE
                        ? GateEvent.AnswerState.REFUSED
                        : GateEvent.AnswerState.COUNTED,
                answer.kind() == CommandAnswer.Kind.NONE ? answer.said() : "");
        return answer;
    }

    private void enter(GateRequest request, String file, GateEvent.AnswerState state, String why) {
        if (entered.add(List.of(request.attempt(), file, state))) {
            new GateEvent.Answered(request.gate(), request.attempt(), file, state, why).enter(journal);
        }
    }

    private void decide(GateRequest request, GateState state) {
        if (!(state instanceof GateState.Waiting)) {
            decidedAttempt = request.attempt();
            decided = state;
        }
        if (state instanceof GateState.Approved approved) {
            new RunEvent.Gate(
                            request.gate(),
                            RunEvent.GateDecision.APPROVED,
                            String.join(", ", approved.by()),
                            approved.reason())
                    .enter(journal);
        } else if (state instanceof GateState.Rejected rejected) {
            new RunEvent.Gate(request.gate(), RunEvent.GateDecision.REJECTED, rejected.by(), rejected.reason())
                    .enter(journal);
        }
    }
}
