package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same runbook on servers that are there already: everything but starting and breaking them. */
class GivenServersTest {
    @TempDir
    Path folder;

    private Servers servers;

    @BeforeEach
    void servers_of_somebody_else() {
        servers = SomebodysServers.open(
                folder,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total FLOAT, at TIMESTAMP(6))",
                "INSERT INTO shop.orders (total) VALUES (16777216), (1234567), (0.1)");
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void are_migrated_by_the_same_runbook() throws IOException {
        assertThat(rehearse(profile("rehearsal", "automatic"))).isZero();

        JsonNode audit = new ObjectMapper().readTree(run().resolve("audit.json").toFile());
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/tables/0/table").asText()).isEqualTo("orders");
        assertThat(audit.at("/parity/tables/0/rowsTarget").asInt()).isEqualTo(3);
        assertThat(audit.at("/workload").isNull()
                        || audit.at("/workload/acknowledged").isNull())
                .isTrue();
        assertThat(audit.at("/notShown"))
                .extracting(step -> step.get("text").asText())
                .containsExactly(
                        "the target's storage is encrypted at rest",
                        "what was copied to the target is encrypted at rest",
                        "the application cannot write to the source",
                        "the application writes to the target within 30 seconds",
                        "every acknowledged write is on the target exactly once",
                        "the outage stayed within the budget",
                        "the first write that the target accepted is shown");
        assertThat(audit.at("/notShown/5/reason").asText())
                .isEqualTo("no application of the rehearsal's own is writing");
        assertThat(new ObjectMapper()
                        .readTree(run().resolve("attestation.json").toFile())
                        .at("/predicate/notShown"))
                .isEqualTo(withSteps(audit.at("/notShown")));
        assertThat(run().resolve("audit.html"))
                .content()
                .contains("Done, not everything shown", "except: not shown: ")
                .doesNotContain("Done and proved");
        assertNoPasswordWritten();
        try (Session target = servers.master(Role.TARGET).open()) {
            assertThat(target.text("SELECT SUM(total + 0e0 = 16777216) FROM shop.orders"))
                    .isEqualTo("1");
            assertThat(target.number("SELECT @@GLOBAL.read_only")).isZero();
        }
        try (Session source = servers.master(Role.SOURCE).open()) {
            assertThat(source.number("SELECT @@GLOBAL.read_only")).isEqualTo(1);
        }
    }

    /** As the attestation names its fields. */
    private static JsonNode withSteps(JsonNode notShown) {
        ArrayNode all = new ObjectMapper().createArrayNode();
        notShown.forEach(one -> all.addObject()
                .put("phase", one.get("phase").asText())
                .put("step", one.get("text").asText())
                .put("reason", one.get("reason").asText()));
        return all;
    }

    @Test
    void that_are_not_rds_are_refused_by_the_founding_runbook_and_moved_by_another() throws IOException {
        for (Role role : Role.values()) {
            try (Session session = servers.parameters(role).orElseThrow().open()) {
                session.execute("SET SESSION sql_log_bin = 0");
                session.list(
                                "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'mysql'"
                                        + " AND ROUTINE_TYPE = 'PROCEDURE' AND ROUTINE_NAME LIKE 'rds%'",
                                row -> row.text(1))
                        .forEach(name -> session.execute("DROP PROCEDURE mysql." + name));
                session.execute("SET GLOBAL expire_logs_days = " + (role == Role.SOURCE ? 0 : 3));
            }
        }
        Path profile = profile("rehearsal", "automatic");

        assertThat(rehearse(profile)).isEqualTo(2);
        assertThat(audit().at("/summary").asText())
                .contains(
                        "preflight, step 2: source, replica, target: no mysql.rds_set_external_master",
                        "for servers that are not RDS run features/replicate-and-switch.feature");

        assertThat(rehearse(profile, "--features", "features/replicate-and-switch.feature"))
                .isZero();
        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
        try (Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            assertThat(source.number("SELECT @@GLOBAL.expire_logs_days"))
                    .as("a server that keeps its binlogs for ever goes on to do so")
                    .isZero();
        }
    }

    @Test
    void are_let_alone_where_a_gate_asks_a_person() throws IOException {
        assertThat(rehearse(profile("production", "ask"))).isEqualTo(8);

        // What the copy made stays, and is named with what removes it.
        JsonNode audit = new ObjectMapper().readTree(run().resolve("audit.json").toFile());
        assertThat(audit.at("/changes").toString())
                .contains("before another run remove them: DROP DATABASE `shop`")
                .contains("\"what\":\"the replication account\",\"before\":\"none\"")
                .contains("\"state\":\"restored\"")
                .doesNotContain("left alone");

        try (Session source = servers.master(Role.SOURCE).open()) {
            assertThat(source.number("SELECT @@GLOBAL.read_only")).isZero();
        }
    }

    @Test
    void are_not_touched_with_a_wrong_password() throws IOException {
        Path profile = profile("rehearsal", "automatic");
        Files.writeString(folder.resolve("source-master"), "wrong");

        assertThat(rehearse(profile)).isEqualTo(2);

        assertThat(folder.resolve("reports")).doesNotExist();
    }

    @Test
    void are_never_broken_on_purpose() throws IOException {
        int exit = Main.run(
                "rehearse",
                "--quiet",
                "--reports",
                folder.resolve("reports").toString(),
                "--drill",
                "stranger-changed-a-row",
                "-e",
                profile("rehearsal", "automatic").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(folder.resolve("reports")).as("nothing was begun").doesNotExist();
    }

    private void assertNoPasswordWritten() throws IOException {
        Set<String> passwords = Stream.of(Role.values())
                .flatMap(role -> Stream.of(
                        servers.master(role).login(),
                        servers.parameters(role).orElseThrow().login()))
                .map(login -> login.password().reveal())
                .collect(Collectors.toSet());
        passwords.add(servers.replication().password().reveal());
        try (Stream<Path> files = Files.walk(folder.resolve("reports"))) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).hasSizeGreaterThan(8);
            for (Path file : written) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(passwords);
            }
        }
    }

    private int rehearse(Path profile, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "rehearse", "--quiet", "--reports", folder.resolve("reports").toString(), "-e", profile.toString()));
        arguments.addAll(List.of(more));
        return Main.run(arguments.toArray(String[]::new));
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
    }

    private Path profile(String purpose, String gate) throws IOException {
        return GivenProfile.of(servers, folder)
                .lines("purpose: " + purpose)
                .lines("gates:\n  cutover: " + gate)
                .write("given.yaml");
    }

    private Path run() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("reports"))) {
            return runs.filter(run -> !Files.isSymbolicLink(run)).findFirst().orElseThrow();
        }
    }
}
