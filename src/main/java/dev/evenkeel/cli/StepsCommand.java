package dev.evenkeel.cli;

import dev.evenkeel.runbook.KnownStep;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "steps",
        description = "List the sentences a runbook may use, with what each may do.",
        mixinStandardHelpOptions = true)
final class StepsCommand implements Callable<Integer> {
    @Option(names = "--search", paramLabel = "WORD", description = "Only sentences and explanations that hold this.")
    private String search = "";

    @Override
    public Integer call() {
        String owner = "";
        for (KnownStep step : RehearseCommand.catalog().steps()) {
            String text = step.pattern() + " " + step.what();
            if (!text.toLowerCase(java.util.Locale.ROOT).contains(search.toLowerCase(java.util.Locale.ROOT))) {
                continue;
            }
            if (!step.owner().equals(owner)) {
                owner = step.owner();
                System.out.printf("%n%s%n", owner.replace("Steps", ""));
            }
            System.out.printf(
                    "  %-12s %s%n               %s%n",
                    step.effect().map(effect -> effect.label()).orElse("?"), step.pattern(), step.what());
        }
        return 0;
    }
}
