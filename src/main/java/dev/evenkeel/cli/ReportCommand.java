package dev.evenkeel.cli;

import dev.evenkeel.cli.options.RunArgument;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.report.Reports;
import dev.evenkeel.run.RunFolder;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "report",
        description = "Write a run's reports again from its journal, for example after a crash.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private RunArgument run = new RunArgument();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        Path folder = run.folder();
        Reports.Written written;
        try {
            Optional<Path> allure = Reports.hasResults(folder) ? RunFolder.allureHome(line -> {}) : Optional.empty();
            written = Reports.write(folder, allure, System.getenv());
        } catch (JournalReader.BrokenJournal e) {
            Output.problem(e.getMessage() + "; no report is written from a journal that was altered, so"
                    + " restore it from a copy");
            return ExitCode.NOT_PROVED.number();
        }
        if (screenOptions.json()) {
            Output.json(Map.of("run", folder.toString(), "summary", written.summary(), "problems", written.problems()));
        } else if (!screenOptions.quiet()) {
            written.summary().forEach(Output::line);
        }
        written.problems().forEach(Output::problem);
        return ExitCode.DONE.number();
    }
}
