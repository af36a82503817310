package dev.evenkeel.provision.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {
    @TempDir
    static Path logs;

    private static Servers servers;
    private static final List<String> secrets = new ArrayList<>();

    @BeforeAll
    static void start() {
        Profile profile = Provision.profiles().read("embedded", Path.of("environments"));
        servers = Environment.open(profile, Observer.NONE, logs, secret -> secrets.add(secret.reveal()), line -> {});
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void run_the_versions_of_the_profile_in_their_roles() {
        assertThat(version(Role.SOURCE)).isEqualTo("10.1.8");
        assertThat(version(Role.REPLICA)).isEqualTo("10.1.8");
        assertThat(version(Role.TARGET)).isEqualTo("10.1.23");
    }

    @Test
    void name_their_binlogs_as_rds_does() {
        try (Session session = servers.master(Role.SOURCE).open()) {
            assertThat(session.first("SHOW MASTER STATUS", row -> row.text(1)).orElseThrow())
                    .matches("mysql-bin-changelog\\.\\d{6}");
        }
    }

    @Test
    void give_the_master_user_no_more_than_rds_does() {
        try (Session session = servers.master(Role.SOURCE).open()) {
            assertRefused(session, "SET GLOBAL read_only = 1", ServerError.ER_SPECIFIC_ACCESS_DENIED_ERROR);
            assertRefused(session, "SET SESSION sql_log_bin = 0", ServerError.ER_SPECIFIC_ACCESS_DENIED_ERROR);
            assertRefused(session, "STOP SLAVE", ServerError.ER_ACCESS_DENIED_ERROR);
            assertRefused(session, "SELECT 1 INTO OUTFILE '/tmp/never'", ServerError.ER_ACCESS_DENIED_ERROR);
        }
    }

    @Test
    void replicate_from_source_to_replica_and_keep_the_replica_closed() {
        Await await = new Await(Observer.NONE, Duration.ofMillis(20));
        try (Session source = servers.master(Role.SOURCE).open();
                Session replica = servers.master(Role.REPLICA).open()) {
            source.execute("CREATE DATABASE follow");
            await.until("the replica has the database", "follow", Duration.ofSeconds(10), () -> {
                List<String> found = replica.list("SHOW DATABASES LIKE 'follow'", row -> row.text(1));
                return new Await.Look(found.toString(), !found.isEmpty());
            });
            assertRefused(replica, "CREATE DATABASE strange", ServerError.ER_OPTION_PREVENTS_STATEMENT);
            source.execute("DROP DATABASE follow");
        }
    }

    @Test
    void refuse_with_sqlstate_45000_what_rds_refuses() {
        assertSignal(
                Role.REPLICA,
                "CALL mysql.rds_reset_external_master()",
                "Permission Denied: This instance is a RDS Read Replica.");
        assertSignal(
                Role.TARGET,
                "CALL mysql.rds_stop_replication()",
                "can't stop replication because the replica isn't configured");
        assertSignal(
                Role.SOURCE,
                "CALL mysql.rds_set_configuration('binlog retention hours', 169)",
                "For binlog retention hours the value must be between 1 and 168 inclusive or be NULL");
        assertSignal(
                Role.SOURCE,
                "CALL mysql.rds_set_configuration('binlog retention days', 1)",
                "Cannot set unknown configuration parameter.");
    }

    @Test
    void answer_in_the_result_sets_of_rds() {
        try (Session session = servers.master(Role.SOURCE).open()) {
            session.execute("CALL mysql.rds_set_configuration('binlog retention hours', 24)");
            assertThat(session.list(
                            "CALL mysql.rds_show_configuration()",
                            row -> row.text("name") + "="
                                    + row.optional("value").orElse("NULL")))
                    .contains("binlog retention hours=24");
        }
    }

    @Test
    void keep_no_password_in_their_folders() throws Exception {
        for (Role role : Role.values()) {
            Path data = servers.master(role).read(session -> Path.of(session.text("SELECT @@datadir")));
            try (var files = Files.walk(data.getParent())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .contains("ibdata1")
                        .doesNotContain("init.sql");
            }
        }
        assertThat(secrets).isNotEmpty();
    }

    private static String version(Role role) {
        Server server = servers.master(role);
        try (Session session = server.open()) {
            return session.version().toString();
        }
    }

    private static void assertRefused(Session session, String sql, ServerError error) {
        assertThatThrownBy(() -> session.execute(sql))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.number()).isEqualTo(error.number()));
    }

    private static void assertSignal(Role role, String sql, String message) {
        try (Session session = servers.master(role).open()) {
            assertThatThrownBy(() -> session.execute(sql)).isInstanceOfSatisfying(DatabaseException.class, e -> {
                assertThat(e.sqlState()).isEqualTo("45000");
                assertThat(e.reason()).isEqualTo(message);
            });
        }
    }
}
