package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's tables are counted apart from those that the rehearsal brings along. */
class OwnDataTest {
    @TempDir
    Path folder;

    @Test
    void the_verdict_and_the_report_name_both() throws IOException {
        run("data: ['shop.sql'], sample: 'assessment'");

        assertThat(Reports.summary(folder))
                .contains(
                        "Rehearsed end to end: 1 table of your data with 40 rows, and 2 tables of the sample database with"
                                + " 500 rows, are the same on source and target.",
                        "rows        40 of your data proved, in 1 of 1 table; 500 of the sample database proved, in 2 of 2"
                                + " tables");
        JsonNode parity = audit().get("parity");
        assertThat(parity.get("yourData").toString()).isEqualTo("{\"tables\":1,\"same\":1,\"rows\":40}");
        assertThat(parity.get("sampleDatabase").toString()).isEqualTo("{\"tables\":2,\"same\":2,\"rows\":500}");
        assertThat(Files.readString(folder.resolve("audit.html")))
                .contains("Rows of your data: 40 proved, in 1 of 1 table.")
                .contains("500 proved, in 2 of 2 tables.");
    }

    @Test
    void without_data_of_ones_own_all_are_counted_as_one() throws IOException {
        run("data: [], sample: 'assessment'");

        assertThat(Reports.summary(folder)).contains("rows        540 proved, in 3 of 3 tables");
        assertThat(audit().at("/parity/yourData").isNull()).isTrue();
        assertThat(Files.readString(folder.resolve("audit.html"))).doesNotContain("of your data:");
    }

    private void run(String data) throws IOException {
        List<Map<String, Object>> tables = List.of(
                Told.table("assessment", "items", "Same", 100L, 100L),
                Told.table("shop", "orders", "Same", 40L, 40L),
                Told.table("assessment", "scores", "Same", 400L, 400L));
        try (Told told = Told.in(folder)) {
            told.write(
                    "RUN_STARTED",
                    "{runId: 'r-1', command: 'rehearse', environment: {name: 'embedded', kind: 'embedded'}, " + data
                            + "}");
            told.comparison("pinned", "replica", "Same", 4, 540, tables);
            told.comparison("frozen", "source", "Same", 40, 540, tables);
            told.write("RUN_ENDED", "{outcome: 'DONE', exitCode: 0, summary: 'Done.', serving: 'target'}");
        }
        Reports.write(folder);
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("audit.json").toFile());
    }
}
