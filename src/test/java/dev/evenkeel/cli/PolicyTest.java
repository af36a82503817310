package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The policy that is printed for a runbook: the look-alike holds a rehearsal to it. */
@Timeout(300)
class PolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OF_RDS = "features/encrypt-at-rest-rds.feature";

    @TempDir
    Path folder;

    private static JsonNode policy(String environment, String features) throws IOException {
        Captured printed = Captured.run("doctor", "--policy", "-e", environment, "--features", features);
        assertThat(printed.exit()).as(printed.err()).isZero();
        return JSON.readTree(printed.out());
    }

    private static Set<String> actions(JsonNode policy) {
        Set<String> actions = new TreeSet<>();
        policy.at("/Statement")
                .forEach(statement -> statement.at("/Action").forEach(each -> actions.add(each.asText())));
        return actions;
    }

    private int rehearse(Set<String> allowed) throws IOException {
        Path profile = folder.resolve("allowed.yaml");
        Files.writeString(
                profile,
                Files.readString(Path.of("environments/rds-lookalike.yaml"))
                        .replaceFirst(
                                "(?m)^kind: rds-lookalike$",
                                "kind: rds-lookalike\nallowed: " + JSON.writeValueAsString(allowed)));
        return Main.run(
                "rehearse",
                "-e",
                profile.toString(),
                "--features",
                OF_RDS,
                "--rows",
                "1000",
                "--quiet",
                "--reports",
                folder.resolve("reports").toString());
    }

    @Test
    void a_rehearsal_may_do_what_the_printed_policy_allows_and_needs_no_more() throws IOException {
        assertThat(rehearse(actions(policy("rds-lookalike", OF_RDS)))).isZero();
    }

    @Test
    void without_one_action_of_it_the_run_is_refused_with_the_name_of_the_action() throws IOException {
        Set<String> fewer = actions(policy("rds-lookalike", OF_RDS));
        assertThat(fewer.remove("rds:DescribePendingMaintenanceActions")).isTrue();

        assertThat(rehearse(fewer)).isEqualTo(2);

        assertThat(JSON.readTree(folder.resolve("reports/latest/audit.json").toFile())
                        .at("/summary")
                        .asText())
                .contains("is not authorized to perform: rds:DescribePendingMaintenanceActions");
    }

    @Test
    void a_runbook_that_creates_nothing_needs_no_right_to_create_or_delete() throws IOException {
        assertThat(actions(policy("rds-lookalike", OF_RDS)))
                .contains("rds:ModifyDBParameterGroup", "route53:ChangeResourceRecordSets")
                .noneMatch(action -> action.startsWith("rds:Create") || action.startsWith("rds:Delete"));
        JsonNode creating = policy("rds-lookalike-created", "features/encrypt-at-rest-rds-created.feature");
        assertThat(actions(creating)).contains("rds:CreateDBInstance", "rds:DeleteDBInstance");
        assertThat(creating.at("/Statement"))
                .filteredOn(statement -> statement.at("/Action").toString().contains("Delete"))
                .allSatisfy(statement -> assertThat(statement
                                .at("/Condition/StringLike")
                                .get("aws:ResourceTag/evenkeel-run")
                                .asText())
                        .as("only what a run has created is deleted")
                        .isEqualTo("*"));
    }

    @Test
    void servers_without_a_control_plane_need_no_policy() {
        Captured printed = Captured.run("doctor", "--policy", "-e", "embedded");
        assertThat(printed.exit()).isZero();
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err())
                .contains("a profile of kind embedded has no control plane, so nothing must be allowed there");
    }
}
