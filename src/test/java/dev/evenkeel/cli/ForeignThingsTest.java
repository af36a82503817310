package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was there before a run is there after it, whether preflight met it or only an undo did. */
class ForeignThingsTest {
    private static final String FOUND_BY_PREFLIGHT = "";

    @TempDir
    Path folder;

    private Servers servers;

    @BeforeEach
    void servers_of_somebody_else() {
        servers = SomebodysServers.open(
                folder,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY)",
                "INSERT INTO shop.orders VALUES (1)");
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void a_replication_account_that_preflight_meets() throws IOException {
        aReplicationAccount(FOUND_BY_PREFLIGHT);
    }

    @Test
    void a_replication_account_that_was_made_after_preflight() throws IOException {
        aReplicationAccount("the source writes a binlog that can be followed");
    }

    private void aReplicationAccount(String passedOver) throws IOException {
        String user = servers.replication().user();
        on(Role.SOURCE, "CREATE USER '" + user + "'@'%' IDENTIFIED BY 'theirs'");

        assertThat(rehearse(passedOver)).isNotZero();

        assertThat(number(Role.SOURCE, "SELECT COUNT(*) FROM mysql.user WHERE user = '" + user + "'"))
                .isEqualTo(1);
        assertThat(journal()).contains("the account " + user + " exists already");
        assertThat(journal().contains("which is not this run's doing; it is left alone"))
                .isEqualTo(!passedOver.isEmpty());
    }

    @Test
    void a_source_that_the_target_follows_and_preflight_meets() throws IOException {
        aLink(FOUND_BY_PREFLIGHT);
    }

    @Test
    void a_source_that_the_target_follows_since_preflight() throws IOException {
        aLink("the target is empty of the databases to move");
    }

    private void aLink(String passedOver) throws IOException {
        Server admin = servers.parameters(Role.REPLICA).orElseThrow();
        try (Session other = admin.open();
                Session target = servers.parameters(Role.TARGET).orElseThrow().open()) {
            var end = Binlog.position(other);
            target.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?",
                    admin.endpoint().host(),
                    admin.endpoint().port(),
                    admin.login().user(),
                    admin.login().password(),
                    end.file(),
                    end.offset());
            target.execute("START SLAVE");
        }

        assertThat(rehearse(passedOver)).isNotZero();

        try (Session target = servers.parameters(Role.TARGET).orElseThrow().open()) {
            var status = ReplicaStatus.read(target).orElseThrow();
            assertThat(status.stopped()).isFalse();
        }
        assertThat(journal()).contains("target: it follows a source already, must follow none");
        assertThat(journal().contains("which is not this run's doing; it is left alone"))
                .isEqualTo(!passedOver.isEmpty());
    }

    @Test
    void a_source_that_is_closed() throws IOException {
        try (Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            source.execute("SET GLOBAL read_only = 1");
        }

        on(Role.TARGET, "CREATE DATABASE shop");

        assertThat(rehearse(FOUND_BY_PREFLIGHT)).isEqualTo(ExitCode.USAGE.number());

        assertThat(number(Role.SOURCE, "SELECT @@GLOBAL.read_only")).isEqualTo(1);
        assertThat(journal())
                .as("all at once")
                .contains(
                        "source: read_only is on, must be off", "it must be empty: nothing is dropped by this runbook");
    }

    /** @param passedOver a step of preflight that is left out of the runbook */
    private int rehearse(String passedOver) throws IOException {
        String runbook = Files.readAllLines(Path.of("features/encrypt-at-rest.feature")).stream()
                .filter(line -> passedOver.isEmpty() || !line.contains(passedOver))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("own.feature"), runbook);
        return Main.run(
                "rehearse",
                "--quiet",
                "--features",
                file.toString(),
                "--reports",
                folder.resolve("reports").toString(),
                "-e",
                GivenProfile.of(servers, folder)
                        .lines("purpose: rehearsal")
                        .lines("gates:\n  cutover: automatic")
                        .write("given.yaml")
                        .toString());
    }

    private String journal() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("reports"))) {
            Path run =
                    runs.filter(one -> !Files.isSymbolicLink(one)).findFirst().orElseThrow();
            return Files.readString(run.resolve("journal.ndjson"));
        }
    }

    private void on(Role role, String... statements) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private long number(Role role, String sql) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            return session.number(sql);
        }
    }
}
