package dev.evenkeel.transfer.dump;

import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps an older dump program from giving files of this machine to a server that asks for them. 10.1.23 and 10.2.11 give any file,
 * and no option of theirs forbids it; 10.11.5 and 11.4.5 give none. An older one is let open no more files than it needs to read
 * its options: the connection then takes their place, and none is left for another.
 */
final class FewFiles {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+-MariaDB");
    /** Its three streams, and one. */
    private static final int FEWEST = 4;

    private static final int MOST = 12;

    private FewFiles() {}

    /** How many files a program may have open; empty for one that refuses by itself. */
    static Optional<Integer> limit(DumpTool tool) {
        if (refuses(tool.version())) {
            return Optional.empty();
        }
        try {
            for (int files = FEWEST; files <= MOST; files++) {
                if (readsItsOptions(tool, files)) {
                    return Optional.of(files);
                }
            }
        } catch (IOException e) {
            throw tool.notStarted(e);
        }
        throw new TransferFailed(
                "the dump program " + tool.executable() + " cannot be kept from giving files of this"
                        + " machine to a server that asks for them; put a mariadb-dump of 10.11 or newer in a folder of the PATH");
    }

    static boolean refuses(String version) {
        Matcher found = VERSION.matcher(version);
        if (!found.find()) {
            return false;
        }
        int major = Integer.parseInt(found.group(1));
        return major > 10 || major == 10 && Integer.parseInt(found.group(2)) >= 11;
    }

    private static boolean readsItsOptions(DumpTool tool, int files) throws IOException {
        Process process = tool.limited(List.of(ClientOptions.ARGUMENT, "--help"), Optional.of(files))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream options = process.getOutputStream()) {
            options.write("[client]\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            // It could not even begin; its exit code says so.
        }
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
