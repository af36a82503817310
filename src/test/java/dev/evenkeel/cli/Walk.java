package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.provision.programs.TestPrograms;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A reader who does what a page says, in a folder that looks like that of evenkeel: files are written and commands are run by a
 * shell as they are there, except for the reader's own names of servers.
 */
final class Walk {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder;
    private final Path programs;
    private final Path transcript;
    private final UnaryOperator<String> ownNames;
    private String output = "";

    private Walk(Path folder, Path programs, Path transcript, UnaryOperator<String> ownNames) {
        this.folder = folder;
        this.programs = programs;
        this.transcript = transcript;
        this.ownNames = ownNames;
    }

    /** @param ownNames puts the reader's servers in place of those that the page names */
    static Walk in(Path folder, Path transcript, UnaryOperator<String> ownNames) throws IOException {
        for (String part : List.of("features", "features/drills", "environments")) {
            Files.createDirectories(folder.resolve("day").resolve(part));
            try (Stream<Path> files = Files.list(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve("day").resolve(part).resolve(file.getFileName()));
                }
            }
        }
        program(
                folder.resolve("day/evenkeel"),
                "exec java -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8"
                        + " -Devenkeel.home=\"$PWD\" dev.evenkeel.cli.Main \"$@\"");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        // The client of 10.11.5 needs a library that many systems have no more.
        programOf("11.4.5", "mariadb", programs);
        programOf("11.4.5", "mariadb-dump", programs);
        Files.createDirectories(transcript.getParent());
        Files.writeString(transcript, "");
        return new Walk(folder.resolve("day"), programs, transcript, ownNames);
    }

    private static void programOf(String version, String name, Path programs) throws IOException {
        program(
                programs.resolve(name),
                "LD_LIBRARY_PATH='%1$s/libs' exec '%1$s/bin/%2$s' \"$@\""
                        .formatted(TestPrograms.home(version).toAbsolutePath(), name));
    }

    private static void program(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void take(WalkedPage page) throws IOException {
        for (WalkedPage.Block block : page.blocks()) {
            take(page.file() + ":" + block.line(), block);
        }
    }

    /** A file of the reader's folder, as it is now. */
    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void take(String place, WalkedPage.Block block) throws IOException {
        if (block instanceof WalkedPage.NewFile file) {
            Files.writeString(folder.resolve(file.name()), ownNames.apply(file.text()));
        } else if (block instanceof WalkedPage.Run run) {
            long begun = System.nanoTime();
            int exit = run(ownNames.apply(run.text()));
            note("== " + place + ": exit " + exit + " after "
                    + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms\n" + run.text() + output);
            assertThat(exit).as("%s printed%n%s", place, output).isEqualTo(run.exit());
        } else {
            assertThat(WalkedPage.missing(block.text(), output))
                    .as("%s: lines that were not printed. Printed was%n%s", place, output)
                    .isEmpty();
        }
    }

    /** By one shell each, which knows the variables of those before. */
    private int run(String commands) throws IOException {
        Path variables = folder.resolveSibling("variables");
        Path script = Files.writeString(
                folder.resolveSibling("script"),
                "if [ -f '%1$s' ]; then . '%1$s'; fi; trap \"export -p >'%1$s'\" EXIT; set -aeuo pipefail\n%2$s"
                        .formatted(variables, commands));
        Path printed = folder.resolveSibling("printed");
        ProcessBuilder shell = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(printed.toFile());
        shell.environment()
                .compute("PATH", (name, path) -> programs + ":" + System.getProperty("java.home") + "/bin:" + path);
        shell.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        shell.environment().keySet().removeAll(List.of("LINES", "COLUMNS"));
        Process process = shell.start();
        try {
            boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
            output = Files.readString(printed);
            assertThat(ended)
                    .as("ended within %s; printed was%n%s", LIMIT, output)
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void note(String text) throws IOException {
        Files.writeString(transcript, text + "\n", StandardOpenOption.APPEND);
    }
}
