package dev.evenkeel.replication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.ReplicationBroke;
import dev.evenkeel.replication.binlog.Binlog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real target whose replication is stopped by what stops it in practice. */
class ReplicationErrorTest {
    private static final Server SOURCE = TestServers.admin(Role.SOURCE);
    private static final Server TARGET = TestServers.admin(Role.TARGET);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Await AWAIT = new Await(Observer.NONE, Duration.ofMillis(20));

    private static final String[] BOTH = {
        "DROP DATABASE IF EXISTS halted",
        "CREATE DATABASE halted",
        "CREATE TABLE halted.t (id INT PRIMARY KEY, email VARCHAR(50), n INT, UNIQUE (email))",
        "INSERT INTO halted.t VALUES (1, 'ann@example.org', 1), (2, 'bob@example.org', 2)"
    };

    private final ReplicaControl target = new ReplicaControl(
            TestServers.embedded().master(Role.TARGET), Optional.of(TARGET), sql -> {}, Control.PROCEDURES);
    private final CatchUp catchUp = new CatchUp(AWAIT);

    @BeforeEach
    void both_hold_the_same() {
        // The source's own replica takes part.
        on(SOURCE, BOTH);
        unlogged(TARGET, BOTH);
        follow(SOURCE.endpoint().port(), SOURCE.login().password(), end());
    }

    @AfterEach
    void let_go() {
        on(TARGET, "STOP SLAVE");
        on(TARGET, "RESET SLAVE ALL", "SET GLOBAL gtid_strict_mode = 0", "SET GLOBAL slave_parallel_threads = 0");
        on(SOURCE, "DROP DATABASE halted");
        unlogged(TARGET, "DROP DATABASE halted");
    }

    @Test
    void a_row_that_is_gone() {
        unlogged(TARGET, "DELETE FROM halted.t WHERE id = 2");
        on(SOURCE, "UPDATE halted.t SET n = 3 WHERE id = 2");

        assertThat(error())
                .contains(
                        "the applier stopped with error 1032, Could not execute Update_rows",
                        " event on table halted.t; Can't find record in 't'",
                        "; the row is not there: ",
                        "copy again");
    }

    @Test
    void a_row_that_is_there_already_without_its_values() {
        unlogged(TARGET, "INSERT INTO halted.t VALUES (7, 'eve@example.org', 0)");
        on(SOURCE, "INSERT INTO halted.t VALUES (8, 'eve@example.org', 0)");

        assertThat(error())
                .contains(
                        "error 1062, ",
                        "on table halted.t; Duplicate entry '…' for key 'email'",
                        "; the row is there already")
                .doesNotContain("eve@");
    }

    @Test
    void several_appliers_stop_with_the_same_words() {
        on(TARGET, "STOP SLAVE");
        on(TARGET, "SET GLOBAL slave_parallel_threads = 4", "START SLAVE");
        unlogged(TARGET, "INSERT INTO halted.t VALUES (8, 'x', 0)");
        on(SOURCE, "INSERT INTO halted.t VALUES (8, 'eve@example.org', 0)");

        assertThat(error()).contains("error 1062, ", "on table halted.t; Duplicate entry '8' for key 'PRIMARY'");
    }

    @Test
    void an_account_that_is_there_already() {
        unlogged(TARGET, "CREATE USER halted_user@'%'");
        on(SOURCE, "CREATE USER halted_user@'%' IDENTIFIED BY 'very secret'");

        assertThat(error())
                .contains(
                        "error 1396, Error 'Operation CREATE USER failed for 'halted_user'@'%'' on query.",
                        "Query: 'CREATE USER halted_user@? IDENTIFIED BY",
                        "; the source created, renamed or dropped an account")
                .doesNotContain("secret");

        on(SOURCE, "DROP USER halted_user@'%'");
        unlogged(TARGET, "DROP USER halted_user@'%'");
    }

    @Test
    void an_event_that_is_not_there() {
        on(TARGET, "STOP SLAVE");
        on(SOURCE, "CREATE EVENT halted.e ON SCHEDULE EVERY 1 YEAR DISABLE DO SET @a = 'row data'");
        follow(SOURCE.endpoint().port(), SOURCE.login().password(), end());
        on(SOURCE, "ALTER EVENT halted.e COMMENT 'x'");

        assertThat(error())
                .contains("error 1539, Error 'Unknown event 'e''", "ALTER EVENT halted.e", "; the source changed");
    }

    @Test
    void a_column_of_another_type() {
        unlogged(TARGET, "ALTER TABLE halted.t MODIFY n SMALLINT");
        on(SOURCE, "INSERT INTO halted.t VALUES (9, 'z', 9)");

        assertThat(error())
                .contains("error 1677, Column 2 of table 'halted.t' cannot be converted", "slave_type_conversions");
    }

