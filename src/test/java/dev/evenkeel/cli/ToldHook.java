package dev.evenkeel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A hook that writes down what it is told: each moment, with the exit code where the run ends. */
final class ToldHook {
    private ToldHook() {}

    /** @return the lines of the profile */
    static String in(Path folder) throws IOException {
        Path hook = Files.writeString(
                folder.resolve("hook"),
                "#!/bin/sh\necho \"$EVENKEEL_MOMENT $EVENKEEL_EXIT_CODE\" >> " + folder.resolve("told") + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        return "hooks:\n  told:\n    command: [" + hook + "]\n";
    }

    static List<String> told(Path folder) throws IOException {
        Path told = folder.resolve("told");
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }
}
