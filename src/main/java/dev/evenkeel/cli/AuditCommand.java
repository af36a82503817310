package dev.evenkeel.cli;

import dev.evenkeel.report.Reports;
import dev.evenkeel.runbook.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "audit",
        description = "Check that a run's journal, evidence and reports are what was written. Needs no server.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private RunArgument run = new RunArgument();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        Path folder = run.folder();
        List<String> problems = Reports.verify(folder);
        problems.forEach(problem -> System.err.println("evenkeel: " + problem));
        if (screenOptions.json()) {
            ScreenOptions.print(
                    Map.of("run", folder.toString(), "unaltered", problems.isEmpty(), "problems", problems));
        }
        if (problems.isEmpty()) {
            if (screenOptions.json() || screenOptions.quiet()) {
                return ExitCode.DONE.number();
            }
            System.out.println(folder + ": journal, evidence and reports are as they were written");
            return ExitCode.DONE.number();
        }
        return ExitCode.NOT_PROVED.number();
    }
}
