package dev.evenkeel.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The run that a command is about. */
final class RunArgument {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's folder. Default: reports/latest.")
    private Path run = Home.find().reports().resolve("latest");

    Path folder() {
        return RunFolder.existing(run);
    }
}
