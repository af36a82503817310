package dev.evenkeel.cli;

import dev.evenkeel.cli.options.GlueOptions;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.runbook.vocabulary.KnownStep;
import dev.evenkeel.screen.Output;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "steps",
        description = "List the sentences a runbook may use, with what each may do.",
        mixinStandardHelpOptions = true)
final class StepsCommand implements Callable<Integer> {
    @Option(names = "--search", paramLabel = "WORD", description = "Only sentences and explanations that hold this.")
    private String search = "";

    @Mixin
    private GlueOptions glue = new GlueOptions();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        String owner = "";
        boolean found = false;
        for (KnownStep step : glue.steps().catalog().steps()) {
            String text = step.pattern() + " " + step.what();
            if (!text.toLowerCase(java.util.Locale.ROOT).contains(search.toLowerCase(java.util.Locale.ROOT))) {
                continue;
            }
            found = true;
            String effect = step.effect().map(known -> known.label()).orElse("?");
            if (screenOptions.json()) {
                Output.json(
                        Map.of("step", step.pattern(), "effect", effect, "what", step.what(), "owner", step.owner()));
                continue;
            }
            if (!step.owner().equals(owner)) {
                owner = step.owner();
                Output.line("");
                Output.line(owner.replace("Steps", ""));
            }
            Output.line(String.format("  %-12s %s", effect, step.pattern()));
            Output.line(" ".repeat(15) + step.what());
        }
        if (!found) {
            Output.problem("no step holds '" + search + "'; try one word of what it does, or see them all:"
                    + " evenkeel steps");
            return ExitCode.NOTHING_EXECUTED.number();
        }
        return ExitCode.DONE.number();
    }
}
