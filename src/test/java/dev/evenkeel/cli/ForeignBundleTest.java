package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.JournalReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Run folders from somebody else: looked at, never trusted, and nothing outside them is read, written or waited for. */
class ForeignBundleTest {
    private static final String OUTSIDE = "root:secret-of-another-file:0:0\n";
    private static final List<String> PLACES = List.of(
            "journal.ndjson",
            "audit.json",
            "audit.html",
            "attestation.json",
            "summary.md",
            "MANIFEST.sha256",
            "allure.html",
            "allure-results/environment.properties",
            "allure-results/2-attachment.txt");

    @TempDir
    Path folder;

    private Path run;
    private Path outside;

    @BeforeEach
    void a_run_beside_somebody_elses_file() throws IOException {
        run = WrittenRun.in(folder.resolve("run"), "text");
        outside = Files.writeString(folder.resolve("outside"), OUTSIDE);
    }

    static Stream<List<String>> places() {
        return PLACES.stream().flatMap(place -> Stream.of("symbolic link", "hard link", "pipe", "folder")
                .map(kind -> List.of(place, kind)));
    }

    @ParameterizedTest
    @MethodSource("places")
    void something_else_in_the_place_of_a_file(List<String> how) throws Exception {
        Path place = run.resolve(how.get(0));
        Files.deleteIfExists(place);
        put(how.get(1), place);
        String before = tree();

        Captured report = Captured.run("report", run.toString()).orderly();
        assertThat(report.exit()).as(report.toString()).isEqualTo(2);
        assertThat(report.problems())
                .hasSize(1)
                .first()
                .asString()
                .contains(place.getFileName().toString());
        assertThat(report.out()).isEmpty();
        Captured audit = Captured.run("audit", run.toString()).orderly();
        assertThat(audit.exit()).as(audit.toString()).isIn(2, 3);
        assertThat(audit.err()).contains(place.getFileName().toString());

        assertThat(outside).content().isEqualTo(OUTSIDE);
        assertThat(tree()).as("nothing was written").isEqualTo(before);
        assertThat(report.err() + audit.err() + audit.out()).doesNotContain("secret-of-another-file");
    }

    private void put(String kind, Path place) throws Exception {
        switch (kind) {
            case "symbolic link" -> Files.createSymbolicLink(place, outside);
            case "hard link" -> Files.createLink(place, outside);
            case "pipe" ->
                assertThat(new ProcessBuilder("mkfifo", place.toString())
                                .start()
                                .waitFor())
                        .isZero();
            default -> Files.createDirectories(place.resolve("within"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allure-results", "evidence", "logs"})
    void a_folder_that_is_a_link_to_one_outside(String name) throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        if (Files.exists(run.resolve(name))) {
            try (Stream<Path> files = Files.list(run.resolve(name))) {
                for (Path file : files.toList()) {
                    Files.move(file, elsewhere.resolve(file.getFileName()));
                }
            }
            Files.delete(run.resolve(name));
        }
        Files.createSymbolicLink(run.resolve(name), elsewhere);
        String before = tree();

        assertThat(Captured.run("report", run.toString()).orderly().exit()).isEqualTo(2);
        assertThat(Captured.run("audit", run.toString()).orderly().exit()).isEqualTo(3);

        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void evidence_whose_name_leads_out_of_the_folder() throws IOException {
        Path other = folder.resolve("other");
        Files.createDirectories(other);
        String line = Files.readString(run.resolve("journal.ndjson"));
        Files.writeString(other.resolve("journal.ndjson"), line.replace("evidence/", "../outside/"));

        Captured audit = Captured.run("audit", other.toString()).orderly();

        assertThat(audit.exit()).isEqualTo(3);
    }

    @Test
    void the_folder_itself_may_be_named_by_a_link() throws IOException {
        Files.createSymbolicLink(folder.resolve("latest"), run);

        assertThat(Captured.run("audit", folder.resolve("latest").toString()).exit())
                .isZero();
    }

    @Test
    void a_report_takes_the_place_of_the_old_one_as_a_whole() throws IOException {
        Path page = run.resolve("audit.html");
        Object old = Files.getAttribute(page, "unix:ino");
        Files.writeString(run.resolve(".audit.html.new"), "left by a crash");

        assertThat(Captured.run("audit", run.toString()).orderly().err())
                .contains(".audit.html.new: a report that was not written to its end");
        assertThat(Captured.run("report", run.toString()).orderly().exit()).isZero();

        assertThat(Files.getAttribute(page, "unix:ino")).as("another file").isNotEqualTo(old);
        assertThat(run.resolve(".audit.html.new")).doesNotExist();
        assertThat(Captured.run("audit", run.toString()).exit()).isZero();
    }

    @Test
    void files_that_are_larger_than_any_run_leaves_are_not_read() throws IOException {
        enlarge("journal.ndjson", JournalReader.MOST_BYTES + 1);
        assertThat(Captured.run("audit", run.toString()).orderly().err()).contains("at most 4294967296 are read");
        assertThat(Captured.run("report", run.toString()).orderly().exit()).isEqualTo(2);

        enlarge("journal.ndjson", 40 << 20);
        assertThat(Captured.run("audit", run.toString()).orderly().exit()).isEqualTo(3);
        assertThat(Captured.run("report", run.toString()).orderly().err()).contains("longer than 33554432 bytes");

        enlarge("MANIFEST.sha256", 65 << 20);
        assertThat(Captured.run("audit", run.toString()).orderly().err()).contains("at most 67108864 are read");
    }

    /** With zeros, which take no room on the disk. */
    private void enlarge(String name, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(run.resolve(name).toFile(), "rw")) {
            file.setLength(0);
            file.setLength(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void reports_that_are_nested_without_an_end(String open) throws IOException {
        for (String name : List.of("audit.json", "attestation.json")) {
            Files.writeString(run.resolve(name), "{\"subject\":" + open.repeat(1_000_000));
        }

        assertThat(Captured.run("audit", run.toString()).orderly().exit()).isEqualTo(3);
        assertThat(Captured.run("report", run.toString()).orderly().exit()).isZero();
        assertThat(Captured.run("audit", run.toString()).orderly().exit()).isZero();
    }

    @Test
    void folders_within_folders() throws IOException {
        Files.createDirectories(run.resolve("logs/" + "d/".repeat(500)));

        assertThat(Captured.run("audit", run.toString()).orderly().err())
                .contains("logs/d: a folder that no run makes");
    }

    private String tree() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file) + " " + state(file))
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private static String state(Path file) {
        try {
            return Files.readAttributes(file, "size,lastModifiedTime", java.nio.file.LinkOption.NOFOLLOW_LINKS)
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
