package dev.evenkeel.cli.operate;

import dev.evenkeel.cli.options.GlueOptions;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.Plan;
import dev.evenkeel.run.PlanText;
import dev.evenkeel.run.Planner;
import dev.evenkeel.run.own.StepJars;
import dev.evenkeel.screen.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = {
            "Say what a run would do, step by step, on servers that are there already; ask them what that rests on, and change"
                    + " nothing.",
            "With --check: whether a plan still fits, exit code 0, or 10 with what has changed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PlanCommand implements Callable<Integer> {
    @Option(
            names = {"-e", "--env"},
            paramLabel = "FILE|NAME",
            description = "The servers: a profile's file, or NAME for environments/NAME.yaml.")
    private Optional<String> environment = Optional.empty();

    @Option(names = "--features", paramLabel = "PATH", description = "The runbook, as for rehearse.")
    private Path features = Home.find().runbook();

    @Mixin
    private GlueOptions glue = new GlueOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the plan is written, for run. Without it the plan is shown only.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--check", paramLabel = "PLAN", description = "A plan that is compared with what is there now.")
    private Optional<Path> check = Optional.empty();

    @Option(names = "--reports", paramLabel = "DIR", description = "Where earlier runs are. Default: reports.")
    private Path reports = Home.find().reports();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        if (check.isPresent()) {
            Plan kept = Plan.read(check.get());
            return check(planner(glue.stepsOf(kept)), kept);
        }
        Planner planner = planner(glue.steps());
        Plan plan = planner.plan(
                environment.orElseThrow(() -> new Misconfigured(
                        "no servers are named; give a profile of servers that are there already: -e PROFILE")),
                features);
        boolean possible = plan.obstacles().isEmpty();
        output.filter(file -> possible).ifPresent(file -> write(file, plan));
        if (screenOptions.json()) {
            Output.json(plan.fields());
        } else if (!screenOptions.quiet()) {
            PlanText.lines(plan).forEach(Output::line);
        }
        if (!possible) {
            plan.obstacles().forEach(Output::problem);
            Output.problem("the run would end before it changes anything"
                    + output.map(file -> "; " + file + " was not written").orElse(""));
        }
        if (!screenOptions.json()) {
            Output.line("next: "
                    + (possible
                            ? output.map(file -> "evenkeel run " + file)
                                    .orElse("evenkeel plan -e " + environment.orElse("PROFILE") + " -o FILE")
                            : "evenkeel doctor -e " + environment.orElse("PROFILE")));
        }
        return (possible ? ExitCode.DONE : ExitCode.USAGE).number();
    }

    private Planner planner(StepJars steps) {
        return new Planner(steps, reports, Clock.systemUTC(), new Redactor());
    }

    private static void write(Path file, Plan plan) {
        try {
            PrivateFiles.write(file, plan.text());
        } catch (IOException e) {
            throw new Misconfigured("the plan cannot be written to " + file + " (" + e + "); give another file by -o");
        }
    }

    private int check(Planner planner, Plan plan) {
        List<String> changes = plan.changesTo(planner.factsOf(plan));
        if (screenOptions.json()) {
            Output.json(
                    Map.of("plan", check.orElseThrow().toString(), "stale", !changes.isEmpty(), "changes", changes));
        } else {
            changes.forEach(Output::line);
        }
        return (changes.isEmpty() ? ExitCode.DONE : ExitCode.PLAN_STALE).number();
    }
}
