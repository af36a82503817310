package dev.evenkeel.cli;

import dev.evenkeel.report.Reports;
import dev.evenkeel.runbook.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description = "Check that a run's journal, evidence and reports are what was written. Needs no server.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's folder. Default: reports/latest.")
    private Path run = Home.find().reports().resolve("latest");

    @Override
    public Integer call() {
        Path folder = RunFolder.existing(run);
        List<String> problems = Reports.verify(folder);
        problems.forEach(problem -> System.err.println("evenkeel: " + problem));
        if (problems.isEmpty()) {
            System.out.println(folder + ": journal, evidence and reports are as they were written");
            return ExitCode.DONE.number();
        }
        return ExitCode.NOT_PROVED.number();
    }
}
