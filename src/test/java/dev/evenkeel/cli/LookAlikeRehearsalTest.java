package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.aws.Policy;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole rehearsals in processes of their own, so that the classes that each loads can be told. */
@Timeout(400)
class LookAlikeRehearsalTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOUNDING = Path.of("features/encrypt-at-rest.feature");
    private static final Path OF_RDS = Path.of("features/encrypt-at-rest-rds.feature");
    private static final Path BY_GTID = Path.of("features/encrypt-at-rest-rds-gtid.feature");
    /** The promise is a second on a machine that does nothing else; here several tests run at once. */
    private static final Duration WRITE_OUTAGE = Duration.ofSeconds(4);

    private static final String ASKED = "RDS shows nothing that would stop or disturb the move";
    private static final String KEPT = "what RDS and CloudWatch recorded in the last 3 hours is kept for the report";

    @TempDir
    Path folder;

    private Path loaded() {
        return folder.resolve("loaded.log");
    }

    private int rehearse(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-Xlog:class+load:file=" + loaded(),
                "-Devenkeel.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.evenkeel.cli.Main",
                "rehearse",
                "--rows",
                "1000",
                "--quiet",
                "--reports",
                folder.resolve("reports").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private long sdkClasses() throws IOException {
        try (var lines = Files.lines(loaded())) {
            return lines.filter(line -> line.contains(" software.amazon.awssdk."))
                    .count();
        }
    }

    @Test
    void the_runbook_for_rds_ends_done_and_proved_on_the_look_alike() throws IOException, InterruptedException {
        assertThat(rehearse("-e", "rds-lookalike", "--features", OF_RDS.toString()))
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();

        Path run = folder.resolve("reports/latest");
        JsonNode audit = JSON.readTree(run.resolve("audit.json").toFile());
        assertThat(audit.at("/workload/lost").asLong()).isZero();
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/notShown"))
                .as("what only the control plane can tell is shown")
                .isEmpty();
        assertThat(audit.at("/servers"))
                .extracting(server -> server.get("role").asText() + " " + server.get("encrypted"))
                .containsExactly("source false", "replica false", "target true");

        List<JsonNode> calls = StreamSupport.stream(audit.at("/calls").spliterator(), false)
                .filter(call -> call.hasNonNull("millis"))
                .toList();
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.at("/requestId").asText()).isNotBlank();
            assertThat(call.at("/status").asInt()).isEqualTo(200);
            assertThat(call.at("/at").asText()).isNotBlank();
        });
        assertThat(new TreeSet<>(calls.stream()
                        .map(call -> call.at("/service").asText() + ":"
                                + call.at("/operation").asText())
                        .toList()))
                .as("a run makes every call of its policy, and no other")
                .isEqualTo(Policy.actions(Provision.profiles()
                        .read("rds-lookalike", Path.of("environments"))
                        .traffic()));
        assertThat(calls)
                .extracting(call ->
                        call.at("/phase").asText() + " " + call.at("/operation").asText())
                .contains(
                        "null GetSecretValue",
                        "preflight DescribeKey",
                        "preflight DescribePendingMaintenanceActions",
                        "preflight GetMetricData",
                        "observe GetMetricData",
                        "freeze DescribeEvents",
                        "belt ModifyDBParameterGroup")
                .as("nobody waits for the control plane while nobody can write")
                .doesNotContain("freeze ModifyDBParameterGroup")
                .noneMatch(call -> call.startsWith("prove ") || call.startsWith("shut "))
                .noneMatch(call -> call.startsWith("switch ")
                        && !call.contains("ResourceRecordSets")
                        && !call.endsWith("GetChange"));
        assertThat(audit.at("/cutover/unavailableMillis").asLong())
                .as("the application has an account of its own, so that no parameter group is waited for")
                .isBetween(1L, WRITE_OUTAGE.toMillis());
        assertThat(Files.readString(run.resolve("audit.html")))
                .contains("Calls to the control plane", "Measured by the control plane", "Events of the control plane");
        assertThat(audit.at("/measured"))
                .extracting(
                        one -> one.at("/role").asText() + " " + one.at("/what").asText())
                .containsExactlyInAnyOrder(
                        "source free storage",
                        "source connections",
                        "source binlogs",
                        "replica replication lag",
                        "replica free storage",
                        "replica connections",
                        "replica binlogs",
                        "target replication lag",
                        "target free storage",
                        "target connections",
                        "target binlogs");
        assertThat(audit.at("/measured"))
                .filteredOn(one -> !one.at("/what").asText().equals("replication lag"))
                .as("the servers were asked, and have an answer")
                .allSatisfy(one -> assertThat(one.at("/readings")).isNotEmpty());
        assertThat(Files.readString(run.resolve("journal.ndjson")))
                .contains("\"kind\":\"API_CALL\"")
                .doesNotContain("\"password\"");
        assertThat(sdkClasses()).as("the look-alike is reached by the SDK").isPositive();
    }

    @Test
    void the_variant_by_gtid_ends_done_and_proved_on_the_look_alike() throws IOException, InterruptedException {
        assertThat(rehearse("-e", "rds-lookalike", "--features", BY_GTID.toString()))
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();

        Path run = folder.resolve("reports/latest");
        JsonNode audit = JSON.readTree(run.resolve("audit.json").toFile());
        assertThat(audit.at("/workload/lost").asLong()).isZero();
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/notShown")).isEmpty();
        assertThat(Files.readString(run.resolve("journal.ndjson")))
                .contains("CALL mysql.rds_set_external_master_gtid(")
                .doesNotContain("CALL mysql.rds_set_external_master(");
    }

    @ParameterizedTest
    @CsvSource({"created, DeleteDBInstance", "snapshot, RestoreDBInstanceFromDBSnapshot"})
    void a_runbook_that_creates_replica_and_target_ends_done_and_proved(String variant, String operation)
            throws IOException, InterruptedException {
        assertThat(rehearse(
                        "-e",
                        "rds-lookalike-created",
                        "--features",
                        "features/encrypt-at-rest-rds-" + variant + ".feature"))
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();

        JsonNode audit =
                JSON.readTree(folder.resolve("reports/latest/audit.json").toFile());
        assertThat(audit.at("/workload/lost").asLong()).isZero();
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/calls"))
                .extracting(call -> call.at("/operation").asText())
                .contains("CreateDBInstanceReadReplica", operation);
    }

    @Test
    void the_variant_by_gtid_differs_from_the_runbook_for_rds_in_one_step() throws IOException {
        List<String> steps = steps(OF_RDS);
        List<String> byGtid = steps(BY_GTID);

        assertThat(byGtid).hasSameSizeAs(steps);
        assertThat(byGtid.stream().filter(step -> !steps.contains(step)))
                .containsExactly("And the target is pointed at the source, from the GTID of the pinned coordinates");
        byGtid.removeIf(step -> step.endsWith("from the GTID of the pinned coordinates"));
        steps.removeIf(step -> step.endsWith("from the pinned coordinates"));
        assertThat(byGtid).isEqualTo(steps);
    }

    private static List<String> steps(Path feature) throws IOException {
        return new ArrayList<>(Files.readAllLines(feature).stream()
                .map(String::strip)
                .filter(line -> line.matches("(@|Scenario|Given|When|Then|And).*"))
                .toList());
    }

    @Test
    void a_rehearsal_on_embedded_servers_loads_nothing_of_the_sdk() throws IOException, InterruptedException {
        assertThat(rehearse("-e", "embedded"))
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();

        assertThat(Files.readString(loaded())).contains("dev.evenkeel.aws.RdsKind");
        assertThat(sdkClasses()).isZero();
    }

    @Test
    void the_runbook_for_rds_is_the_founding_one_some_questions_and_a_belt() throws IOException {
        List<String> rest = new ArrayList<>(Files.readAllLines(OF_RDS));
        int belt = rest.indexOf("    @phase:belt @reversible @no-undo");
        assertThat(rest.subList(belt, belt + 5))
                .containsExactly(
                        "    @phase:belt @reversible @no-undo",
                        "    Scenario: Add a second lock to the source",
                        "      # aws rds modify-db-parameter-group … ParameterName=read_only,ParameterValue=1 …",
                        "      When the source is closed by its parameter group as well, within 10 minutes",
                        "");
        rest.subList(belt, belt + 5).clear();
        assertThat(rest.stream().filter(line -> line.contains(ASKED))).hasSize(2);
        assertThat(rest.stream().filter(line -> line.contains(KEPT))).hasSize(3);
        rest.removeIf(line -> line.contains(ASKED) || line.contains(KEPT));
        List<String> founding = Files.readAllLines(FOUNDING);
        int head = rest.size() - founding.size();

        assertThat(head).isEqualTo(3);
        assertThat(rest.subList(1 + head, rest.size())).isEqualTo(founding.subList(1, founding.size()));
    }

    @Test
    void the_documented_policy_allows_every_action_and_no_other() throws IOException {
        String policy = Files.readString(Path.of("docs/aws.md")).replaceAll("(?s).*?```json\n(\\{.*?})\n```.*", "$1");

        assertThat(new TreeSet<>(Pattern.compile("\"((?:cloudwatch|kms|rds|sts|secretsmanager):\\w+)\"")
                        .matcher(JSON.readTree(policy).toString())
                        .results()
                        .map(found -> found.group(1))
                        .toList()))
                .isEqualTo(Policy.actions());
    }
}
