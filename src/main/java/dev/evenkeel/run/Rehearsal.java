package dev.evenkeel.run;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PlanEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.runbook.CucumberEngine;
import dev.evenkeel.runbook.DrillVerdict;
import dev.evenkeel.runbook.Outcome;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.Collaborators;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.screen.PersonAtTerminal;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.dump.DumpTool;
import dev.evenkeel.workload.Application;
import dev.evenkeel.workload.SampleDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One rehearsal from its first line to its report: servers, data, application, runbook, and everything ended again. */
public final class Rehearsal {
    private final RehearsalInputs inputs;
    private final StepCatalog catalog;
    private final RunLifecycle life;
    private final Path folder;
    private final Screen screen;
    private final Clock clock;
    private final StopSignal stop;
    private final Redactor redactor;
    /** Shows on the screen; until the runbook begins, an interrupt ends whatever it is told of. */
    private final Observer preparations;

    /** The runbook has begun; what happens from now on is its affair. */
    private boolean begun;

    /** @param redactor receives every password of the run before it is used */
    public Rehearsal(
            RehearsalInputs inputs,
            StepCatalog catalog,
            Path folder,
            Screen screen,
            Clock clock,
            StopSignal stop,
            Redactor redactor) {
        this.inputs = inputs;
        this.catalog = catalog;
        this.life = new RunLifecycle(
                folder, screen, clock, redactor, inputs.profile().hooks());
        this.folder = folder;
        this.screen = screen;
        this.clock = clock;
        this.stop = stop;
        this.redactor = redactor;
        this.preparations = new Stoppable(screen, stop::interrupted);
    }

    /**
     * Runs it to its report. Called once.
     *
     * @param steps what the sentences mean, for the record
     */
    public ExitCode run(PlanEvent.Steps steps) {
        return life.begin(started(), journal -> {
            steps.enter(journal);
            return guarded(journal);
        });
    }

    /** The same with steps that nobody can recognise later. */
    public ExitCode run() {
        return life.begin(started(), this::guarded);
    }

    private RunEvent.Ended guarded(Journal journal) {
        try {
            return onServers(journal);
        } catch (RuntimeException e) {
            return notRun(e);
        }
    }

    /** Why the runbook was not run; what broke around it is shown by whoever caught it. */
    private RunEvent.Ended notRun(RuntimeException e) {
        if (e instanceof Stopped || (stop.interrupted() && !begun)) {
            return new RunEvent.Ended(
                    ExitCode.INTERRUPTED, "interrupted before the runbook began; nothing was changed", "unknown");
        }
        if (e instanceof Misconfigured misconfigured) {
            return new RunEvent.Ended(ExitCode.USAGE, String.join(" ", misconfigured.problems()), "unknown");
        }
        if (e instanceof TransferFailed) {
            return new RunEvent.Ended(
                    ExitCode.USAGE, "the data for the rehearsal could not be loaded: " + e.getMessage(), "unknown");
        }
        throw e;
    }

    private RunEvent.Ended onServers(Journal journal) {
        Openings openings = new Openings(life, journal);
        try (Servers servers = openings.servers(inputs.profile(), preparations)) {
            openings.enterSubstitutions(servers);
            DumpTool dumpTool = openings.dumpTool(servers);
            checkpoint();
            if (servers.expendable()) {
                new SampleData(servers, inputs, preparations, screen::say)
                        .load(redactor)
                        .forEach(left ->
                                new Remark.Deviation("left out of --data: " + left, left.because()).enter(journal));
            }
            checkpoint();
            Operator operator = PersonAtTerminal.of(journal, screen);
            return withEndpoint(
                    journal, servers, dumpTool, inputs.profile().traffic().open(folder, operator, servers));
        }
    }

