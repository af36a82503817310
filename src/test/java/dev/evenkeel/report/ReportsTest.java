package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.report.folder.Manifest;
import dev.evenkeel.report.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {
    @TempDir
    Path folder;

    @Test
    void writes_every_report_and_the_manifest_last() {
        Runs.complete(folder);

        Reports.Written written = Reports.write(folder);

        assertThat(written.problems()).isEmpty();
        assertThat(written.auditHtml()).isEqualTo(folder.resolve("audit.html")).exists();
        assertThat(written.auditJson()).isEqualTo(folder.resolve("audit.json")).exists();
        assertThat(written.allureHtml()).isEmpty();
        assertThat(Reports.verify(folder)).isEmpty();
    }

    @Test
    void tells_what_there_is_wherever_a_journal_was_cut_off(@TempDir Path cut) throws IOException {
        Runs.complete(folder);
        byte[] whole = Files.readAllBytes(folder.resolve(Journal.FILE));

        for (int length = 0; length < whole.length; length += 397) {
            Files.write(cut.resolve(Journal.FILE), Arrays.copyOf(whole, length));

            Reports.write(cut);

            assertThat(Manifest.verify(cut)).isEmpty();
            assertThat(Reports.summary(cut)).first().isEqualTo("Unfinished");
        }
    }

    @Test
    void says_that_a_journal_is_torn_within_a_character() throws IOException {
        Runs.differing(folder);
        Path journal = folder.resolve(Journal.FILE);
        byte[] whole = Files.readAllBytes(journal);
        int within = 0;
        while (whole[within] >= 0) {
            within++;
        }
        Files.write(journal, Arrays.copyOf(whole, within + 1));

        Story story = Reports.story(folder);

        assertThat(story.chain().torn()).isTrue();
        assertThat(story.chain().entries()).isPositive();
    }

    @Test
    void claims_nothing_from_a_journal_that_was_altered() throws IOException {
        Runs.differing(folder);
        Path journal = folder.resolve(Journal.FILE);
        Files.writeString(journal, Files.readString(journal).replace("\"Different\"", "\"Same\""));

        assertThatThrownBy(() -> Reports.write(folder)).isInstanceOf(JournalReader.BrokenJournal.class);
        assertThat(folder.resolve("audit.json")).doesNotExist();
    }

    @Test
    void notices_evidence_that_was_exchanged_even_if_the_manifest_was_written_again() throws IOException {
        Runs.complete(folder);
        RunEvent.Evidence kept = Reports.story(folder).evidence().get(0);
        Files.writeString(folder.resolve(kept.file()), "something else");
        Reports.write(folder);

        assertThat(Reports.verify(folder))
                .containsExactly(kept.file()
                        + ": not what the journal says was kept as 'SHOW SLAVE STATUS of the replica, pinned'");
    }

    @Test
    void ends_on_the_screen_with_what_counts() {
        Runs.complete(folder);

        assertThat(Reports.summary(folder))
                .startsWith("Done and proved")
                .contains(
                        "outage      1.38 s of the 10.0 s allowed",
                        "deviations  2",
                        "report      " + folder.resolve("audit.html"),
                        "next        Read the deviations and the limits of this evidence.")
                .anyMatch(line -> line.matches("rows        [0-9,]+ proved, in 15 of 15 tables"))
                .anyMatch(line -> line.matches("writes      [0-9,]+ acknowledged, 0 lost, 0 duplicated"))
                .anyMatch(line -> line.matches("journal     [0-9]+ entries, ending in [0-9a-f]{64}"));
    }

    @Test
    void ends_on_the_screen_with_the_tables_that_differ() {
        Runs.differing(folder);

        assertThat(Reports.summary(folder).subList(0, 2))
                .containsExactly(
                        "Not the same",
                        "1 of 15 tables does not hold the same rows: assessment.scores. The switch was not made."
                                + " The source is serving.");
    }
}
