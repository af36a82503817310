package dev.evenkeel.cli.operate;

import dev.evenkeel.cli.options.GlueOptions;
import dev.evenkeel.cli.options.RunArgument;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.LiveZone;
import dev.evenkeel.run.Plan;
import dev.evenkeel.run.PlannedRun;
import dev.evenkeel.run.PlannedRun.ResolvedStep;
import dev.evenkeel.run.Planner;
import dev.evenkeel.run.ProductionRun;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.RunFolder;
import dev.evenkeel.run.RunLifecycle;
import dev.evenkeel.run.RunStatus;
import dev.evenkeel.screen.Output;
import dev.evenkeel.screen.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that carry out a plan: run, resume, undo. */
public final class OperateCommands {
    private static final String INTERRUPTED =
            "interrupted: the run stops at the next safe point and can be resumed; a freeze that has begun is undone first, and"
                    + " past the point of no return the run continues to its end; please wait";

    private OperateCommands() {}

    /** What every one of them needs. */
    private abstract static class Operating implements Callable<Integer> {
        @Option(
                names = "--no-wait",
                description =
                        "End at a gate that is not answered, exit code 7, so that resume can continue, instead of waiting.")
        private boolean noWait;

        @Mixin
        private ScreenOptions screenOptions = new ScreenOptions();

        @Mixin
        private GlueOptions glue = new GlueOptions();

        @Spec
        private CommandSpec spec;

        private final Redactor redactor = new Redactor();

        Planner planner(Plan plan, Path reports) {
            return new Planner(glue.stepsOf(plan), reports, Clock.systemUTC(), redactor);
        }

        /** @param folder is asked for once the screen is there */
        int operate(
                PlannedRun planned,
                Planner planner,
                Function<Clock, Path> folder,
                Function<ProductionRun, ExitCode> action) {
            Clock clock = Clock.systemUTC();
            Interrupts interrupts = Interrupts.listen();
            int exit = ExitCode.BUG.number();
            try {
                Path run = folder.apply(clock);
                exit = onScreen(planned, planner, run, clock, interrupts, action);
                next(run, exit);
                return exit;
            } catch (Journal.InUse e) {
                exit = ExitCode.LOCKED.number();
                Output.problem(e.getMessage());
                return exit;
            } finally {
                interrupts.ended(exit);
            }
        }

        private int onScreen(
                PlannedRun planned,
                Planner planner,
                Path run,
                Clock clock,
                Interrupts interrupts,
                Function<ProductionRun, ExitCode> action) {
            try (Screen screen = screenOptions.open(clock, new LiveZone())) {
                interrupts.announce(() -> screen.say(INTERRUPTED));
                RunFolder.doubt(run).ifPresent(screen::say);
                ProductionRun production = new ProductionRun(
                        planned,
                        planner.steps(),
                        new RunLifecycle(
                                run, screen, clock, redactor, planned.profile().hooks()),
                        interrupts,
                        !noWait,
                        RunBy.of(spec.root().commandLine().getParseResult().originalArgs()));
                return action.apply(production).number();
            }
        }

        private void next(Path run, int exit) {
            RunStatus status = RunStatus.of(run);
            if (screenOptions.json()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("run", status.run());
                fields.put("exitCode", exit);
                fields.put(
                        "outcome", ExitCode.ofNumber(exit).map(ExitCode::name).orElse(""));
                fields.put("next", status.next());
                Output.json(fields);
            } else {
                Output.line("next: " + status.next());
            }
        }
    }

    @Command(
            name = "run",
            description = {
                "Carry out a plan on servers that matter, exactly as it was planned.",
                "Refuses, exit code 10, when something that the plan rests on has changed. Waits at gates; ends with 11 when it"
                        + " was interrupted, so that resume can continue."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    public static final class Run extends Operating {
        @Parameters(index = "0", paramLabel = "PLAN", description = "The file that plan -o has written.")
        private Path file;

        @Option(
                names = "--reports",
                paramLabel = "DIR",
                description = "Where the run's folder is made. Default: reports.")
        private Path reports = Home.find().reports();

        @Override
        public Integer call() {
            Plan plan = Plan.read(file);
            Planner planner = planner(plan, reports);
            List<String> changes = plan.changesTo(planner.factsOf(plan));
            if (!changes.isEmpty()) {
                changes.forEach(Output::problem);
                Output.problem("the plan is stale; plan again, and have it approved again");
                return ExitCode.PLAN_STALE.number();
            }
            RunFolder.problem(reports).ifPresent(problem -> {
                throw new Misconfigured(problem);
            });
            PlannedRun planned = PlannedRun.of(plan, planner, List.of());
            Optional<String> unrehearsed = planner.lackingRehearsal(planned);
            if (unrehearsed.isPresent()) {
                Output.problem(unrehearsed.get());
                return ExitCode.PLAN_STALE.number();
            }
            return operate(planned, planner, clock -> RunFolder.create(reports, clock), ProductionRun::begin);
        }
    }

    @Command(
            name = "resume",
            description = {
                "Continue a run that was interrupted, waits at a gate, or died: what is done is not done again.",
                "A freeze that was left is undone first, and the proof and the gate are taken again."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    public static final class Resume extends Operating {
        @Mixin
        private RunArgument run = new RunArgument();

        @Option(
                names = "--resolve",
                paramLabel = "PHASE/STEP=done|redo",
                description = "What you found out about a step in doubt. Needs --reason. Repeatable.")
        private List<String> resolve = List.of();

        @Option(names = "--reason", paramLabel = "TEXT", description = "What you looked at, for the report.")
        private Optional<String> reason = Optional.empty();

        @Override
        public Integer call() {
            List<ResolvedStep> resolved = resolve.stream()
                    .map(text -> ResolvedStep.of(text, reason.orElse("")))
                    .toList();
            Path folder = run.folder();
            Planner planner = planner(PlannedRun.planOf(folder), run.reports());
            PlannedRun planned = PlannedRun.of(folder, planner, resolved);
            return operate(planned, planner, clock -> folder, ProductionRun::resume);
        }
    }

    @Command(
            name = "undo",
            description = {
                "Take back everything that a run has begun, exactly as it was found, and end it.",
                "Refused after the point of no return."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    public static final class Undo extends Operating {
        @Mixin
        private RunArgument run = new RunArgument();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the report.")
        private Optional<String> reason = Optional.empty();

        @Override
        public Integer call() {
            Path folder = run.folder();
            Planner planner = planner(PlannedRun.planOf(folder), run.reports());
            PlannedRun planned = PlannedRun.of(folder, planner, List.of());
            return operate(
                    planned,
                    planner,
                    clock -> folder,
                    production -> production.undo(reason.orElse("undo was asked for")));
        }
    }
}
