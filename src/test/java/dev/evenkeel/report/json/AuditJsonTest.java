package dev.evenkeel.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.report.Reports;
import dev.evenkeel.report.Runs;
import dev.evenkeel.report.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditJsonTest {
    @TempDir
    Path folder;

    private JsonNode audit() throws IOException {
        return new ObjectMapper().readTree(AuditJson.render(Reports.story(folder)));
    }

    @Test
    void holds_the_fields_that_scripts_rely_on() throws IOException {
        Runs.complete(folder);

        JsonNode audit = audit();

        assertThat(audit.at("/runId").asText()).isEqualTo("r-20261122-010307-k7");
        assertThat(audit.at("/command").asText()).isEqualTo("rehearse");
        assertThat(audit.at("/runbook").asText()).isEqualTo("features/encrypt-at-rest.feature");
        assertThat(audit.at("/environment").asText()).isEqualTo("embedded");
        assertThat(audit.at("/outcome").asText()).isEqualTo("DONE");
        assertThat(audit.at("/exitCode").asInt(-1)).isZero();
        assertThat(audit.at("/started").asText()).isEqualTo("2026-11-22T01:03:07.120Z");
        assertThat(audit.at("/finished").asText()).startsWith("2026-11-22T01:0");
        assertThat(audit.at("/servers/2/role").asText()).isEqualTo("target");
        assertThat(audit.at("/servers/2/encrypted").asBoolean()).isTrue();
        assertThat(audit.at("/servers/2/serverId").asText()).isEqualTo("21");
        assertThat(audit.at("/coordinates/pinned/position").asLong()).isEqualTo(48_211_907);
        assertThat(audit.at("/coordinates/frozen/gtid").asText()).isEqualTo("0-11-54120");
        assertThat(audit.at("/parity/objects/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/settings/verdict").asText()).isEqualTo("Different");
        assertThat(audit.at("/parity/passes/millis").asLong()).isEqualTo(2_240);
        assertThat(audit.at("/cutover/unavailableMillis").asLong()).isEqualTo(1_379);
        assertThat(audit.at("/cutover/budgetMillis").asLong()).isEqualTo(10_000);
        assertThat(audit.at("/workload/lost").asLong(-1)).isZero();
        assertThat(audit.at("/drills/0/outcome").asText()).isEqualTo("noticed");
        assertThat(audit.at("/deviations")).hasSize(2);
        assertThat(audit.at("/transfers/0/megabytesPerSecond").asDouble()).isEqualTo(19.62);
        assertThat(audit.at("/transfers/3/megabytesPerSecond").isNull()).isTrue();
        assertThat(audit.at("/tool/version").asText()).isEqualTo("0.1.0");
        assertThat(audit.at("/seed").asLong()).isEqualTo(20261122);
        assertThat(audit.at("/gates/0/decision").asText()).isEqualTo("approved");
        assertThat(audit.at("/statements")).anySatisfy(statement -> {
            assertThat(statement.at("/phase").asText()).isEqualTo("pin");
            assertThat(statement.at("/step").asLong()).isEqualTo(1);
            assertThat(statement.at("/role").asText()).isEqualTo("replica");
            assertThat(statement.at("/sql").asText()).isEqualTo("CALL mysql.rds_stop_replication");
        });
    }

    @Test
    void lists_every_table_with_both_comparisons() throws IOException {
        Runs.complete(folder);

        JsonNode parity = audit().at("/parity");

        assertThat(parity.at("/verdict").asText()).isEqualTo("Same");
        assertThat(parity.at("/tables")).hasSize(15);
        JsonNode table = parity.at("/tables/0");
        assertThat(table.at("/schema").asText()).isEqualTo("assessment");
        assertThat(table.at("/table").asText()).isEqualTo("answers");
        assertThat(table.at("/verdict").asText()).isEqualTo("Same");
        assertThat(table.at("/method").asText()).isEqualTo("chunks by primary key");
        assertThat(table.at("/rowsSource").asLong())
                .isEqualTo(table.at("/frozen/rowsSource").asLong())
                .isEqualTo(table.at("/pinned/rowsTarget").asLong() + 31);
        assertThat(table.at("/pinned/verdict").asText()).isEqualTo("Same");
        assertThat(table.at("/differences")).isEmpty();
    }

    @Test
    void names_differences_by_table_and_key() throws IOException {
        Runs.differing(folder);

        JsonNode parity = audit().at("/parity");
        JsonNode scores = StreamSupport.stream(parity.at("/tables").spliterator(), false)
                .filter(table -> table.at("/table").asText().equals("scores"))
                .findFirst()
                .orElseThrow();

        assertThat(parity.at("/verdict").asText()).isEqualTo("Different");
        assertThat(scores.at("/verdict").asText()).isEqualTo("Different");
        assertThat(scores.at("/differences/0").toString())
                .isEqualTo("{\"at\":\"frozen\",\"table\":\"assessment.scores\",\"key\":\"(17, 'math')\","
                        + "\"kind\":\"changed\",\"columns\":[\"score\",\"weight\"],\"values\":["
                        + "{\"column\":\"score\",\"left\":\"sha256:17\",\"right\":\"sha256:18\"},"
                        + "{\"column\":\"weight\",\"left\":\"1.5\",\"right\":\"NULL\"}],"
                        + "\"find\":\"SELECT * FROM `assessment`.`scores` WHERE `id` = 17\"}");
        assertThat(scores.at("/differences")).hasSize(3);
    }

    @Test
    void leaves_undo_scenarios_out_that_did_not_run() throws IOException {
        Runs.complete(folder);

        JsonNode phases = audit().at("/phases");

        assertThat(phases).hasSize(8);
        assertThat(phases.at("/0/id").asText()).isEqualTo("preflight");
        assertThat(phases.at("/0/steps")).hasSize(3);
        assertThat(phases.at("/0/steps/0/outcome").asText()).isEqualTo("passed");
        assertThat(phases.at("/0/undo").asBoolean(true)).isFalse();
    }

    @Test
    void marks_undo_scenarios_that_ran() throws IOException {
        Runs.differing(folder);

        JsonNode phases = audit().at("/phases");

        assertThat(phases).hasSize(10);
        assertThat(phases.at("/7/outcome").asText()).isEqualTo("skipped");
        assertThat(phases.at("/8/id").asText()).isEqualTo("undo-freeze");
        assertThat(phases.at("/8/undo").asBoolean()).isTrue();
    }

    @Test
    void invents_nothing_for_a_run_that_only_began() throws IOException {
        try (Told told = Told.in(folder)) {
            told.begin();
        }

        JsonNode audit = audit();

        assertThat(audit.at("/outcome").isNull()).isTrue();
        assertThat(audit.at("/exitCode").isNull()).isTrue();
        assertThat(audit.at("/finished").isNull()).isTrue();
        assertThat(audit.at("/coordinates/pinned").isNull()).isTrue();
        assertThat(audit.at("/cutover").isNull()).isTrue();
        assertThat(audit.at("/workload").isNull()).isTrue();
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Inconclusive");
        assertThat(audit.at("/parity/tables").isEmpty()).isTrue();
        assertThat(audit.at("/parity/passes/rowsExamined").isNull()).isTrue();
        assertThat(audit.at("/phases/0/outcome").isNull()).isTrue();
        assertThat(audit.at("/deviations").isArray()).isTrue();
    }

    @Test
    void one_comparison_of_the_two_proves_nothing_yet() throws IOException {
        try (Told told = Told.in(folder)) {
            Runs.comparison(told, "pinned", "replica", 4);
        }

        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
    }

    @Test
    void a_comparison_that_examined_no_row_is_inconclusive_whatever_it_calls_itself() throws IOException {
        try (Told told = Told.in(folder)) {
            Runs.comparison(told, "pinned", "replica", 4);
            told.comparison("frozen", "source", "Same", 9, 0L, List.of());
        }

        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
    }

    @Test
    void a_table_that_the_last_comparison_left_out_is_inconclusive() throws IOException {
        try (Told told = Told.in(folder)) {
            Runs.comparison(told, "pinned", "replica", 4);
            told.comparison(
                    "frozen", "source", "Same", 9, 10L, List.of(Told.table("assessment", "items", "Same", 5, 5)));
        }

        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
        assertThat(audit().at("/parity/tables/0/verdict").asText()).isEqualTo("Inconclusive");
        assertThat(audit().at("/parity/tables/0/frozen").isNull()).isTrue();
    }

    @Test
    void a_table_called_same_with_unequal_counts_is_inconclusive() throws IOException {
        try (Told told = Told.in(folder)) {
            told.comparison("pinned", "replica", "Same", 4, 5L, List.of(Told.table("a", "t", "Same", 5, 4)));
            told.comparison("frozen", "source", "Same", 9, 5L, List.of(Told.table("a", "t", "Same", 5, 5)));
        }

        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
    }

    @Test
    void a_step_with_an_intent_and_no_end_has_begun_and_has_no_outcome() throws IOException {
        try (Told told = Told.in(folder)) {
            told.begin().write("PHASE_STARTED", "{id: 'preflight'}");
            told.write("STEP_INTENDED", "{phase: 'preflight', index: 1, keyword: 'Given ', text: 'the servers'}");
        }

        JsonNode step = audit().at("/phases/0/steps/0");

        assertThat(step.at("/begun").asBoolean()).isTrue();
        assertThat(step.at("/outcome").isNull()).isTrue();
    }
}
