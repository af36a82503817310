package dev.evenkeel.environment;

import dev.evenkeel.journal.ChildProcess;
import dev.evenkeel.mariadb.ServerVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mysqldump or mariadb-dump on this machine.
 *
 * @param libraries the folder of shared libraries it needs beside the system's
 * @param version of the MariaDB it came with
 */
public record DumpProgram(Path executable, Optional<Path> libraries, ServerVersion version) {
    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)-MariaDB");

    /** Those that a shell would find. MySQL's have the same name and are left out. */
    public static List<DumpProgram> installed() {
        return Stream.of("mariadb-dump", "mysqldump")
                .flatMap(name -> Arrays.stream(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(":", -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .map(DumpProgram::asked)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<DumpProgram> asked(Path program) {
        try {
            Process process = ChildProcess.of(List.of(program.toString(), "--no-defaults", "--version"))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find()
                    ? Optional.of(new DumpProgram(program, Optional.empty(), ServerVersion.parse(version.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            // It does not run here, and so it is not a dump program.
            return Optional.empty();
        }
    }

    /** As a person would name it. */
    @Override
    public String toString() {
        return executable + " of MariaDB " + version;
    }
}
