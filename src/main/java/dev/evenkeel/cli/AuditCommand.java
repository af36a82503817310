package dev.evenkeel.cli;

import dev.evenkeel.cli.options.RunArgument;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.report.Audit;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "Check that a run's journal, evidence and reports are what was written. Needs no server.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private RunArgument run = new RunArgument();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description =
                    "The hash of the journal's last entry, as it was noted when the run ended. Without it a journal"
                            + " that was rewritten as a whole passes too.")
    private Optional<String> head = Optional.empty();

    @Override
    public Integer call() {
        if (head.filter(hash -> !hash.matches("[0-9a-fA-F]{64}")).isPresent()) {
            throw new Misconfigured("--head is '" + head.get()
                    + "', must be a hash of 64 hexadecimal digits, as the run" + " prints it at its end");
        }
        Path folder = run.folder();
        Audit.Result result = Audit.of(folder, head);
        List<String> problems = new ArrayList<>(result.problems());
        problems.addAll(result.untold());
        problems.forEach(Output::problem);
        if (screenOptions.json()) {
            Output.json(json(folder, result, problems));
        } else if (!screenOptions.quiet()) {
            lines(folder, result).forEach(Output::line);
        }
        return (result.proved() ? ExitCode.DONE : ExitCode.NOT_PROVED).number();
    }

    private static Map<String, Object> json(Path folder, Audit.Result result, List<String> problems) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", folder.toString());
        json.put("unaltered", result.proved());
        json.put("problems", problems);
        json.put("limits", result.limits());
        json.put("head", result.head().isEmpty() ? null : result.head());
        json.put("entries", result.entries());
        json.put("outcome", result.outcome().isEmpty() ? null : result.outcome());
        json.put("exitCode", result.exitCode());
        return json;
    }

    private List<String> lines(Path folder, Audit.Result result) {
        List<String> lines = new ArrayList<>();
        if (result.proved()) {
            lines.add(folder + ": journal, evidence and reports are as they were written");
        } else if (result.problems().isEmpty()) {
            lines.add(folder + ": not shown to be as it was written");
        } else {
            lines.add(folder + ": not as it was written");
        }
        lines.add("outcome     " + (result.outcome().isEmpty() ? "none, the run has not ended" : outcome(result)));
        lines.add("entries     " + result.entries());
        lines.add("head        "
                + (result.head().isEmpty() ? "none" : result.head())
                + (head.filter(result.head()::equalsIgnoreCase).isPresent() ? ", as given" : ""));
        result.limits().forEach(limit -> lines.add("limit       " + limit));
        return lines;
    }

    private static String outcome(Audit.Result result) {
        return result.outcome() + (result.exitCode() == null ? "" : ", exit code " + result.exitCode());
    }
}
