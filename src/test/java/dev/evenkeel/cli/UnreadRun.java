package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What a run has kept in the folder of reports: what is in it, and who may read it. */
record UnreadRun(Path reports) {
    /** Shows the watch all that the run has kept, which must not be little. */
    void lookAt(Watch watch) throws IOException {
        Set<String> seen = new TreeSet<>();
        for (Path file : files()) {
            if (Files.isRegularFile(file)) {
                String name = reports.relativize(file).toString().replaceFirst("^[^/]*/", "");
                watch.look(name, content(file));
                seen.add(name);
            }
        }
        assertThat(seen)
                .contains(
                        "journal.ndjson", "ledger.ndjson", "audit.html", "audit.json", "MANIFEST.sha256", "dump.sql.gz")
                .anyMatch(name -> name.startsWith("allure-results/"))
                .anyMatch(name -> name.startsWith("logs/"));
    }

    private static String content(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** With their modes. */
    List<String> openToOthers() throws IOException {
        List<String> open = new ArrayList<>();
        for (Path file : files()) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            if (!mode.endsWith("------")) {
                open.add(mode + " " + reports.relativize(file));
            }
        }
        return open;
    }

    /** The run's folder and all in it; the link beside it has no rights of its own. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(reports)) {
            return files.filter(file -> !file.equals(reports) && !Files.isSymbolicLink(file))
                    .toList();
        }
    }
}
