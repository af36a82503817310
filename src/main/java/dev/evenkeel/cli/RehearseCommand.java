package dev.evenkeel.cli;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.parity.inventory.AcceptedNames;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.RunbookRefused;
import dev.evenkeel.runbook.StepCatalog;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.transfer.DataFile;
import dev.evenkeel.workload.SampleDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "rehearse",
        description = {
            "Run a runbook from its first step to its last while an application writes, prove the data, and leave a report.",
            "Without options: the founding runbook on three real servers started for the run, with a generated database."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RehearseCommand implements Callable<Integer> {
    private static final long DEFAULT_ROWS = 20_000;
    private static final long ROWS_BESIDE_A_DUMP = 2_000;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "FILE|NAME",
            defaultValue = "embedded",
            description =
                    "The environment: a profile's file, or NAME for environments/NAME.yaml. Default: ${DEFAULT-VALUE}.")
    private String environment;

    @Option(
            names = "--features",
            paramLabel = "PATH",
            description =
                    "The runbook: a feature file, or a folder that holds one. Default: features/encrypt-at-rest.feature.")
    private Path features = Home.find().runbook();

    @Option(
            names = "--drill",
            paramLabel = "FILE|NAME",
            description =
                    "Break something on purpose: a drill's file, or NAME for features/drills/NAME.feature. The exit code"
                            + " is the runbook's; whether the drill was noticed is in the report.")
    private Optional<String> drill = Optional.empty();

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of the generated database. Default: 20000, with --data 2000.")
    private Optional<Long> rows = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Generates the same database and the same writes again. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--reports", paramLabel = "DIR", description = "Where the run's folder is made. Default: reports.")
    private Path reports = Home.find().reports();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Spec
    private CommandSpec spec;

    private final Redactor redactor;

    RehearseCommand() {
        this(new Redactor());
    }

    /** @param redactor is told every password of the run before it is used */
    RehearseCommand(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The steps that runbooks may use. */
    static StepCatalog catalog() {
        return StepCatalog.of(RehearseCommand.class.getClassLoader(), "dev.evenkeel.runbook.steps");
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        StepCatalog catalog = catalog();
        Inputs inputs = read(catalog);
        Interrupts interrupts = Interrupts.listen();
        int exit = ExitCode.BUG.number();
        try (Screen screen = screenOptions.open(clock)) {
            interrupts.announce(
                    () -> screen.say(
                            "interrupted: the current step ends, then the phases that had begun are undone, unless the switch has begun; please wait"));
            Path folder = RunFolder.create(reports, clock);
            RunFolder.doubt(folder).ifPresent(screen::say);
            exit = new Rehearsal(inputs, catalog, folder, screen, clock, interrupts, redactor)
                    .run()
                    .number();
            return exit;
        } finally {
            interrupts.ended(exit);
        }
    }

    /** Everything given, read before anything is started, with all that is wrong said at once. */
    private Inputs read(StepCatalog catalog) {
        List<String> problems = new ArrayList<>();
        Optional<Profile> profile = attempt(problems, () -> Provision.profiles()
                .read(environment, Home.find().environments()));
        profile.map(Environment::problems).ifPresent(problems::addAll);
        profile.map(Profile::accepted).map(AcceptedNames::unacceptable).ifPresent(problems::addAll);
        Optional<Runbook> runbook = runbook(catalog, problems);
        problems.addAll(dataOptions.problems());
        List<DataFile> data = dataOptions.files();
        RunFolder.problem(reports).ifPresent(problems::add);
        if (rows.filter(number -> number < SampleDatabase.LEAST_ROWS).isPresent()) {
            problems.add("--rows is " + rows.get() + ", must be " + SampleDatabase.LEAST_ROWS + " or more");
        }
        if (profile.filter(read -> !read.kind().ours()).isPresent() && (!data.isEmpty() || rows.isPresent())) {
            problems.add("--data and --rows fill servers that evenkeel starts itself; the servers of '" + environment
                    + "' keep the data they have, so leave these out");
        }
        profile.flatMap(read -> runbook.flatMap(book -> unbreakable(read, book)))
                .ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        long wanted = rows.orElse(data.isEmpty() ? DEFAULT_ROWS : ROWS_BESIDE_A_DUMP);
        return new Inputs(profile.orElseThrow(), runbook.orElseThrow(), data, wanted, seed, RunBy.of(spec));
    }

    /** Why what a drill breaks is not there to be broken: known before anything is started. */
    private Optional<String> unbreakable(Profile profile, Runbook book) {
        if (!profile.kind().ours() && book.breaks() != Breaks.NOTHING) {
            return Optional.of("a drill breaks servers, and those of '" + environment + "' are not started for the run;"
                    + " rehearse it with a profile of kind embedded or containers");
        }
        return !profile.kind().machines() && book.breaks() == Breaks.MACHINES
                ? Optional.of("this drill breaks machines and networks, and "
                        + profile.kind().name()
                        + " servers have none of their own;"
                        + " rehearse it with a profile of kind containers, for example -e containers")
                : Optional.empty();
    }

    /** Also where the drill is wrong, the problems of the runbook are told. */
    private Optional<Runbook> runbook(StepCatalog catalog, List<String> problems) {
        Optional<Path> file = attempt(problems, () -> Home.runbookAt(features));
        Optional<Optional<Path>> drillFile = attempt(problems, () -> drill.map(Home.find()::drill));
        return file.flatMap(
                path -> attempt(problems, () -> Runbook.read(path, drillFile.orElse(Optional.empty()), catalog)));
    }

    private static <T> Optional<T> attempt(List<String> problems, java.util.function.Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Misconfigured e) {
            problems.addAll(e.problems());
        } catch (RunbookRefused e) {
            e.problems().forEach(problem -> problems.add(problem.toString()));
        }
        return Optional.empty();
    }

    /** What a rehearsal is made of. */
    record Inputs(Profile profile, Runbook runbook, List<DataFile> data, long rows, long seed, RunBy by) {}
}
