package dev.evenkeel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Embedded servers whose buffer pools hold a million rows: what is compared then is work, not reading from disk. */
final class BenchProfile {
    private BenchProfile() {}

    /** Writes the profile into a folder and answers its file. */
    static String in(Path folder) throws IOException {
        String server = ": {version: %s, options: {innodb-buffer-pool-size: 768M, innodb-log-file-size: 256M}}%n";
        Path file = folder.resolve("bench.yaml");
        Files.writeString(
                file,
                ("kind: embedded%nservers:%n  source" + server + "  replica" + server + "  target" + server)
                        .formatted("10.1.8", "10.1.8", "10.1.23"));
        return file.toString();
    }
}
