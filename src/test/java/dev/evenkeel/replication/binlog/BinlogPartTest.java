package dev.evenkeel.replication.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.LoggedStatements.Subject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the binlog of a real server tells, on the oldest and on a later version. The server's own events stand anywhere in it. */
class BinlogPartTest {
    private static final int ROW = 20_000_000;
    private static final int STATEMENT = 9_000_000;
    private static final int USUAL = 16_777_216;

    static List<Server> servers() {
        return List.of(
                TestServers.admin(Role.TARGET),
                TestServers.modern().parameters(Role.TARGET).orElseThrow());
    }

    @AfterEach
    void usual() {
        for (Server server : servers()) {
            on(server, "SET GLOBAL max_allowed_packet = " + USUAL, "DROP DATABASE IF EXISTS binlog_part");
        }
    }

    /** SHOW BINLOG EVENTS cannot pass one. */
    @ParameterizedTest
    @MethodSource("servers")
    void tells_of_an_event_larger_than_a_packet_and_of_what_stands_after_it(Server server) {
        on(server, "SET GLOBAL max_allowed_packet = 67108864");
        BinlogPosition from = end(server);
        on(
                server,
                "CREATE DATABASE binlog_part",
                "CREATE TABLE binlog_part.t (id INT PRIMARY KEY, b LONGBLOB) ENGINE = MyISAM",
                "SET SESSION binlog_format = ROW",
                "INSERT INTO binlog_part.t VALUES (1, REPEAT('x', " + ROW + "))",
                "CREATE TABLE binlog_part.after (id INT PRIMARY KEY)");
        on(server, "SET GLOBAL max_allowed_packet = " + USUAL);

        try (Session session = server.open()) {
            BinlogPosition to = Binlog.position(session);
            assertThatThrownBy(() ->
                            session.list("SHOW BINLOG EVENTS IN '" + from.file() + "' FROM " + from.offset(), row -> 1))
                    .isInstanceOf(DatabaseException.class);
            assertThat(Binlog.writtenSince(session, from))
                    .containsSubsequence("rows of binlog_part.t", "CREATE TABLE binlog_part.after …");
            assertThat(Binlog.firstChange(session, from, to)).contains("CREATE DATABASE binlog_part");
            ObjectScope objects = LoggedStatements.between(session, from, to).objects();
            assertThat(objects.covers(new TableName("binlog_part", "after"))).isTrue();
            assertThat(objects.covers(new TableName("other", "after"))).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void goes_on_in_the_next_file(Server server) {
        BinlogPosition from = end(server);
        on(
                server,
                "FLUSH BINARY LOGS",
                "CREATE DATABASE binlog_part",
                "FLUSH BINARY LOGS",
                "CREATE EVENT binlog_part.e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
                "FLUSH BINARY LOGS");

        try (Session session = server.open()) {
            assertThat(Binlog.writtenSince(session, from)).contains("CREATE DATABASE binlog_part");
            LoggedStatements told = LoggedStatements.between(session, from, Binlog.position(session));
            assertThat(told.mayName(Subject.EVENT, "e")).isTrue();
            assertThat(told.mayName(Subject.EVENT, "never_named")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void of_a_very_long_statement_the_beginning_is_enough(Server server) {
        String filled = "'" + "x".repeat(STATEMENT) + "'";
        BinlogPosition from = end(server);
        on(
                server,
                "CREATE DATABASE binlog_part",
                "CREATE TABLE binlog_part.t (id INT PRIMARY KEY, b LONGBLOB) ENGINE = MyISAM",
                "SET SESSION binlog_format = STATEMENT",
                "INSERT INTO binlog_part.t VALUES (1, " + filled + ")");
        BinlogPosition inserted = end(server);
        on(server, "CREATE PROCEDURE binlog_part.p() SELECT " + filled);

        try (Session session = server.open()) {
            assertThat(Binlog.writtenSince(session, from)).contains("INSERT INTO binlog_part.t VALUES …");
            // It defines nothing.
            assertThat(LoggedStatements.between(session, from, inserted).mayName(Subject.EVENT, "never_named"))
                    .isFalse();
            // It may define anything.
            assertThat(LoggedStatements.between(session, from, Binlog.position(session))
                            .objects()
                            .everything())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void accounts_that_somebody_wrote_into_the_servers_own_tables_may_be_any(Server server) {
        for (String format : List.of("ROW", "STATEMENT")) {
            BinlogPosition from = end(server);
            on(
                    server,
                    "CREATE DATABASE binlog_part",
                    "CREATE TABLE binlog_part.db (host INT, db INT, user INT)",
                    "SET SESSION binlog_format = " + format,
                    "INSERT INTO binlog_part.db VALUES (1, 2, 3)");
            BinlogPosition neighbour = end(server);
            on(
                    server,
                    "SET SESSION binlog_format = " + format,
                    "INSERT INTO mysql.db (host, db, user) VALUES ('nowhere', 'binlog_part', 'nobody')",
                    "DELETE FROM mysql.db WHERE host = 'nowhere'",
                    "DROP DATABASE binlog_part");

            try (Session session = server.open()) {
                assertThat(LoggedStatements.between(session, from, neighbour).written(Subject.ACCOUNT))
                        .as(format)
                        .isFalse();
                LoggedStatements told = LoggedStatements.between(session, neighbour, Binlog.position(session));
                assertThat(told.written(Subject.ACCOUNT)).as(format).isTrue();
                assertThat(told.written(Subject.EVENT)).as(format).isFalse();
                assertThat(told.mayName(Subject.EVENT, "never_named"))
                        .as(format)
                        .isFalse();
                assertThat(told.objects().everything()).as(format).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_place_that_the_binlog_lacks_is_not_silence(Server server) {
        BinlogPosition end = end(server);
        try (Session session = server.open()) {
            BinlogPosition later = new BinlogPosition(end.file(), 4_000_000_000L);
            BinlogPosition inside = new BinlogPosition(end.file(), 5);
            BinlogPosition purged = new BinlogPosition(end.file().replaceFirst("\\d+$", "000000"), 4);
            assertThatThrownBy(() -> Binlog.writtenSince(session, later))
                    .isInstanceOf(NotPossible.class)
                    .hasMessageContaining("the binlog was reset: it ends at " + end.file());
            assertThatThrownBy(() -> Binlog.firstChange(session, end, later))
                    .isInstanceOf(NotPossible.class)
                    .hasMessageContaining("cannot be read: it ends at " + end.file());
            assertThatThrownBy(() -> Binlog.writtenSince(session, inside)).isInstanceOf(NotPossible.class);
            assertThatThrownBy(() -> Binlog.writtenSince(session, purged))
                    .isInstanceOf(NotPossible.class)
                    .hasMessageContaining(purged.file() + " is purged");
        }
    }

    private static BinlogPosition end(Server server) {
        return server.read(Binlog::position);
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
