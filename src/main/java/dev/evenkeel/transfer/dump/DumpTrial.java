package dev.evenkeel.transfer.dump;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows whether a dump program can read a server, by having it describe one small table that every account may see. A
 * program asks every table the same questions, and a server that does not understand one refuses it here, before anything
 * is changed.
 */
final class DumpTrial {
    private static final int SHOWN_LINES = 3;

    private DumpTrial() {}

    /** Why it cannot, in its own words; empty when it can. */
    static Optional<String> refusal(DumpTool tool, Server server) {
        if (server.tls().required() && !FewFiles.refuses(tool.version())) {
            // Those up to 10.1 speak no TLS of today, and one that is kept from files cannot read whom it may trust.
            return Optional.of("it is older than 10.11, and " + server.name() + " is dumped over TLS, which takes a"
                    + " mariadb-dump of 10.11 or newer");
        }
        try {
            List<String> arguments = new ArrayList<>(Dump.options(1 << 20));
            arguments.addAll(List.of("--no-data", "--", "information_schema", "SCHEMATA"));
            Process process = DumpTool.started(tool.process(arguments).redirectErrorStream(true), server);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit == 0) {
                return Optional.empty();
            }
            String program = tool.executable().getFileName().toString();
            String words = said.lines()
                    .filter(line -> line.startsWith(program) || line.contains("rror"))
                    .limit(SHOWN_LINES)
                    .collect(Collectors.joining("; "));
            return Optional.of(words.isEmpty() ? "it ended with exit code " + exit : words);
        } catch (TransferFailed e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("it cannot be started (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferFailed("the look for a program that dumps " + server.name() + " was interrupted");
        }
    }
}
