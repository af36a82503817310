package dev.evenkeel.transfer.dump;

import dev.evenkeel.journal.ChildProcess;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program {@code mysqldump} or {@code mariadb-dump}.
 *
 * @param libraries the folder of shared libraries it needs beside the system's
 */
public record DumpTool(Path executable, Optional<Path> libraries) {
    /** What the tool says of itself, for example {@code mysqldump  Ver 10.16 Distrib 10.1.23-MariaDB, for Linux}. */
    public String version() {
        try {
            Process process =
                    plain(List.of("--version")).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return answer.replaceFirst("^\\S*/", "");
        } catch (IOException e) {
            throw notStarted(e);
        }
    }

    /** The program, deaf to Ctrl-C: a terminal tells all its programs, and this one ends when its reader goes. */
    ProcessBuilder process(List<String> arguments) {
        return limited(arguments, FewFiles.limit(this));
    }

    /** @param files how many it may have open at once */
    ProcessBuilder limited(List<String> arguments, Optional<Integer> files) {
        ProcessBuilder builder = plain(arguments);
        String limit = files.map(most -> "ulimit -n " + most + " && ").orElse("");
        builder.command().addAll(0, List.of("sh", "-c", "trap '' HUP INT TERM; " + limit + "exec \"$0\" \"$@\""));
        return builder;
    }

    /** Starts it with the address and the account of a server on its standard input. */
    static Process started(ProcessBuilder program, Server server) throws IOException {
        Process process = program.start();
        try (OutputStream options = process.getOutputStream()) {
            options.write(ClientOptions.of(server));
        } catch (IOException ended) {
            // It has ended without reading them: its exit code and its words say why.
        }
        return process;
    }

    private ProcessBuilder plain(List<String> arguments) {
        ProcessBuilder builder = ChildProcess.of(List.of(executable.toString()));
        builder.command().addAll(arguments);
        libraries.ifPresent(folder -> builder.environment().put("LD_LIBRARY_PATH", folder.toString()));
        return builder;
    }

    TransferFailed notStarted(IOException cause) {
        return new TransferFailed(
                "the dump program " + executable + " cannot be started (" + cause.getMessage()
                        + "); name a mysqldump or mariadb-dump that runs here",
                new UncheckedIOException(cause));
    }
}
