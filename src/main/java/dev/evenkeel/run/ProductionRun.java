package dev.evenkeel.run;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.lease.Holder;
import dev.evenkeel.lease.Lease;
import dev.evenkeel.lease.LeaseTaken;
import dev.evenkeel.run.compare.DriftWatch;
import dev.evenkeel.run.control.RequestWatch;
import dev.evenkeel.run.control.RunControl;
import dev.evenkeel.run.control.RunningProcess;
import dev.evenkeel.run.own.StepJars;
import dev.evenkeel.runbook.CucumberEngine;
import dev.evenkeel.runbook.Outcome;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Replay;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.Collaborators;
import dev.evenkeel.screen.PersonAtTerminal;
import dev.evenkeel.transfer.dump.DumpTool;
import dev.evenkeel.workload.Application;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A planned run on servers that are there already: begun, continued by another process, or undone. The journal is its state:
 * whatever this process knows, another one can read there.
 */
public final class ProductionRun {
    /** The ends of a process after which another one can continue the run. */
    static final Set<ExitCode> GOES_ON =
            Set.of(ExitCode.SUSPENDED, ExitCode.INTERRUPTED, ExitCode.LOCKED, ExitCode.PAST_NO_RETURN, ExitCode.BUG);

    private static final Duration LEASE_PATIENCE = Duration.ofSeconds(8);

    private final PlannedRun planned;
    private final StepJars steps;
    private final RunLifecycle life;
    private final StopSignal stop;
    private final boolean waits;
    private final RunBy by;

    /**
     * @param waits whether a gate is waited for
     */
    public ProductionRun(
            PlannedRun planned, StepJars steps, RunLifecycle life, StopSignal stop, boolean waits, RunBy by) {
        this.planned = planned;
        this.steps = steps;
        this.life = life;
        this.stop = stop;
        this.waits = waits;
        this.by = by;
    }

    /** Carries the plan out, from the first step. */
    public ExitCode begin() {
        return life.begin(started("run"), resumable(journal -> {
            planned.keep(journal);
            steps.event().enter(journal);
            return guarded(() -> onServers(journal, List.of(), this::goesOn));
        }));
    }

    /**
     * Continues where an earlier process of the run ended or died.
     *
     * @throws Misconfigured when there is nothing to continue
     */
    public ExitCode resume() {
        List<Entry> entries = JournalReader.read(life.folder());
        refuseEnded(Replay.of(planned.runbook(), entries));
        return life.goOn(
                started("resume"), resumable(journal -> guarded(() -> onServers(journal, entries, this::goesOn))));
    }

    /**
     * Takes back everything that the run has begun.
     *
     * @param why one line, for the record
     * @throws Misconfigured after the point of no return
     */
    public ExitCode undo(String why) {
        List<Entry> entries = JournalReader.read(life.folder());
        Replay replay = Replay.of(planned.runbook(), entries);
        if (replay.pastNoReturn()) {
            throw new Misconfigured(
                    "the run is past the point of no return: the target may hold writes that the source lacks,"
                            + " so nothing is undone; continue with: evenkeel resume " + life.runId());
        }
        if (replay.undoAll().isEmpty()) {
            throw new Misconfigured("the run has changed nothing, or all of it is undone already");
        }
        return life.goOn(
                started("undo"),
                resumable(journal -> guarded(
                        () -> onServers(journal, entries, (attempt, now) -> attempt.undo(now, now.undoAll(), why)))));
    }

    private RunLifecycle.Body resumable(RunLifecycle.Body body) {
        return new RunLifecycle.Body() {
            @Override
            public RunEvent.Ended run(Journal journal) {
                return body.run(journal);
            }

            @Override
            public String afterLoss() {
                return "evenkeel resume " + life.runId();
            }
        };
    }

    private void refuseEnded(Replay replay) {
        Optional<ExitCode> code = replay.end().flatMap(RunEvent.Ended::outcome);
        if (code.isPresent() && !GOES_ON.contains(code.get())) {
            throw new Misconfigured("the run " + life.runId() + " has come to its end ("
                    + code.get().meaning() + "); there is nothing to continue, plan a new one");
        }
    }

    /** What is the operator's to fix ends the run with a sentence; nothing was begun that was not entered. */
    private RunEvent.Ended guarded(java.util.function.Supplier<RunEvent.Ended> body) {
        try {
            return body.get();
        } catch (Misconfigured e) {
            return new RunEvent.Ended(ExitCode.INTERRUPTED, String.join(" ", e.problems()), "unknown");
        } catch (LeaseTaken e) {
            return new RunEvent.Ended(ExitCode.LOCKED, e.getMessage(), "unknown");
        }
    }

    private RunEvent.Ended onServers(Journal journal, List<Entry> entries, BiFunction<Attempt, Replay, Outcome> body) {
        Profile profile = planned.profile();
        Openings openings = new Openings(life, journal);
        try (Servers servers = openings.servers(profile, journal.observer());
                Lease lease = lease(servers)) {
            new Remark.Note(lease.toString()).enter(journal);
            if (entries.isEmpty()) {
                openings.enterSubstitutions(servers);
            }
            DumpTool dumpTool = openings.dumpTool(servers);
            Operator operator = PersonAtTerminal.of(journal, life.screen());
            TrafficSwitch traffic = profile.traffic().open(life.folder(), operator, servers);
            if (entries.isEmpty()) {
                pointAtSource(servers, traffic);
            }
            Attempt attempt = new Attempt(journal, servers, lease, dumpTool, traffic, operator);
            Outcome outcome = body.apply(attempt, Replay.of(planned.runbook(), entries));
            String serving = new Serving(servers, profile.fence(), traffic, Optional.empty()).now();
            return new RunEvent.Ended(outcome.code(), outcome.summary() + next(outcome), serving);
        }
    }

