package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever answers at a server's address gets neither the password nor a file. */
@Timeout(60)
class HostileServerTest {
    private static final Login OURS = new Login("migrator", new Secret("Zoë's 🦊 in clear"));
    private static final String CONTENT = "nobody else's business";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql_clear_password",
                "dialog",
                "caching_sha2_password",
                "sha256_password",
                "mysql_old_password",
                "auth_gssapi_client",
                "parsec",
                "no_such_plugin"
            })
    void a_session_proves_its_password_in_two_ways_only(String plugin) throws Exception {
        try (HostileServer hostile = HostileServer.switchingTo(plugin, HostileServer.NATIVE)) {
            assertThatThrownBy(() -> server(hostile).open().close())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage(asks(hostile, plugin))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.lost()).isFalse());
            assertThat(SideDoor.look(server(hostile), List.of(1L))).isNotInstanceOf(SideDoor.Look.Seen.class);
            assertThat(hostile.asked()).isPositive();
            assertThat(hostile.heard()).contains("migrator").doesNotContain("Zoë");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql_clear_password", "dialog", "caching_sha2_password", "sha256_password", "unknown"})
    void a_greeting_that_names_another_way_gets_no_more(String plugin) throws Exception {
        try (HostileServer hostile = HostileServer.switchingTo(plugin, plugin)) {
            assertThatThrownBy(() -> server(hostile).open().close())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage(asks(hostile, plugin));
            assertThat(SideDoor.look(server(hostile), List.of(1L))).isNotInstanceOf(SideDoor.Look.Seen.class);
            assertThat(hostile.heard()).doesNotContain("Zoë");
        }
    }

    @Test
    void the_oldest_way_is_refused_too() throws Exception {
        try (HostileServer hostile = HostileServer.switchingToTheOldestWay()) {
            assertThatThrownBy(() -> server(hostile).open().close())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage(asks(hostile, "mysql_old_password"));
            assertThat(hostile.heard()).doesNotContain("Zoë");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"autocommit", "NAMES utf8mb4", "innocent"})
    void a_session_gives_no_file_whatever_it_had_asked(String query) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), CONTENT);
        try (HostileServer hostile = HostileServer.askingFor(secret.toString(), query)) {
            for (boolean raw : new boolean[] {false, true}) {
                assertThatThrownBy(() -> {
                            try (Session session = server(hostile).openPinned()) {
                                ask(session, raw);
                            }
                        })
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining(gotNothing(secret));
            }
            assertThat(hostile.asked()).isEqualTo(2);
            assertThat(hostile.heard()).doesNotContain(CONTENT);
        }
    }

    private static void ask(Session session, boolean raw) {
        if (raw) {
            byte[] statement = "SELECT 'innocent'".getBytes(StandardCharsets.US_ASCII);
            session.raw(statement, 0, statement.length);
        } else {
            session.execute("SELECT 'innocent'");
        }
    }

    @Test
    void the_way_around_a_session_gives_no_file() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), CONTENT);
        try (HostileServer hostile = HostileServer.askingFor(secret.toString(), "PROCESSLIST")) {
            assertThat(SideDoor.look(server(hostile), List.of(1L))).isNotInstanceOf(SideDoor.Look.Seen.class);
            assertThat(hostile.asked()).isPositive();
            assertThat(hostile.heard()).doesNotContain(CONTENT);
        }
    }

    @Test
    void the_session_that_loads_gives_what_it_loads_and_no_file() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), CONTENT);
        try (HostileServer hostile = HostileServer.askingFor(secret.toString(), "a_table");
                Session session = server(hostile).openLoading()) {
            byte[] rows = "1\tours\n".getBytes(StandardCharsets.US_ASCII);
            session.loadData("LOAD DATA LOCAL INFILE 'rows' INTO TABLE a_table", new ByteArrayInputStream(rows));
            assertThatThrownBy(() -> session.execute("DELETE FROM a_table"))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(gotNothing(secret));

            assertThat(hostile.heard()).contains("1\tours\n").doesNotContain(CONTENT);
        }
    }

    @Test
    void one_that_greets_for_ever_is_left() throws Exception {
        for (boolean slowly : new boolean[] {false, true}) {
            try (HostileServer hostile = HostileServer.greetingForEver(slowly)) {
                long began = System.nanoTime();
                assertThatThrownBy(() -> server(hostile).open().close())
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining(
                                slowly
                                        ? "it continues to greet for 20 s and lets nobody in, as no MariaDB server does; find out"
                                                + " what answers at this address"
                                        : "is greater than maxAllowedPacket");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
                // What the system keeps for both sides comes on top.
                assertThat(hostile.said()).isLessThan(64L << 20);
            }
        }
    }

    /** From the greeting on, or once it has let in; seeds are printed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(180)
    void one_that_babbles_is_told_from_a_server(boolean letsIn) throws Exception {
        long first = Long.getLong("evenkeel.seed", new Random().nextInt(1_000_000_000));
        System.out.println("babbling servers: seeds from " + first);
        for (long seed = first; seed < first + 150; seed++) {
            try (HostileServer hostile = HostileServer.babbling(seed, letsIn)) {
                long tried = seed;
                assertThatThrownBy(() -> {
                            try (Session session = server(hostile).openPinned()) {
                                session.answerWithin(Duration.ofMillis(500));
                                session.list("SELECT 1", row -> row.text(1));
                                session.text("SELECT VERSION()");
                                throw new DatabaseException("it", "", new SQLException("nothing was wrong"));
                            }
                        })
                        .as("seed %d", tried)
                        .isInstanceOf(DatabaseException.class);
            }
        }
    }

    private static Server server(HostileServer hostile) {
        return new Server("source", hostile.endpoint(), OURS);
    }

    private static String gotNothing(Path file) {
        return "the server asked for the file '" + file + "' of this machine, which no statement had mentioned, and got"
                + " nothing of it; find out what answers at this address before you continue";
    }

    private static String asks(HostileServer hostile, String plugin) {
        return "source (" + hostile.endpoint() + "): the server asks account migrator to log in with " + plugin
                + "; evenkeel logs in with mysql_native_password or client_ed25519 only, which never show a password: give"
                + " it an account that has one of these, and if the account has one, find out what answers at this"
                + " address";
    }
}
