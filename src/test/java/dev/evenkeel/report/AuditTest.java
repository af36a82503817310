package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.report.folder.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forgers who know the manifest and write it again, and what rightly passes beside each forgery. */
class AuditTest {
    private static final String UNENDED =
            "journal.ndjson: this run has not ended, its journal has no last entry that says how; nothing is proved by it";

    @TempDir
    Path folder;

    @BeforeEach
    void a_run_that_went_well() {
        Runs.complete(folder);
        Reports.write(folder);
        assertThat(audit().proved()).as("%s", audit()).isTrue();
    }

    @Test
    void what_was_written_is_proved_with_its_head_and_outcome() {
        Audit.Result result = audit();

        assertThat(result.outcome()).isEqualTo("DONE");
        assertThat(result.exitCode()).isZero();
        assertThat(result.head()).isEqualTo(Reports.story(folder).chain().head());
        assertThat(result.entries()).isEqualTo(JournalReader.read(folder).size());
        assertThat(result.limits())
                .containsExactly(
                        "other programs wrote allure-results/: that they are as they were is known from the manifest alone",
                        "a journal that somebody rewrote from its first entry passes too; compare its head with the one"
                                + " that the run printed, by --head");
    }

    @Test
    void a_run_that_found_differences_is_proved_to_have_found_them(@TempDir Path other) {
        Runs.differing(other);
        Reports.write(other);

        Audit.Result result = Audit.of(other, Optional.empty());

        assertThat(result.proved()).as("%s", result).isTrue();
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void a_journal_that_was_cut_has_not_ended_though_its_reports_are_its_own() throws IOException {
        keepEntries(50);
        Reports.write(folder);

        Audit.Result result = audit();

        assertThat(result.proved()).isFalse();
        assertThat(result.untold()).containsExactly(UNENDED);
        assertThat(result.entries()).isEqualTo(50);
        assertThat(result.outcome()).isEmpty();
    }

    @Test
    void a_journal_that_was_cut_is_not_what_its_reports_were_told_from() throws IOException {
        keepEntries(JournalReader.read(folder).size() - 1);
        Manifest.write(folder);

        assertThat(audit().untold()).containsExactly(UNENDED);
        assertThat(audit().problems())
                .contains("audit.json: not what the journal says", "audit.html: not what the journal says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit.html", "audit.json", "attestation.json", "summary.md"})
    void a_report_that_was_improved(String report) throws IOException {
        Path file = folder.resolve(report);
        Files.writeString(file, Files.readString(file).replaceFirst("Done and proved|PASSED|\"DONE\"", "Perfect"));
        Manifest.write(folder);

        assertThat(audit().problems()).contains(report + ": not what the journal says");
        Reports.write(folder);
        assertThat(audit().proved()).as("written again from the journal").isTrue();
    }

    @Test
    void a_report_with_something_after_its_end() throws IOException {
        Files.writeString(folder.resolve("audit.html"), "<p>Signed.</p>", StandardOpenOption.APPEND);
        Manifest.write(folder);

        assertThat(audit().problems()).containsExactly("audit.html: not what the journal says");
    }

    @Test
    void an_attestation_of_another_report() throws IOException {
        Path file = folder.resolve("attestation.json");
        String digest = Manifest.digest(folder.resolve("audit.json"));
        Files.writeString(file, Files.readString(file).replace(digest, "0".repeat(64)));
        Manifest.write(folder);

        assertThat(audit().problems())
                .contains("attestation.json: the digest that it gives for audit.json is not the one found");
    }

    @Test
    void an_attestation_of_another_runbook() throws IOException {
        Path file = folder.resolve("attestation.json");
        Files.writeString(file, Files.readString(file).replace("9f2c0a1be4", "0000000000"));
        Manifest.write(folder);

        assertThat(audit().problems())
                .anyMatch(problem -> problem.startsWith("attestation.json: the digest that it gives for features/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit.html", "audit.json", "attestation.json", "summary.md", "journal.ndjson"})
    void a_file_that_every_run_leaves_and_that_is_gone(String name) throws IOException {
        Files.delete(folder.resolve(name));
        Manifest.write(folder);

        assertThat(audit().problems()).anyMatch(problem -> problem.startsWith(name + ": missing"));
        assertThat(audit().proved()).isFalse();
    }

    @Test
    void a_manifest_that_is_gone() throws IOException {
        Files.delete(folder.resolve(Manifest.FILE));

        assertThat(audit().problems())
                .contains("MANIFEST.sha256: missing, nothing can be checked; write it again with the report");
    }

    @Test
    void evidence_and_results_that_are_gone() throws IOException {
        String kept = Reports.story(folder).evidence().get(0).file();
        Files.delete(folder.resolve(kept));
        Files.delete(folder.resolve("dump.sql.gz"));
        for (String name : List.of("1-result.json", "environment.properties", "categories.json")) {
            Files.delete(folder.resolve("allure-results").resolve(name));
        }
        Manifest.write(folder);

        assertThat(audit().problems())
                .containsExactly(
                        "allure-results/: missing; a run that began a phase leaves it",
                        kept + ": not what the journal says was kept as 'SHOW SLAVE STATUS of the replica, pinned'",
                        "dump.sql.gz: not what the journal says the dump left");
    }

    @Test
    void another_dump_in_the_place_of_the_one_that_was_loaded() throws IOException {
        Files.writeString(folder.resolve("dump.sql.gz"), "another");
        Manifest.write(folder);

        assertThat(audit().problems()).containsExactly("dump.sql.gz: not what the journal says the dump left");
    }

    @Test
    void files_that_no_run_leaves() throws IOException {
        Files.writeString(folder.resolve("approval.txt"), "approved");
        Files.writeString(folder.resolve("evidence/" + "0".repeat(64) + ".txt"), "more");
        Files.createDirectories(folder.resolve("logs/more"));
        Manifest.write(folder);

        assertThat(audit().problems())
                .containsExactlyInAnyOrder(
                        "approval.txt: no run leaves such a file",
                        "evidence/" + "0".repeat(64) + ".txt: the journal knows of no such evidence",
                        "logs/more: a folder that no run makes");
    }

    @Test
    void files_that_some_runs_leave_pass() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        for (String name : List.of(
                "logs/source.log", "ledger.ndjson", "application.endpoint", "exact-floats.sql.gz", "allure.html")) {
            Files.writeString(folder.resolve(name), "x");
        }
        Manifest.write(folder);

        assertThat(audit().proved()).as("%s", audit()).isTrue();
        assertThat(audit().limits().get(0))
                .contains(
                        "allure-results/, allure.html, application.endpoint, exact-floats.sql.gz, ledger.ndjson, logs/:");
    }

    @Test
    void something_after_the_end_that_is_no_entry() throws IOException {
        int entries = JournalReader.read(folder).size();
        Files.writeString(folder.resolve(Journal.FILE), "{\"at\":\"2026", StandardOpenOption.APPEND);
        Reports.write(folder);

        assertThat(audit().problems())
                .containsExactly(
                        "journal.ndjson:" + (entries + 1)
                                + ": 11 bytes follow the run's end and are not an entry, and no run writes such bytes; restore the file from a copy");
    }

    @Test
    void an_entry_that_a_crash_has_torn_is_not_told_from_one_that_was_cut() throws IOException {
        int whole = JournalReader.read(folder).size() - 1;
        String last = Files.readAllLines(folder.resolve(Journal.FILE)).get(whole);
        for (int kept : List.of(1, 40)) {
            keepEntries(whole);
            Files.writeString(folder.resolve(Journal.FILE), last.substring(0, kept), StandardOpenOption.APPEND);
            Reports.write(folder);

            Audit.Result result = audit();

            assertThat(result.proved()).isFalse();
            assertThat(result.problems())
                    .as("nothing was altered that could be told")
                    .isEmpty();
            assertThat(result.untold())
                    .containsExactly(
                            "journal.ndjson:" + (whole + 1) + ": ends after " + kept
                                    + " bytes of an entry, as a crash leaves it"
                                    + " and as a cut does; the entries before it are whole, and if it was a crash they are all that were"
                                    + " reported as written. If the run ended in order, restore the file from a copy; else"
                                    + " continue with a verification by verify --resume, which drops those bytes, and begin a"
                                    + " rehearsal again",
                            UNENDED);
            assertThat(result.entries()).isEqualTo(whole);
            assertThat(result.head())
                    .isEqualTo(JournalReader.read(folder).get(whole - 1).hash());
        }
    }

    @Test
    void a_name_given_twice_in_a_line_of_the_journal() throws IOException {
        replaceInJournal("\"outcome\":\"DONE\"", "\"outcome\":\"UNDONE\",\"outcome\":\"DONE\"");
        Manifest.write(folder);

        assertThat(audit().problems())
                .singleElement()
                .asString()
                .endsWith("not an entry of a journal: a name is given twice");
    }

    @Test
    void carriage_returns() throws IOException {
        replaceInJournal("\n", "\r\n");
        Manifest.write(folder);

        assertThat(audit().problems())
                .singleElement()
                .asString()
                .endsWith("the line is not in the form in which entries are written");
    }

    @Test
    void a_head_that_was_noted_elsewhere() {
        String head = audit().head();

        assertThat(Audit.of(folder, Optional.of(head)).proved()).isTrue();
        assertThat(Audit.of(folder, Optional.of(head)).limits()).hasSize(1);
        assertThat(Audit.of(folder, Optional.of("0".repeat(64))).problems())
                .containsExactly(
                        "journal.ndjson: its last entry has another hash than the one given by --head; it is not"
                                + " the journal that was noted, or not all of it");
    }

    @Test
    void a_journal_written_anew_as_a_whole_differs_in_its_head_alone(@TempDir Path forged) throws IOException {
        String head = audit().head();
        Path from = folder.resolve(Journal.FILE);
        try (Told told = Told.in(forged)) {
            JournalReader.read(folder)
                    .forEach(entry -> told.write(
                            entry.kind(),
                            entry.kind().equals("DEVIATION") ? Map.of("what", "none", "because", "") : entry.data()));
        }
        Files.copy(forged.resolve(Journal.FILE), from, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Reports.write(folder);

        assertThat(audit().proved()).isTrue();
        assertThat(Audit.of(folder, Optional.of(head)).proved()).isFalse();
    }

    @Test
    void entries_after_the_end_and_a_run_that_was_resumed() {
        append("NOTE", Map.of("text", "it went very well"));
        Reports.write(folder);

        assertThat(audit().problems())
                .containsExactly("journal.ndjson: entries follow the end of the run, and none of them begins it again");
        assertThat(audit().untold()).containsExactly(UNENDED);
    }

    @Test
    void a_run_that_was_resumed_and_ended_again_passes() {
        Map<String, Object> begun = JournalReader.read(folder).get(0).data();
        append("RUN_STARTED", begun);
        append("RUN_ENDED", Map.of("outcome", "DONE", "exitCode", 0, "summary", "", "serving", "target"));
        Reports.write(folder);

        assertThat(audit().proved()).as("%s", audit()).isTrue();
    }

    @Test
    void a_journal_that_does_not_begin() throws IOException {
        Files.delete(folder.resolve(Journal.FILE));
        try (Told told = Told.in(folder)) {
            told.write("RUN_ENDED", Map.of("outcome", "DONE", "exitCode", 0));
        }
        Reports.write(folder);

        assertThat(audit().problems()).contains("journal.ndjson: its first entry is not the beginning of a run");
    }

    @Test
    void reports_of_another_version_that_are_worded_otherwise_are_not_compared() throws IOException {
        Rendering.of(Reports.story(folder), "0.0.9").forEach((name, content) -> write(name, content));
        Manifest.write(folder);

        assertThat(audit().proved()).as("they are worded alike: %s", audit()).isTrue();

        Files.writeString(folder.resolve("audit.html"), "<p>another page</p>");
        Manifest.write(folder);

        assertThat(audit().problems()).isEmpty();
        assertThat(audit().untold())
                .containsExactly("audit.html: written by version 0.0.9, this is of the working tree: not compared; use"
                        + " that version, or write the reports again: evenkeel report");
        assertThat(audit().proved()).isFalse();
    }

    @Test
    void a_manifest_in_another_form() throws IOException {
        Path manifest = folder.resolve(Manifest.FILE);
        List<String> lines = Files.readAllLines(manifest);
        java.util.Collections.reverse(lines);
        Files.write(manifest, lines);

        assertThat(audit().problems())
                .containsExactly("MANIFEST.sha256: not in the form in which manifests are written");
    }

    @Test
    void the_same_journal_always_gives_the_same_bytes(@TempDir Path other) throws IOException {
        Files.copy(folder.resolve(Journal.FILE), other.resolve(Journal.FILE));
        Reports.write(other);

        for (String name : List.of("audit.html", "audit.json", "attestation.json", "summary.md")) {
            assertThat(other.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
        }
    }

    private Audit.Result audit() {
        return Audit.of(folder, Optional.empty());
    }

    private void write(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void append(String kind, Map<String, Object> data) {
        try (Journal journal = Journal.reopen(
                folder,
                java.time.Clock.fixed(Told.START, java.time.ZoneOffset.UTC),
                new dev.evenkeel.journal.Redactor(),
                dev.evenkeel.journal.Observer.NONE)) {
            journal.append(kind, data);
        }
    }

    private void keepEntries(int count) throws IOException {
        Path journal = folder.resolve(Journal.FILE);
        List<String> lines = Files.readAllLines(journal).subList(0, count);
        Files.writeString(journal, String.join("\n", lines) + "\n");
    }

    private void replaceInJournal(String from, String to) throws IOException {
        Path journal = folder.resolve(Journal.FILE);
        String whole = Files.readString(journal);
        assertThat(whole).contains(from);
        Files.write(journal, whole.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }
}
