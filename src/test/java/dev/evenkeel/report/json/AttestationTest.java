package dev.evenkeel.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.report.Reports;
import dev.evenkeel.report.Runs;
import dev.evenkeel.report.folder.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttestationTest {
    @TempDir
    Path folder;

    @Test
    void binds_the_result_to_the_digests_of_report_and_runbook() throws IOException {
        Runs.complete(folder);

        JsonNode statement = written();

        assertThat(statement.at("/subject/0/name").asText()).isEqualTo("audit.json");
        assertThat(statement.at("/subject/0/digest/sha256").asText())
                .isEqualTo(Manifest.digest(folder.resolve("audit.json")));
        assertThat(statement.at("/subject/1/digest/sha256").asText()).isNotEmpty();
        assertThat(statement.at("/predicate/result").asText()).isEqualTo("PASSED");
        assertThat(statement.at("/predicate/passedTests")).isNotEmpty();
        assertThat(statement.at("/predicate/failedTests")).isEmpty();
    }

    @Test
    void says_failed_of_a_run_that_found_differences() throws IOException {
        Runs.differing(folder);

        JsonNode statement = written();

        assertThat(statement.at("/predicate/result").asText()).isEqualTo("FAILED");
        assertThat(statement.at("/predicate/failedTests")).hasSize(1);
    }

    private JsonNode written() throws IOException {
        Reports.write(folder);
        return new ObjectMapper().readTree(folder.resolve("attestation.json").toFile());
    }
}
