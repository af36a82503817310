package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runbook that accompanies a Blue/Green deployment, held to exactly the policy that is printed for it. */
@Timeout(300)
class BlueGreenRehearsalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUNBOOK = "features/blue-green-rds.feature";
    private static final String ENVIRONMENT = "rds-lookalike-blue-green";

    @TempDir
    Path folder;

    private int rehearse(String addition) throws IOException {
        Captured printed = Captured.run("doctor", "--policy", "-e", ENVIRONMENT, "--features", RUNBOOK);
        assertThat(printed.exit()).as(printed.err()).isZero();
        TreeSet<String> allowed = new TreeSet<>();
        JSON.readTree(printed.out())
                .at("/Statement")
                .forEach(statement -> statement.at("/Action").forEach(each -> allowed.add(each.asText())));
        Path profile = folder.resolve("blue-green.yaml");
        Files.writeString(
                profile,
                Files.readString(Path.of("environments/" + ENVIRONMENT + ".yaml"))
                        .replaceFirst(
                                "(?m)^kind: rds-lookalike$",
                                "kind: rds-lookalike\nallowed: " + JSON.writeValueAsString(allowed) + addition));
        return Main.run(
                "rehearse",
                "-e",
                profile.toString(),
                "--features",
                RUNBOOK,
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
    void rds_switches_to_green_which_was_proved_and_no_acknowledged_write_is_lost() throws IOException {
        int exit = rehearse("");

        JsonNode audit = audit();
        assertThat(exit).as(audit.at("/summary").asText()).isZero();
        assertThat(audit.at("/workload/acknowledged").asLong()).isPositive();
        assertThat(audit.at("/workload/lost").asLong()).isZero();
        assertThat(audit.at("/workload/duplicated").asLong()).isZero();
        assertThat(audit.at("/cutover/unavailableMillis").asLong()).isPositive();
        assertThat(audit.at("/parity/verdict").asText())
                .as("rows were proved while both were live; at the switchover nobody compares any")
                .isEqualTo("Inconclusive");
        assertThat(StreamSupport.stream(audit.at("/calls").spliterator(), false)
                        .map(call -> call.at("/operation").asText())
                        .toList())
                .contains(
                        "CreateBlueGreenDeployment",
                        "SwitchoverBlueGreenDeployment",
                        "DescribeEvents",
                        "DeleteBlueGreenDeployment");
        assertThat(Files.readString(folder.resolve("reports/latest/journal.ndjson")))
                .contains("\"which\":\"opened\"", "\"verdict\":\"Same\"");
    }

    @Test
    void a_switchover_that_rds_refuses_leaves_the_source_serving() throws IOException {
        int exit =
                rehearse("\nfaults: ['SwitchoverBlueGreenDeployment: refused InvalidBlueGreenDeploymentStateFault 9']");

        assertThat(exit).as(audit().at("/summary").asText()).isEqualTo(4);
        assertThat(audit().at("/summary").asText()).contains("InvalidBlueGreenDeploymentStateFault");
        assertThat(audit().at("/serving").asText()).isEqualTo("source");
    }
}
