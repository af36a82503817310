package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong at AWS, and how a run ends then: it recovers, or says one sentence and leaves the source serving. */
@Timeout(300)
class LookAlikeFaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private int rehearse(String limit, List<String> faults) throws IOException {
        Path profile = folder.resolve("faulty.yaml");
        String usual = Files.readString(Path.of("environments/rds-lookalike.yaml"));
        String faulty = usual.replace("fence: latch", "fence: {kind: parameter_group, limit: " + limit + "}")
                .replaceFirst(
                        "(?m)^kind: rds-lookalike$", "kind: rds-lookalike\nfaults: " + JSON.writeValueAsString(faults));
        assertThat(faulty).contains("faults:", "limit: ");
        Files.writeString(profile, faulty);
        return Main.run(
                "rehearse",
                "-e",
                profile.toString(),
                "--features",
                "features/encrypt-at-rest-rds.feature",
                "--rows",
                "1000",
                "--quiet",
                "--reports",
                folder.resolve("reports").toString());
    }

    private JsonNode audit() throws IOException {
        return JSON.readTree(folder.resolve("reports/latest/audit.json").toFile());
    }

    @Test
    void what_passes_is_waited_for_and_the_run_ends_done() throws IOException {
        int exit = rehearse(
                "60s",
                List.of(
                        "DescribeEvents: throttled 2",
                        "DescribeDBParameters: refused InternalFailure",
                        // Nothing is decided by what CloudWatch measured.
                        "GetMetricData: refused AccessDenied 2",
                        // The target is closed by the first one, the source by the second.
                        "ModifyDBParameterGroup: answer lost",
                        "ModifyDBParameterGroup 3: refused InvalidDBParameterGroupState 2"));

        assertThat(exit).as(audit().at("/summary").asText()).isZero();
        assertThat(audit().at("/workload/lost").asLong()).isZero();
        assertThat(audit().at("/calls"))
                .extracting(call -> call.at("/error").asText(""))
                .anyMatch(error -> error.contains("InvalidDBParameterGroupState"));
        assertThat(audit().at("/notes"))
                .extracting(JsonNode::asText)
                .anyMatch(
                        note -> note.startsWith("could not tell lag, storage, connections and binlogs: what CloudWatch"
                                + " measured: AccessDenied, "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2 | DescribePendingMaintenanceActions: refused AccessDenied | AccessDenied, as the profile of this rehearsal asks; allow it in the policy",
                "2 | DescribeDBInstances 4: stuck target storage-full | target: evenkeel-target is storage-full, must be available",
                "2 | DescribeEvents: throttled 30 | Throttling, Rate exceeded; it was asked several times",
                "2 | DescribeDBInstances 7: flapping source storage-optimization 20 | evenkeel-source is storage-optimization, must be available",
                // The seventh call is of the second look at what could disturb the move, before the freeze.
                "4 | DescribeEvents 3: renamed source | the instance evenkeel-source of the profile (db-",
                "5 | DescribeEvents 7: credentials expired | the credentials are out of date: get new ones",
            })
    void what_does_not_pass_ends_in_one_sentence(int code, String fault, String sentence) throws IOException {
        int exit = rehearse("60s", List.of(fault));

        assertThat(exit).as(audit().at("/summary").asText()).isEqualTo(code);
        assertThat(audit().at("/summary").asText()).contains(sentence);
        // Without credentials nobody can ask which one serves; the source was never closed.
        assertThat(audit().at("/serving").asText()).isEqualTo(code == 5 ? "unknown" : "source");
    }

    @Test
    void a_backup_that_begins_in_the_freeze_is_given_up_on_and_the_source_stays_open_afterwards() throws IOException {
        // The first change of the source's group is the second of all; the target's came before.
        int exit = rehearse("2s", List.of("ModifyDBParameterGroup 2: backup source 60"));

        assertThat(exit).as(audit().at("/summary").asText()).isEqualTo(4);
        assertThat(audit().at("/summary").asText())
                .contains("waited 2 s until source shows read_only as its parameter group has it; needed 1, last seen 0"
                        + " (backing-up, applying); the parameter was set back to 0, and that is in force");
        assertThat(audit().at("/serving").asText()).isEqualTo("source");
    }
}
