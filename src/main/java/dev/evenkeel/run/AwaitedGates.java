package dev.evenkeel.run;

import dev.evenkeel.approval.GateRequest;
import dev.evenkeel.approval.GateState;
import dev.evenkeel.approval.Gatekeeper;
import dev.evenkeel.approval.Starter;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.run.control.RunControl;
import dev.evenkeel.runbook.glue.GateRejected;
import dev.evenkeel.runbook.glue.GateSuspended;
import dev.evenkeel.runbook.glue.Gates;
import dev.evenkeel.runbook.glue.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gates of a run that matters: each waits for people, while the target keeps following and the proof continues in the
 * background. Without an answer nothing continues.
 */
final class AwaitedGates implements Gates {
    /** A run that nobody has answered for so long ends, and another process can continue it. */
    private static final Duration LIMIT = Duration.ofDays(7);

    private static final Duration PACE = Duration.ofSeconds(1);

    private final RunContext run;
    private final String plan;
    private final RunBy by;
    private final Operator operator;
    private final boolean waits;
    private final RunControl control;

    /**
     * @param plan its digest
     * @param by who started the run
     * @param waits whether the run stays alive until a gate is answered; else it ends there, for another process to continue
     * @param control whether somebody wants the run to pause, which no answer at a gate changes
     */
    AwaitedGates(RunContext run, String plan, RunBy by, Operator operator, boolean waits, RunControl control) {
        this.run = run;
        this.plan = plan;
        this.by = by;
        this.operator = operator;
        this.waits = waits;
        this.control = control;
    }

    @Override
    public void pass(String gate) {
        control.asks();
        decide(gate);
        control.gatePassed();
    }

    private void decide(String gate) {
        control.hold(run.step()::stopping);
        GatePolicy policy = run.profile().gate(gate);
        if (policy.automatic()) {
            new RunEvent.Gate(
                            gate,
                            RunEvent.GateDecision.APPROVED,
                            "the run itself",
                            "the profile " + run.profile().name() + " says automatic")
                    .enter(run.journal());
            return;
        }
        List<Entry> entries = JournalReader.read(run.journal().folder());
        GateRequest request = request(gate, policy, entries);
        Gatekeeper keeper = new Gatekeeper(policy, run.journal(), starter(), run.clock(), ZoneId.systemDefault());
        keeper.ask(request);
        if (policy.atTerminal()) {
            askHere(policy, request);
        } else {
            await(keeper, request);
        }
    }

    /** Whoever types the target's name has read what is asked. */
    private void askHere(GatePolicy policy, GateRequest request) {
        policy.proofYoungerThan().filter(this::isOlder).ifPresent(limit -> {
            throw new GateSuspended(
                    "gate " + request.gate() + ": the last comparison of rows is older than " + limit.toSeconds()
                            + " s, which the profile does not allow; continue the run, which compares again");
        });
        List<String> shown = new ArrayList<>();
        request.shown().forEach(line -> shown.add(line.what() + ": " + line.value()));
        shown.add("yes: " + request.yes());
        shown.add("no: " + request.no());
        shown.add("gate " + request.gate() + ": type " + request.target() + " to continue, anything else for no");
        Optional<String> typed = operator.ask(shown, LIMIT);
        if (typed.isEmpty()) {
            throw new GateSuspended("gate " + request.gate()
                    + " is answered by a person at the run's own terminal, and there is none; continue from a terminal, or name"
                    + " signers in the profile's gates." + request.gate());
        }
        boolean yes = typed.get().strip().equals(request.target());
        new RunEvent.Gate(
                        request.gate(),
                        yes ? RunEvent.GateDecision.APPROVED : RunEvent.GateDecision.REJECTED,
                        by.user() + " at the terminal on " + by.host(),
                        yes ? "typed " + request.target() : "typed something else")
                .enter(run.journal());
        if (!yes) {
            throw new GateRejected("gate " + request.gate() + ": rejected at the terminal");
        }
    }

    private void await(Gatekeeper keeper, GateRequest request) {
        GateState state = keeper.look(request, proved());
        if (state instanceof GateState.Waiting waiting && !waits) {
            throw new GateSuspended(sentence(request, waiting));
        }
        try {
            new Await(run.observer(), PACE).until("gate " + request.gate(), "an answer", LIMIT, () -> {
                control.hold(run.step()::stopping);
                GateState now = keeper.look(request, proved());
                if (now instanceof GateState.Rejected rejected) {
                    throw new GateRejected(
                            "gate " + request.gate() + ": rejected by " + rejected.by() + ": " + rejected.reason());
                }
                return now instanceof GateState.Waiting waiting
                        ? new Await.Look("waiting for " + String.join(", ", waiting.needed()), false)
                        : new Await.Look("approved", true);
            });
        } catch (GaveUp e) {
            throw new GateSuspended("gate " + request.gate() + ": nobody has answered for " + LIMIT.toDays() + " days");
        }
    }

    private static String sentence(GateRequest request, GateState.Waiting waiting) {
        return "gate " + request.gate() + " waits for " + String.join(", ", waiting.needed())
                + "; answer with: evenkeel approve " + request.run() + " --gate " + request.gate();
    }

    private GateRequest request(String gate, GatePolicy policy, List<Entry> entries) {
        long attempt = Numbered.in(entries, GateEvent.Asked.class)
                        .filter(asked -> asked.event().id().equals(gate))
                        .count()
                + 1;
        String target = run.servers().master(Role.TARGET).endpoint().toString();
        return new GateRequest(
                run.id(),
                plan,
                gate,
                attempt,
                run.clock().instant(),
                target,
                GateEvidence.of(
                        run.servers().master(Role.SOURCE).endpoint(),
                        run.profile().budgets().outage(),
                        entries),
                "the run continues with the phase that carries this gate, towards " + target,
                "the run ends here and takes back what it has begun",
                policy.expires(),
                policy.ticket().orElse(""));
    }

    private boolean isOlder(Duration limit) {
        return proved().filter(at -> !at.plus(limit).isBefore(run.clock().instant()))
                .isEmpty();
    }

    /** When rows were compared last. */
    private Optional<Instant> proved() {
        return Numbered.in(JournalReader.read(run.journal().folder()), ParityEvent.Rows.class)
                .map(Numbered::at)
                .reduce((earlier, later) -> later);
    }

    private Starter starter() {
        return Starter.at(
                java.nio.file.Path.of(System.getProperty("user.home", "")),
                Set.of(by.user().split(", by sudo of ")));
    }
}
