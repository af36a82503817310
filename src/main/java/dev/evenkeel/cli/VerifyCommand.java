package dev.evenkeel.cli;

import dev.evenkeel.cli.operate.Interrupts;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Connections;
import dev.evenkeel.parity.LoadThrottle;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.RunFolder;
import dev.evenkeel.run.RunLifecycle;
import dev.evenkeel.screen.Output;
import dev.evenkeel.screen.ResultsView;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.verify.Choice;
import dev.evenkeel.verify.ComparedServers;
import dev.evenkeel.verify.EarlierAttempt;
import dev.evenkeel.verify.Part;
import dev.evenkeel.verify.TablePatterns;
import dev.evenkeel.verify.Verification;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Prove that two servers hold the same: every row, the objects, the accounts, the settings that matter.",
            "Only reads, and changes nothing on any server. Nothing may write to either server meanwhile, replication included; if something does, the verdict is Inconclusive, except with --live. Exit code 0 means that everything is the same."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    /** After a signal: what a server does not answer by then is not waited for. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** For the journal and the report, of which nothing needs a server. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    @Option(
            names = {"-e", "--env"},
            paramLabel = "FILE|NAME",
            description = "The servers: a profile of kind servers, its file, or NAME for environments/NAME.yaml.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--of",
            paramLabel = "ROLE",
            description = "The server that is right: source, replica or target. Default: source.")
    private Optional<Role> of = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "ROLE",
            description = "The server that is compared with it. Default: target.")
    private Optional<Role> against = Optional.empty();

    @Option(
            names = "--what",
            split = ",",
            paramLabel = "PART",
            description = "What is compared: data, objects, accounts, settings. Default: all; with --tables, data.")
    private Set<Part> what = Set.of();

    @Option(
            names = "--schemas",
            split = ",",
            arity = "1..*",
            paramLabel = "NAME",
            description = "The databases to compare. Default: those of the profile, else all but the server's own.")
    private List<String> schemas = List.of();

    @Option(
            names = "--tables",
            split = ",",
            arity = "1..*",
            paramLabel = "PATTERN",
            description = "The tables whose rows are compared, as schema.table; * matches any letters. Default: all.")
    private List<String> tables = List.of();

    @Option(
            names = "--hashing",
            paramLabel = "WHO",
            description =
                    "Who hashes the rows: servers (hardly anything crosses the network) or here (rows are read and"
                            + " hashed by this program, which spares the servers). Default: whichever is sooner in a trial.")
    private Optional<Hashing> hashing = Optional.empty();

    @Option(
            names = "--show-values",
            description = "Show what differs as it is, the first 100 characters of each value, and not by its digest."
                    + " Journal and reports hold rows of yours then.")
    private boolean showValues;

    @Option(
            names = "--live",
            description = "Both are being written to: the second one follows the first, and the rows are compared in"
                    + " snapshots, with the first one's binlog telling what changed between them.")
    private boolean live;

    @Option(
            names = "--max-lag",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Pause while one of the servers is a replica further behind. Default: ${DEFAULT-VALUE}.")
    private Duration maxLag;

    @Option(
            names = "--max-threads-running",
            paramLabel = "N",
            defaultValue = "25",
            description = "Pause while more threads run on one of the servers; 0 for never. Default: ${DEFAULT-VALUE}.")
    private long maxThreadsRunning;

    @Option(names = "--pause-file", paramLabel = "FILE", description = "Pause while this file exists.")
    private Optional<Path> pauseFile = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description = "Continue a run that was interrupted: its id or folder. What it compares is in its journal.")
    private Optional<String> resume = Optional.empty();

    @Option(names = "--reports", paramLabel = "DIR", description = "Where the run's folder is made. Default: reports.")
    private Path reports = Home.find().reports();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        Redactor redactor = new Redactor();
        Optional<EarlierAttempt> earlier =
                resume.map(run -> EarlierAttempt.read(RunFolder.existing(run, reports), environment, selected()));
        Choice choice = earlier.map(EarlierAttempt::choice).orElseGet(this::choice);
        Interrupts interrupts = Interrupts.listen();
        interrupts.force(
                GRACE, () -> Connections.endAll("the run was interrupted"), GIVEN_UP, ExitCode.INTERRUPTED.number());
        int exit = ExitCode.BUG.number();
        try (ComparedServers servers = ComparedServers.open(choice, Home.find().environments(), redactor)) {
            RunFolder.problem(reports).ifPresent(problem -> {
                throw new Misconfigured(problem);
            });
            try (Screen screen = screenOptions.open(clock, ResultsView::new)) {
                interrupts.announce(() -> screen.say("interrupted: what was shown is kept; please wait"));
                Path folder = earlier.map(EarlierAttempt::folder).orElseGet(() -> RunFolder.create(reports, clock));
                RunFolder.doubt(folder).ifPresent(screen::say);
                RunLifecycle life = new RunLifecycle(folder, screen, clock, redactor);
                Compared compared = new Compared(
                        new Verification(choice, servers, earlier, limits(), screen, interrupts::interrupted));
                RunEvent.Started started =
                        compared.verification().started(life.runId(), RunLifecycle.tool(), by().event());
                exit = (earlier.isPresent() ? life.goOn(started, compared) : life.begin(started, compared)).number();
            }
            return exit;
        } catch (Misconfigured e) {
            if (!interrupts.interrupted()) {
                throw e;
            }
            exit = ExitCode.INTERRUPTED.number();
            Output.problem("interrupted before anything was compared");
            return exit;
        } catch (Journal.InUse e) {
            exit = ExitCode.LOCKED.number();
            Output.problem(e.getMessage() + "; wait for it, or end it, and resume then");
            return exit;
        } finally {
            interrupts.ended(exit);
        }
    }

    private Choice choice() {
        List<String> problems = new ArrayList<>();
        if (environment.isEmpty()) {
            problems.add("no servers are named; give -e FILE or NAME of a profile of kind servers,"
                    + " environments/servers.example.yaml shows one");
        }
        Role left = of.orElse(Role.SOURCE);
        Role right = against.orElse(Role.TARGET);
        if (left == right) {
            problems.add("--of and --against both name the " + left + "; name two servers");
        }
        if (maxThreadsRunning < 0) {
            problems.add("--max-threads-running is " + maxThreadsRunning + ", must be 0 or more");
        }
        problems.addAll(TablePatterns.problems(tables));
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        Set<Part> parts = !what.isEmpty() ? what : tables.isEmpty() ? Set.of(Part.values()) : Set.of(Part.DATA);
        if (!tables.isEmpty() && !parts.contains(Part.DATA)) {
            throw new Misconfigured(
                    "--tables chooses rows, but --what does not name data; add it, or leave out --tables");
        }
        return new Choice(
                environment.orElseThrow(),
                left,
                right,
                parts,
                schemas,
                tables,
                new RowOptions(hashing, showValues),
                live);
    }

    private RunBy by() {
        return RunBy.of(spec.root().commandLine().getParseResult().originalArgs());
    }

    /** The options that say what a run compares, of those that were given. */
    private List<String> selected() {
        List<String> given = new ArrayList<>();
        of.ifPresent(role -> given.add("--of"));
        against.ifPresent(role -> given.add("--against"));
        if (!what.isEmpty()) {
            given.add("--what");
        }
        if (!schemas.isEmpty()) {
            given.add("--schemas");
        }
        if (!tables.isEmpty()) {
            given.add("--tables");
        }
        hashing.ifPresent(by -> given.add("--hashing"));
        if (showValues) {
            given.add("--show-values");
        }
        if (live) {
            given.add("--live");
        }
        return given;
    }

    private LoadThrottle.Limits limits() {
        return new LoadThrottle.Limits(maxLag, maxThreadsRunning, pauseFile);
    }

    /** A comparison as the life of a run takes it. */
    private record Compared(Verification verification) implements RunLifecycle.Body {
        @Override
        public RunEvent.Ended run(Journal journal) {
            return verification.run(journal);
        }

        @Override
        public RunEvent.Ended broke(Journal journal, String sentence) {
            return verification.broke(journal, sentence);
        }

        @Override
        public List<String> lines() {
            return verification.lines();
        }
    }
}
