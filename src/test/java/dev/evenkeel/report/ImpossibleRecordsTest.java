package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.report.html.AuditHtml;
import dev.evenkeel.report.json.AuditJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals whose chain holds and whose values no run can have measured: told as far as they can be, and to an end. */
class ImpossibleRecordsTest {
    private static final String SERIES =
            "{acknowledged: 5, series: {startedAt: '%s', bucketMillis: %s, source: [1, %s], target: [2]}}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T01:03:07Z|9223372036854775807|3",
                "2026-11-22T01:03:07Z|100|9223372036854775807",
                "2026-11-22T01:03:07Z|100|-9223372036854775808",
                "+999999999-12-31T23:59:59Z|100|3",
                "-999999999-01-01T00:00:00Z|100|3",
                "2026-11-22T01:03:07Z|-1|3"
            })
    void a_series_that_cannot_have_been_measured_is_not_drawn(String values) {
        String[] parts = values.split("\\|");

        assertThat(told(SERIES.formatted((Object[]) parts))).doesNotContain("class=\"writes\"");
    }

    @Test
    void one_that_can_is_drawn() {
        assertThat(told(SERIES.formatted("2026-11-22T01:03:07Z", "100", "3"))).contains("class=\"writes\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60000|2026-11-22T01:03:00Z|-1",
                "0|2026-11-22T01:03:00Z|3",
                "-60000|2026-11-22T01:03:00Z|3",
                "9223372036854775807|2026-11-22T01:03:00Z|3",
                "60000|+999999999-12-31T23:59:59Z|3",
                "60000|yesterday|3"
            })
    void measurements_that_cannot_have_been_made_are_not_drawn(String values) {
        assertThat(measured(values)).contains("id=\"measured\"").doesNotContain("class=\"series\"");
    }

    @Test
    void those_that_can_are_drawn() {
        assertThat(measured("60000|2026-11-22T01:03:00Z|3")).contains("class=\"series\"", "<td class=\"num\">3 s</td>");
    }

    private String measured(String values) {
        String[] parts = values.split("\\|");
        try (Told told = Told.in(folder)) {
            told.begin()
                    .write(
                            "METRIC",
                            "{role: 'replica', what: 'replication lag', unit: 'seconds', periodMillis: " + parts[0]
                                    + ", readings: [{at: '" + parts[1] + "', value: " + parts[2] + "}]}");
        }
        return AuditHtml.render(Reports.story(folder));
    }

    private String told(String workload) {
        try (Told told = Told.in(folder)) {
            told.begin().write("WORKLOAD", workload);
        }
        return AuditHtml.render(Reports.story(folder));
    }

    @Test
    void a_server_id_that_is_no_number() {
        try (Told told = Told.in(folder)) {
            told.begin().write("SERVER", "{role: 'source', serverId: 'eleven'}");
        }

        assertThat(AuditJson.render(Reports.story(folder))).contains("\"serverId\" : null");
    }

    @Test
    void a_kind_that_this_version_does_not_know_is_said_to_be_missing() {
        try (Told told = Told.in(folder)) {
            told.begin().write("PLAN", "{digest: '7'}");
        }

        assertThat(Reports.story(folder).notes())
                .singleElement()
                .asString()
                .endsWith("of the journal is of the kind PLAN, which this version of evenkeel does not know: what it"
                        + " says is missing here.");
    }

    @Test
    void an_entry_of_another_age_is_none() throws IOException {
        try (Told told = Told.in(folder)) {
            told.write("NOTE", "{text: 'x'}");
        }
        Path journal = folder.resolve(Journal.FILE);
        Files.writeString(journal, Files.readString(journal).replace("2026-", "+1000000000-"));

        assertThatThrownBy(() -> Reports.story(folder))
                .isInstanceOf(JournalReader.BrokenJournal.class)
                .hasMessageEndingWith("not an entry of a journal: at is not an instant");
    }
}
