package dev.evenkeel.cli.options;

import dev.evenkeel.run.Home;
import dev.evenkeel.run.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run that a command is about. */
public final class RunArgument {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run: its id, its folder, or latest. Default: latest.")
    private String run = "latest";

    @Option(names = "--reports", paramLabel = "DIR", description = "Where the runs' folders are. Default: reports.")
    private Path reports = Home.find().reports();

    public Path reports() {
        return reports;
    }

    public Path folder() {
        return RunFolder.existing(run, reports);
    }
}
