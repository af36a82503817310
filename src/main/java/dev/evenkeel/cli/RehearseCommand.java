package dev.evenkeel.cli;

import dev.evenkeel.cli.operate.Interrupts;
import dev.evenkeel.cli.options.DataOptions;
import dev.evenkeel.cli.options.GlueOptions;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.LiveZone;
import dev.evenkeel.run.Rehearsal;
import dev.evenkeel.run.RehearsalInputs;
import dev.evenkeel.run.RehearsalRequest;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.RunFolder;
import dev.evenkeel.run.own.StepJars;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.screen.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
    private static final Set<String> OF_A_RUNBOOK =
            Set.of("--features", "--glue", "--drill", "--data", "--into", "--rows", "--seed");

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

    @Mixin
    private GlueOptions glue = new GlueOptions();

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
    private FenceOnly fenceOnly = new FenceOnly();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Spec
    private CommandSpec spec;

    private final Redactor redactor;

    RehearseCommand() {
        this(new Redactor());
    }

    /** @param redactor receives every password of the run before it is used */
    RehearseCommand(Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public Integer call() {
        if (fenceOnly.chosen()) {
            return fenceOnly();
        }
        return rehearse(request(), glue.steps(), dataOptions.problems(), screenOptions, redactor);
    }

    private int fenceOnly() {
        List<String> useless = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(OF_A_RUNBOOK::contains)
                .distinct()
                .map(name -> "--fence-only runs no runbook, so " + name + " means nothing there; leave it out")
                .toList();
        if (!useless.isEmpty()) {
            throw new Misconfigured(useless);
        }
        return fenceOnly.measure(environment, reports, by(), screenOptions, redactor);
    }

    private RunBy by() {
        return RunBy.of(spec.root().commandLine().getParseResult().originalArgs());
    }

    /**
     * One rehearsal, which a signal interrupts.
     *
     * @return its exit code
     * @throws Misconfigured before anything is started, with all that is wrong with the request
     */
    static int rehearse(
            RehearsalRequest request,
            StepJars jars,
            List<String> dataProblems,
            ScreenOptions screenOptions,
            Redactor redactor) {
        Clock clock = Clock.systemUTC();
        StepCatalog catalog = jars.catalog();
        RehearsalInputs inputs = request.read(catalog, dataProblems);
        Interrupts interrupts = Interrupts.listen();
        int exit = ExitCode.BUG.number();
        try (Screen screen = screenOptions.open(clock, new LiveZone())) {
            interrupts.announce(
                    () -> screen.say(
                            "interrupted: the current step ends, then the phases that had begun are undone, unless the switch has begun; please wait"));
            Path folder = RunFolder.create(request.reports(), clock);
            RunFolder.doubt(folder).ifPresent(screen::say);
            exit = new Rehearsal(inputs, catalog, folder, screen, clock, interrupts, redactor)
                    .run(jars.event())
                    .number();
            return exit;
        } finally {
            interrupts.ended(exit);
        }
    }

    private RehearsalRequest request() {
        return new RehearsalRequest(environment, features, drill, dataOptions.files(), rows, seed, reports, by());
    }
}