    private RunEvent.Ended withEndpoint(Journal journal, Servers servers, DumpTool dumpTool, TrafficSwitch endpoint) {
        Endpoint source = servers.master(Role.SOURCE).endpoint();
        if (servers.expendable()) {
            endpoint.pointTo(source);
        } else {
            endpoint.begin(source);
        }
        try {
            Optional<Application> application = new OwnApplication(
                            inputs.profile(), servers, endpoint, folder.resolve("ledger.ndjson"), clock)
                    .start(inputs.seed());
            try {
                return withApplication(journal, servers, dumpTool, endpoint, application);
            } finally {
                application.ifPresent(Application::stop);
            }
        } finally {
            endpoint.putBack(source)
                    .ifPresent(held -> new Remark.Note(endpoint + " named " + held + " before this run, and does again")
                            .enter(journal));
        }
    }

    private RunEvent.Ended withApplication(
            Journal journal,
            Servers servers,
            DumpTool dumpTool,
            TrafficSwitch endpoint,
            Optional<Application> application) {
        CucumberEngine engine = new CucumberEngine(catalog, journal);
        begun = true;
        stop.onInterrupt(engine::interrupt);
        RunContext run = new RunContext(inputs.profile(), servers, journal, engine.currentStep(), clock);
        Collaborators steps =
                new Collaborators(run, dumpTool, endpoint, application, new RehearsalGates(inputs.profile(), journal));
        Outcome outcome;
        List<String> neverHappened;
        try {
            outcome = engine.run(inputs.runbook(), steps.all());
        } finally {
            run.close();
            neverHappened = steps.endMishaps();
        }
        boolean failed = !outcome.pastNoReturn()
                && !List.of(ExitCode.DONE, ExitCode.SUSPENDED).contains(outcome.code());
        // Servers that were started for the run end with it, and nothing stays on them.
        if (failed && !servers.expendable()) {
            steps.tellWhatStays();
        }
        inputs.runbook().drill().ifPresent(drill -> DrillVerdict.of(
                        drill, JournalReader.read(folder), outcome.code(), neverHappened)
                .enter(journal));
        String serving = new Serving(servers, inputs.profile().fence(), endpoint, application).now();
        if (!outcome.code().equals(ExitCode.DONE) && serving.equals("source") && application.isPresent()) {
            new Remark.Note(ledgerOnSource(servers, application.get())).enter(journal);
        }
        return new RunEvent.Ended(outcome.code(), outcome.summary(), serving);
    }

    /** Also a run that failed must not have lost anything: the source has every write the application was told of. */
    private static String ledgerOnSource(Servers servers, Application application) {
        try {
            var result = application.stopAndVerify(servers.master(Role.SOURCE));
            return result.exact()
                    ? "all " + result.acknowledged() + " acknowledged writes are on the source"
                    : "of " + result.acknowledged() + " acknowledged writes " + result.lost()
                            + " are not on the source and " + result.duplicated() + " are there more than once";
        } catch (DatabaseException e) {
            return "whether all acknowledged writes are on the source could not be seen: " + e.getMessage();
        }
    }

    private RunEvent.Started started() {
        List<String> files = inputs.data().stream()
                .map(one -> one.file().getFileName().toString())
                .toList();
        return new RunEvent.Started(
                Optional.of(RunEvent.Started.SCHEMA),
                life.runId(),
                "rehearse",
                Optional.of(new RunEvent.Runbook(
                        inputs.runbook().file(),
                        inputs.runbook().title(),
                        inputs.runbook().sha256(),
                        inputs.runbook().text())),
                new RunEvent.Environment(
                        inputs.profile().name(), inputs.profile().kind().name()),
                RunLifecycle.tool(),
                inputs.by().event(),
                Optional.of(inputs.seed()),
                Optional.of(inputs.rows()),
                Optional.of(files),
                Optional.of(SampleDatabase.SCHEMA)
                        .filter(own -> inputs.profile().kind().ours()),
                Optional.of(inputs.profile().application().isPresent()),
                Optional.of(inputs.profile().budgets().outage().toMillis()),
                Optional.empty());
    }

    private void checkpoint() {
        if (stop.interrupted()) {
            throw new Stopped();
        }
    }
}
