package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints, and which exit codes it has. */
class AuditCommandTest {
    @TempDir
    Path folder;

    private Path run;
    private String head;
    private int entries;

    @BeforeEach
    void a_run() throws IOException {
        run = WrittenRun.in(folder.resolve("run"), "text", "NOT_PROVED").toRealPath();
        entries = JournalReader.read(run).size();
        head = JournalReader.read(run).get(entries - 1).hash();
    }

    @Test
    void prints_outcome_entries_and_head() {
        Captured ran = Captured.run("audit", run.toString(), "--head", head).orderly();

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo(run + """
                : journal, evidence and reports are as they were written
                outcome     NOT_PROVED, exit code 3
                entries     %d
                head        %s, as given
                limit       other programs wrote allure-results/: that they are as they were is known from the manifest alone
                """.formatted(entries, head));
        assertThat(Captured.run("audit", run.toString()).orderly().out())
                .contains(
                        "head        " + head + "\n", "compare its head with the one that the run printed, by --head");
        assertThat(Captured.run("audit", "-q", run.toString()).orderly().out()).isEmpty();
    }

    @Test
    void a_head_that_is_another_or_none() {
        Captured other =
                Captured.run("audit", run.toString(), "--head", "0".repeat(64)).orderly();

        assertThat(other.exit()).isEqualTo(3);
        assertThat(other.out()).startsWith(run + ": not as it was written\n").contains("head        " + head + "\n");
        assertThat(other.err()).contains("another hash than the one given by --head");
        Captured none = Captured.run("audit", run.toString(), "--head", "5b0c").orderly();
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.problems())
                .containsExactly("evenkeel: --head is '5b0c', must be a hash of 64 hexadecimal digits,"
                        + " as the run prints it at its end");
    }

    @Test
    void the_run_s_own_last_lines_hold_the_head() {
        assertThat(Captured.run("report", run.toString()).orderly().out())
                .contains(entries + " entries, ending in " + head);
    }

    @Test
    void an_outcome_of_no_known_name() {
        run = WrittenRun.in(folder.resolve("other"), "text", "SPLENDID");

        assertThat(Captured.run("audit", run.toString()).orderly().out())
                .contains("outcome     unknown, exit code 3\n");
    }

    @Test
    void a_run_that_has_not_ended() throws IOException {
        Path journal = run.resolve("journal.ndjson");
        String whole = Files.readString(journal);
        Files.writeString(journal, whole.substring(0, whole.lastIndexOf('\n', whole.length() - 2) + 1));
        assertThat(Captured.run("report", run.toString()).orderly().exit()).isZero();

        Captured ran = Captured.run("audit", run.toString()).orderly();

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out())
                .startsWith(run + ": not shown to be as it was written\noutcome     none, the run has not ended\n");
        assertThat(ran.problems()).hasSize(1).first().asString().contains("this run has not ended");
    }

    @Test
    void the_same_for_programs() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Captured.run("audit", "--json", run.toString())
                        .orderly()
                        .out());

        assertThat(json.at("/unaltered").asBoolean()).isTrue();
        assertThat(json.at("/head").asText()).isEqualTo(head);
        assertThat(json.at("/entries").asInt()).isEqualTo(entries);
        assertThat(json.at("/outcome").asText()).isEqualTo("NOT_PROVED");
        assertThat(json.at("/exitCode").asInt()).isEqualTo(3);
        assertThat(json.at("/problems")).isEmpty();
        assertThat(json.at("/limits")).hasSize(2);
    }
}
