package dev.evenkeel.replication.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What moves a server's data, and what only moves its binlog. */
class StillnessTest {
    private static final List<String> NAMED_LIKE_THE_SERVERS_OWN =
            List.of("mysql.old", "MySQL", "mysql_old", "mysql`", "mysql (x", "mysql.rds_y");

    private Session session;

    @BeforeEach
    void open() {
        session = TestServers.admin(Role.TARGET).openPinned();
        session.execute("CREATE DATABASE IF NOT EXISTS stillness");
        session.execute(
                "CREATE TABLE IF NOT EXISTS stillness.t (id INT PRIMARY KEY AUTO_INCREMENT, v INT) ENGINE=InnoDB");
        session.execute("INSERT INTO stillness.t (v) VALUES (1)");
        for (String name : NAMED_LIKE_THE_SERVERS_OWN) {
            session.execute("CREATE DATABASE IF NOT EXISTS " + Quoting.identifier(name));
            session.execute("CREATE TABLE IF NOT EXISTS " + Quoting.identifier(name)
                    + ".`rds_t` (id INT PRIMARY KEY, v INT) ENGINE=InnoDB");
        }
    }

    @AfterEach
    void close() {
        session.execute("DROP DATABASE IF EXISTS stillness");
        for (String name : NAMED_LIKE_THE_SERVERS_OWN) {
            session.execute("DROP DATABASE IF EXISTS " + Quoting.identifier(name));
        }
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO stillness.t (v) VALUES (2)",
                "UPDATE stillness.t SET v = v + 1",
                "DELETE FROM stillness.t",
                "TRUNCATE stillness.t",
                "ALTER TABLE stillness.t ADD COLUMN w INT",
                "CREATE TABLE stillness.u (id INT)",
                "in statement form: UPDATE stillness.t SET v = 7",
                "INSERT INTO `mysql.old`.rds_t VALUES (1, 1)",
                "INSERT INTO MySQL.rds_t VALUES (1, 1)",
                "in statement form: INSERT INTO MySQL.rds_t VALUES (1, 1)",
                "in statement form: INSERT INTO `mysql.old`.rds_t VALUES (1, 1)",
                "in statement form: INSERT INTO `mysql.rds_y`.rds_t VALUES (1, 1)",
                "INSERT INTO mysql_old.rds_t VALUES (1, 1)",
                "INSERT INTO `mysql```.rds_t VALUES (1, 1)",
                "INSERT INTO `mysql (x`.rds_t VALUES (1, 1)",
                "DROP /* TEMPORARY */ TABLE stillness.t",
                "DROP /*!99999 TEMPORARY */ TABLE stillness.t",
                "CREATE /* TEMPORARY */ TABLE stillness.u (id INT)",
                "in statement form: INSERT INTO mysql.rds_heartbeat2 (id, value) SELECT 1, 5 FROM DUAL"
                        + " ON DUPLICATE KEY UPDATE value = value + 1",
                "GRANT SELECT ON stillness.* TO PUBLIC_READER@localhost IDENTIFIED BY 'x'",
                "CREATE VIEW stillness.w AS SELECT 1",
                "in statement form: INSERT INTO mysql.rds_heartbeat2 (id, value)"
                        + " SELECT 1, MAX(v) FROM stillness.t ON DUPLICATE KEY UPDATE value = 3",
            })
    void what_changes_data_moves_it(String sql) {
        Standing before = Standing.read(session);

        run(sql);

        assertThat(disturbed(before)).as(sql).isPresent();
        assertThat(disturbed(before).orElseThrow()).startsWith("the target moved from ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO 1",
                "FLUSH TABLES",
                "FLUSH BINARY LOGS",
                "ANALYZE TABLE stillness.t",
                "ANALYZE LOCAL TABLE stillness.t",
                "in statement form: CREATE TEMPORARY TABLE stillness.x (id INT)",
                "in statement form: /* for the night */ CREATE TEMPORARY TABLE stillness.y (id INT)",
                "in statement form: DROP TEMPORARY TABLE IF EXISTS stillness.x",
                "INSERT INTO mysql.rds_heartbeat2 (id, value) SELECT 1, 6 FROM DUAL ON DUPLICATE KEY UPDATE value = 8",
                "INSERT INTO mysql.rds_heartbeat2 (id, value) VALUES (1, 5) ON DUPLICATE KEY UPDATE value = value + 1",
                "in statement form: INSERT INTO mysql.rds_heartbeat2 (id, value)"
                        + " VALUES (1, 6) ON DUPLICATE KEY UPDATE value = VALUES(value)",
            })
    void what_changes_nobodys_data_does_not(String sql) {
        Standing before = Standing.read(session);

        run(sql);

        assertThat(disturbed(before)).as(sql).isEmpty();
    }

    @Test
    void a_transaction_that_is_committed_later_moves_it_then() {
        try (Session writer = TestServers.admin(Role.TARGET).open()) {
            writer.begin();
            writer.execute("INSERT INTO stillness.t (v) VALUES (9)");
            Standing open = Standing.read(session);

            writer.commit();

            assertThat(disturbed(open)).isPresent();
        }
    }

    @Test
    void a_standing_reads_back_as_the_journal_keeps_it() {
        Standing now = Standing.read(session);

        assertThat(Standing.of(now.event())).contains(now);
        assertThat(now.written()).isPresent();
    }

    @Test
    void another_server_a_restart_a_purged_binlog_and_counters_are_not_explained_away() {
        Standing now = Standing.read(session);

        assertThat(disturbed(with(now, 1, now.started(), now.written(), now.counters()))
                        .orElseThrow())
                .contains("answers as server");
        assertThat(disturbed(with(now, now.serverId(), now.started() - 60, now.written(), now.counters()))
                        .orElseThrow())
                .contains("restarted");
        BinlogPosition gone =
                new BinlogPosition(now.written().orElseThrow().file().replaceAll("\\d+$", "000000"), 4);
        assertThat(disturbed(with(now, now.serverId(), now.started(), Optional.of(gone), now.counters()))
                        .orElseThrow())
                .contains("purged");
        Standing unlogged = with(now, now.serverId(), now.started(), Optional.empty(), Map.of("Com_truncate", 4L));
        Standing later = with(now, now.serverId(), now.started(), Optional.empty(), Map.of("Com_truncate", 5L));
        assertThat(Stillness.disturbed(session, unlogged, later, Optional.empty())
                        .orElseThrow())
                .contains("Com_truncate went from 4 to 5");
        assertThat(Stillness.disturbed(session, unlogged, unlogged, Optional.empty()))
                .isEmpty();
    }

    private void run(String sql) {
        session.execute("SET SESSION binlog_format = '" + (sql.startsWith("in ") ? "STATEMENT" : "ROW") + "'");
        session.execute(sql.replace("in statement form: ", ""));
    }

    private Optional<String> disturbed(Standing before) {
        return Stillness.disturbed(session, before, Standing.read(session), Optional.empty());
    }

    private static Standing with(
            Standing now, long serverId, long started, Optional<BinlogPosition> written, Map<String, Long> counters) {
        return new Standing(
                serverId,
                started,
                now.logsApplied(),
                written,
                now.gtidWritten(),
                now.gtidApplied(),
                now.applied(),
                now.sourceServerId(),
                counters);
    }
}
