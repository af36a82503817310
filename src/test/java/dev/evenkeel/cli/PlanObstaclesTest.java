package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of what would end its run. */
class PlanObstaclesTest {
    private static final Path RUNBOOK = Path.of("features/encrypt-at-rest.feature");

    @TempDir
    Path folder;

    private Servers servers;
    private Path profile;

    @BeforeEach
    void servers_of_somebody_else() throws IOException {
        servers = Environment.open(
                Provision.profiles().read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        try (Session source = servers.master(Role.SOURCE).open()) {
            source.execute("CREATE DATABASE shop");
            source.execute("CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        }
        profile = GivenProfile.of(servers, folder).write("production.yaml");
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    @Timeout(200)
    void every_obstacle_of_the_first_phase_is_named_and_nothing_is_changed_or_written() throws Exception {
        Captured fine = plan();
        assertThat(fine.exit()).as(fine.toString()).isZero();
        assertThat(fine.out())
                .contains(
                        "not evaluated: whether the source keeps its binlogs for long enough: the source keeps its binlogs ")
                .contains(", and no earlier run says how long they are needed")
                .endsWith("next: evenkeel run " + folder.resolve("move.plan") + "\n");
        Files.delete(folder.resolve("move.plan"));
        try (Session target = servers.master(Role.TARGET).open()) {
            target.execute("CREATE DATABASE shop");
        }
        earlier(90_000_000);

        Captured refused = plan();

        assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "target already has the database shop; it must be empty",
                        "until the gate they are needed for 25 h 00 min, by the time within which 95 of 100 earlier runs were"
                                + " there, on as much data as they had; have the runbook keep them for longer",
                        "the run would end before it changes anything; " + folder.resolve("move.plan")
                                + " was not written");
        assertThat(folder.resolve("move.plan")).doesNotExist();
        JsonNode json = CommandSchemas.check(
                        "plan", Captured.run("plan", "--json", "-e", profile.toString(), "--reports", reports()))
                .get(0);
        assertThat(json.at("/obstacles")).hasSize(2);
        try (Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            assertThat(source.number(
                            "SELECT COUNT(*) FROM mysql.user WHERE user = ?",
                            servers.replication().user()))
                    .isZero();
        }

        earlier(60_000);
        try (Session target = servers.master(Role.TARGET).open()) {
            target.execute("DROP DATABASE shop");
        }
        Captured enough = plan();
        assertThat(enough.exit()).as(enough.toString()).isZero();
        assertThat(enough.out()).contains("until the gate they are needed for 60 s, by the time");
    }

    /** Its report is all that a plan reads of a run. */
    private void earlier(long millis) throws IOException, NoSuchAlgorithmException {
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(RUNBOOK)));
        Path run = Files.createDirectories(folder.resolve("reports/r-1"));
        Files.writeString(run.resolve("audit.json"), """
                {"runbookSha256": "%s", "outcome": "DONE", "phases": [{"id": "copy", "steps": [{"millis": %d}]}]}
                """.formatted(digest, millis));
    }

    private Captured plan() {
        return Captured.run(
                "plan",
                "-e",
                profile.toString(),
                "-o",
                folder.resolve("move.plan").toString(),
                "--reports",
                reports());
    }

    private String reports() {
        return folder.resolve("reports").toString();
    }
}
