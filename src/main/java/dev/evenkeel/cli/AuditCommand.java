package dev.evenkeel.cli;

import dev.evenkeel.report.Reports;
import dev.evenkeel.runbook.ExitCode;
import java.nio.file.Path;
import java.util.List;
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

    @Override
    public Integer call() {
        Path folder = run.folder();
        List<String> problems = Reports.verify(folder);
        problems.forEach(problem -> System.err.println("evenkeel: " + problem));
        if (problems.isEmpty()) {
            System.out.println(folder + ": journal, evidence and reports are as they were written");
            return ExitCode.DONE.number();
        }
        return ExitCode.NOT_PROVED.number();
    }
}