    @Test
    void a_transaction_that_comes_late_under_gtid_strict_mode() {
        long domain = number(SOURCE, "SELECT @@GLOBAL.gtid_domain_id");
        on(
                TARGET,
                "SET SESSION gtid_domain_id = " + domain,
                "SET SESSION gtid_seq_no = 4000000000",
                "CREATE DATABASE IF NOT EXISTS halted_later",
                "DROP DATABASE halted_later",
                "SET GLOBAL gtid_strict_mode = 1");
        on(SOURCE, "INSERT INTO halted.t VALUES (9, 'z', 9)");

        assertThat(error()).contains("error 1950, ", "out-of-order", "gtid_strict_mode = 0");
    }

    @Test
    void a_source_that_is_not_reached_or_refuses_the_account() {
        on(TARGET, "STOP SLAVE");
        follow(1, SOURCE.login().password(), end());
        assertThat(awaitError()).contains("the fetcher met error 2003, ", "; the source is not reached from there");

        on(TARGET, "STOP SLAVE");
        follow(SOURCE.endpoint().port(), new Secret("another"), end());
        assertThat(awaitError())
                .contains("the fetcher met error 1045, ", "; the source refuses the replication account")
                .doesNotContain("another'");
    }

    @Test
    void a_binlog_that_is_gone_is_not_waited_for() {
        on(TARGET, "STOP SLAVE");
        follow(
                SOURCE.endpoint().port(),
                SOURCE.login().password(),
                new BinlogPosition("mysql-bin-changelog.999999", 4));

        assertThatThrownBy(() -> catchUp.untilRunning("target", target, LONG))
                .isInstanceOf(ReplicationBroke.class)
                .hasMessageContainingAll(
                        "the target's replication fetches nothing: the fetcher met error 1236, ",
                        "; the source has purged the binlog");
    }

    @Test
    void what_the_procedures_say_is_never_all() {
        unlogged(TARGET, "DELETE FROM halted.t WHERE id = 2");
        on(SOURCE, "UPDATE halted.t SET n = 3 WHERE id = 2");
        error();
        on(TARGET, "STOP SLAVE");

        assertThatThrownBy(target::start)
                .isInstanceOf(ReplicationBroke.class)
                .hasMessageContainingAll(
                        "the target's replication: the applier stopped with error 1032, ", "(it answered: ");
    }

    /** Not an error, and therefore said by preflight. */
    @Test
    void dates_that_no_calendar_has_become_zero_on_their_way_from_the_old_format_and_others_do_not() {
        on(
                SOURCE,
                "SET sql_mode = 'ALLOW_INVALID_DATES'",
                "CREATE TABLE halted.dates (id INT PRIMARY KEY, d DATE, at DATETIME)",
                "INSERT INTO halted.dates VALUES (1, '2001-02-31', '2001-02-31 10:00:00'),"
                        + " (2, '2001-00-10', '2001-00-10 01:02:03'), (3, '2001-02-28', '2001-02-28 10:00:00')");

        catchUp.until("target", target, end(), LONG);

        String sql = "SELECT CONCAT_WS(', ', d, at) FROM halted.dates ORDER BY id";
        List<String> arrived = TARGET.read(session -> session.list(sql, row -> row.text(1)));
        assertThat(arrived)
                .containsExactly(
                        "2001-02-31, 0000-00-00 00:00:00",
                        "2001-00-10, 2001-00-10 01:02:03",
                        "2001-02-28, 2001-02-28 10:00:00");
    }

    @Test
    void a_running_one_has_no_error() {
        catchUp.until("target", target, end(), LONG);

        assertThat(target.status().orElseThrow().error()).isEmpty();
    }

    /** Once the applier has stopped. */
    private String error() {
        BinlogPosition end = end();
        try {
            catchUp.until("target", target, end, LONG);
        } catch (ReplicationBroke e) {
            assertThat(e).hasMessageStartingWith("the target's replication stopped at ");
            return e.getMessage();
        }
        throw new AssertionError("it did not stop before " + end);
    }

    private String awaitError() {
        AWAIT.until("the fetcher meets an error", "an error", LONG, () -> {
            String error = target.status().flatMap(ReplicaStatus::error).orElse("");
            return new Await.Look(error, !error.isEmpty());
        });
        return target.status().flatMap(ReplicaStatus::error).orElseThrow();
    }

    private static void follow(int port, Secret password, BinlogPosition from) {
        try (Session session = TARGET.open()) {
            session.execute(
                    "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_USE_GTID = no, MASTER_CONNECT_RETRY = 1",
                    port,
                    SOURCE.login().user(),
                    password,
                    from.file(),
                    from.offset());
            session.execute("START SLAVE");
        }
    }

    private static BinlogPosition end() {
        try (Session session = SOURCE.open()) {
            return Binlog.position(session);
        }
    }

    private static long number(Server server, String sql) {
        try (Session session = server.open()) {
            return session.number(sql);
        }
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private static void unlogged(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