    /** A run that died without a word to its servers is held against this one for some seconds. */
    private Lease lease(Servers servers) {
        return Lease.take(
                // A target that this run is to create is nobody else's.
                Stream.of(Role.SOURCE, Role.TARGET)
                        .filter(servers::there)
                        .map(servers::master)
                        .toList(),
                new Holder(life.runId(), by.user(), by.host(), life.clock().instant()),
                LEASE_PATIENCE);
    }

    private String next(Outcome outcome) {
        return GOES_ON.contains(outcome.code()) ? "; continue with: evenkeel resume " + life.runId() : "";
    }

    /** Where a name or file has not been set yet, the application is at the source. */
    private static void pointAtSource(Servers servers, TrafficSwitch traffic) {
        try {
            traffic.current();
        } catch (TrafficSwitch.NotMoved e) {
            traffic.begin(servers.master(Role.SOURCE).endpoint());
        } catch (RuntimeException e) {
            traffic.pointTo(servers.master(Role.SOURCE).endpoint());
        }
    }

    private Outcome goesOn(Attempt attempt, Replay replay) {
        List<Phase> first = replay.undoFirst();
        if (first.isEmpty()) {
            return attempt.run(replay);
        }
        Outcome undone = attempt.undo(
                replay, first, "the run was left between a gate and the point of no return, where nobody may wait");
        if (undone.code() == ExitCode.UNDO_INCOMPLETE || undone.code() == ExitCode.BUG) {
            return undone;
        }
        return attempt.run(Replay.of(planned.runbook(), JournalReader.read(life.folder())));
    }

    /** This process's part in the run. */
    private final class Attempt {
        private final Journal journal;
        private final Servers servers;
        private final Lease lease;
        private final DumpTool dumpTool;
        private final TrafficSwitch traffic;
        private final Operator operator;

        Attempt(
                Journal journal,
                Servers servers,
                Lease lease,
                DumpTool dumpTool,
                TrafficSwitch traffic,
                Operator operator) {
            this.journal = journal;
            this.servers = servers;
            this.lease = lease;
            this.dumpTool = dumpTool;
            this.traffic = traffic;
            this.operator = operator;
        }

        Outcome run(Replay replay) {
            planned.resolve(replay, journal);
            Optional<Application> probe = new OwnApplication(
                            planned.profile(), servers, traffic, OwnApplication.ledger(life.folder()), life.clock())
                    .startProbe();
            try {
                return with(probe, (engine, steps) -> engine.run(planned.runbook(), replay, steps.all()));
            } finally {
                probe.ifPresent(Application::stop);
            }
        }

        Outcome undo(Replay replay, List<Phase> phases, String why) {
            return with(
                    Optional.empty(),
                    (engine, steps) -> engine.undo(planned.runbook(), replay, phases, why, steps.all()));
        }

        private Outcome with(
                Optional<Application> application, BiFunction<CucumberEngine, Collaborators, Outcome> work) {
            CucumberEngine engine = new CucumberEngine(ProductionRun.this.steps.catalog(), journal);
            engine.beforeEffects(lease::ensureHeld);
            stop.onInterrupt(engine::interrupt);
            RunControl control = new RunControl(
                    journal, planned.unheld(), engine.currentStep()::phase, engine::abort, engine::interrupt);
            engine.beforeChanges(() -> control.hold(engine::interrupted));
            RunContext run = new RunContext(planned.profile(), servers, journal, engine.currentStep(), life.clock());
            Collaborators steps = new Collaborators(
                    run,
                    dumpTool,
                    traffic,
                    application,
                    new AwaitedGates(run, planned.digest(), by, operator, waits, control));
            List<Entry> entries = JournalReader.read(life.folder());
            steps.takeUp(entries);
            RequestWatch requests = RequestWatch.start(life.folder(), RunningProcess.of(entries), control);
            DriftWatch drift =
                    DriftWatch.start(journal, planned.plan().bands(), engine.currentStep(), control::waitsForPeople);
            try {
                Outcome outcome = work.apply(engine, steps);
                if (outcome.code() == ExitCode.UNDONE || outcome.code() == ExitCode.NOT_PROVED) {
                    steps.tellWhatStays();
                }
                return outcome;
            } finally {
                requests.close();
                drift.close();
                run.close();
                steps.endMishaps();
            }
        }
    }

    private RunEvent.Started started(String command) {
        Runbook runbook = planned.runbook();
        Profile profile = planned.profile();
        return new RunEvent.Started(
                Optional.of(RunEvent.Started.SCHEMA),
                life.runId(),
                command,
                Optional.of(new RunEvent.Runbook(runbook.file(), runbook.title(), runbook.sha256(), runbook.text())),
                new RunEvent.Environment(profile.name(), profile.kind().name()),
                RunLifecycle.tool(),
                by.event(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(OwnApplication.probes(profile)),
                Optional.of(profile.budgets().outage().toMillis()),
                Optional.empty());
    }
}
