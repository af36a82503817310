package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source beside a real replica of its own: what replication itself makes different is told, and is not a difference. */
class VerifyReplicaTest {
    private static final Login FOLLOWER = new Login("follower", new Secret("follower-7"));
    private static final Login OPERATOR = new Login("replica_operator", new Secret("operator-7"));

    @TempDir
    Path folder;

    private Servers servers;

    @BeforeEach
    void a_source_and_its_replica() throws IOException {
        Path profile = Files.writeString(folder.resolve("embedded.yaml"), """
                kind: embedded
                servers:
                  source: {version: 10.11.5}
                  replica: {version: 10.11.5}
                  target: {version: 10.11.5}
                """);
        servers = Environment.open(
                Provision.profiles().read(profile.toString(), folder),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        on(
                Role.SOURCE,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY)",
                "INSERT INTO shop.orders VALUES (1)",
                "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.orders WHERE id < 0",
                "CREATE EVENT shop.never ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM shop.orders WHERE id < 0");
        try (Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            source.execute("SET sql_log_bin = 0");
            source.execute(
                    "GRANT REPLICATION SLAVE ON *.* TO ?@'%' IDENTIFIED BY ?", FOLLOWER.user(), FOLLOWER.password());
        }
        try (Session replica = servers.parameters(Role.REPLICA).orElseThrow().open()) {
            caughtUp(replica);
            replica.execute("SET sql_log_bin = 0");
            replica.execute("GRANT SELECT ON *.* TO ?@'%' IDENTIFIED BY ?", OPERATOR.user(), OPERATOR.password());
            replica.execute("STOP SLAVE");
            replica.execute(
                    "CHANGE MASTER TO MASTER_USER = ?, MASTER_PASSWORD = ?", FOLLOWER.user(), FOLLOWER.password());
            replica.execute("START SLAVE");
        }
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void events_that_wait_and_accounts_of_their_own_are_the_same_with_a_note() throws IOException {
        assertThat(verify()).isZero();

        assertThat(allowed("/parity/objects"))
                .contains(
                        "shop.nightly",
                        "ENABLED on source, SLAVESIDE_DISABLED on replica: a replica leaves events to its" + " source")
                .contains("shop.never");
        assertThat(allowed("/parity/accounts"))
                .contains("missing on replica, the account by which replica follows source")
                .contains("on replica only, an account of its own that the profile names (servers.replica.parameters)");
    }

    @Test
    void an_event_that_somebody_disabled_and_an_account_that_nobody_names_are_differences() throws IOException {
        try (Session replica = servers.parameters(Role.REPLICA).orElseThrow().open()) {
            replica.execute("SET sql_log_bin = 0");
            replica.execute("ALTER EVENT shop.nightly DISABLE");
            replica.execute("CREATE USER nobody_said@'%'");
        }

        assertThat(verify()).isEqualTo(3);

        assertThat(audit().at("/parity/objects").toString())
                .contains("status is ENABLED on source, DISABLED on replica");
        assertThat(audit().at("/parity/accounts").toString())
                .contains("nobody_said")
                .contains("on replica only");
    }

    @Test
    void a_server_that_follows_nobody_is_held_to_it_strictly() throws IOException {
        try (Session replica = servers.parameters(Role.REPLICA).orElseThrow().open()) {
            caughtUp(replica);
            replica.execute("STOP SLAVE");
            replica.execute("RESET SLAVE ALL");
        }

        assertThat(verify()).isEqualTo(3);

        assertThat(audit().at("/parity/objects").toString())
                .contains("status is ENABLED on source, SLAVESIDE_DISABLED on replica");
    }

    private void caughtUp(Session replica) {
        new Await(Observer.NONE, Duration.ofMillis(20))
                .until("the replica has the last event", "1", Duration.ofSeconds(20), () -> {
                    String found =
                            replica.text("SELECT COUNT(*) FROM information_schema.EVENTS WHERE EVENT_NAME = 'never'");
                    return new Await.Look(found, found.equals("1"));
                });
    }

    private void on(Role role, String... statements) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private int verify() throws IOException {
        Path profile = new GivenProfile(folder)
                .with(Role.SOURCE, servers.master(Role.SOURCE))
                .with(Role.REPLICA, servers.master(Role.REPLICA))
                .parameters(Role.REPLICA, OPERATOR)
                .lines("databases: [shop]")
                .write("given.yaml");
        return Main.run(
                "verify",
                "--quiet",
                "--reports",
                folder.resolve("reports").toString(),
                "-e",
                profile.toString(),
                "--of",
                "source",
                "--against",
                "replica");
    }

    private String allowed(String part) throws IOException {
        JsonNode found = audit().at(part);
        assertThat(found.toString()).doesNotContain("\"Different\"");
        return found.toString();
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
    }
}
