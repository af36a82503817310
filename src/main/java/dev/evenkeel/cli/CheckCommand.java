package dev.evenkeel.cli;

import dev.evenkeel.cli.options.GlueOptions;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.run.Home;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = {
            "Read a runbook and say everything that is wrong with it, without a server: exit code 0 or 2.",
            "rehearse, plan and run do the same before they begin."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--features", paramLabel = "PATH", description = "The runbook, as for rehearse.")
    private Path features = Home.find().runbook();

    @Mixin
    private GlueOptions glue = new GlueOptions();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        Path file = Home.runbookAt(features);
        String next = "evenkeel rehearse --features " + file
                + glue.files().stream().map(jar -> " --glue " + jar).reduce("", String::concat);
        try {
            Runbook runbook = Runbook.read(file, Optional.empty(), glue.steps().catalog());
            long steps = runbook.phases().stream()
                    .mapToLong(phase -> phase.steps().size())
                    .sum();
            if (screenOptions.json()) {
                tell(file, List.of(), next);
            } else {
                Output.line(file + ": " + runbook.phases().size() + " phases, " + steps + " steps, nothing is wrong");
                Output.line("next: " + next);
            }
            return ExitCode.DONE.number();
        } catch (RunbookRefused refused) {
            if (!screenOptions.json()) {
                throw refused;
            }
            tell(file, refused.problems().stream().map(Object::toString).toList(), "evenkeel check --features " + file);
            return ExitCode.USAGE.number();
        }
    }

    private static void tell(Path file, List<String> problems, String next) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("runbook", file.toString());
        fields.put("problems", problems);
        fields.put("next", next);
        Output.json(fields);
    }
}
