package dev.evenkeel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Embedded servers whose buffer pools hold the table: what is compared then is work, not reading from disk. */
final class BenchProfile {
    /** MiB of buffer pool for a million rows of {@link BenchRows}, with their indexes and what changes leave behind. */
    private static final long MIB_A_MILLION = 768;

    private BenchProfile() {}

    /** Writes the profile for a table of so many rows into a folder and answers its file. */
    static String in(Path folder, long rows) throws IOException {
        long pool = MIB_A_MILLION * Math.max(1, (rows + 999_999) / 1_000_000);
        String server =
                ": {version: %s, options: {innodb-buffer-pool-size: " + pool + "M, innodb-log-file-size: 256M}}%n";
        Path file = folder.resolve("bench.yaml");
        Files.writeString(
                file,
                ("kind: embedded%nservers:%n  source" + server + "  replica" + server + "  target" + server)
                        .formatted("10.1.8", "10.1.8", "10.1.23"));
        return file.toString();
    }
}
