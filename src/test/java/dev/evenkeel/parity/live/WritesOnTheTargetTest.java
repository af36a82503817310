package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.begin;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.differences;
import static dev.evenkeel.parity.live.LivePair.frozen;
import static dev.evenkeel.parity.live.LivePair.on;
import static dev.evenkeel.parity.live.LivePair.settled;
import static dev.evenkeel.parity.live.LivePair.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to write on the target beside replication, and that replication itself is never taken for one. */
@Timeout(90)
class WritesOnTheTargetTest {
    /** A server that follows the source, as the target does. */
    private static final Server THIRD = TestServers.admin(Role.REPLICA);

    private long serverId;

    @BeforeEach
    void a_table_on_both_sides() {
        LivePair.follow();
        serverId = LivePair.number(TARGET, "SELECT @@GLOBAL.server_id");
        on(
                SOURCE,
                "CREATE DATABASE live_proof",
                "CREATE TABLE live_proof.t (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE live_proof.still (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE live_proof.orders (id INT PRIMARY KEY, v INT)",
                "INSERT INTO live_proof.t VALUES (1, 1), (2, 2)",
                "INSERT INTO live_proof.still VALUES (1, 1), (2, 2)",
                "INSERT INTO live_proof.orders VALUES (1, 1)");
        caughtUp();
    }

    @AfterEach
    void clean_up() {
        on(TARGET, "STOP SLAVE", "SET GLOBAL slave_run_triggers_for_rbr = NO", "SET GLOBAL server_id = " + serverId);
        on(TARGET, "START SLAVE");
        LivePair.letGo();
    }

    @Test
    void under_another_server_id_of_the_target() {
        found("SET GLOBAL server_id = 99");
    }

    @Test
    void under_the_source_s_server_id() {
        found("SET SESSION server_id = " + LivePair.number(SOURCE, "SELECT @@GLOBAL.server_id"));
    }

    @Test
    void in_a_domain_of_its_own() {
        found("SET SESSION gtid_domain_id = 5");
    }

    @Test
    void under_a_name_that_the_source_gave_away_before() {
        try (LiveProof live = begin()) {
            settled(live);
            on(SOURCE, "UPDATE live_proof.orders SET v = 7 WHERE id = 1");
            caughtUp();
            String last = text("SELECT @@GLOBAL.gtid_binlog_pos");
            String[] gtid = last.split("-");
            on(
                    TARGET,
                    "SET SESSION gtid_domain_id = " + gtid[0] + ", server_id = " + gtid[1] + ", gtid_seq_no = "
                            + gtid[2],
                    "UPDATE live_proof.t SET v = 99 WHERE id = 2");

            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "t")).hasSize(1);
            assertThat(frozen.strangers()).hasSize(1);
        }
    }

    @Test
    void after_the_target_s_binlog_was_begun_anew() {
        try (LiveProof live = begin()) {
            settled(live);
            on(TARGET, "RESET MASTER", "UPDATE live_proof.t SET v = 99 WHERE id = 2");

            assertThat(differences(frozen(live).rows(), "t")).hasSize(1);
        }
    }

    @Test
    void after_a_binlog_begun_anew_has_grown_longer_than_the_old_one_was() {
        try (LiveProof live = begin()) {
            settled(live);
            on(TARGET, "RESET MASTER", "UPDATE live_proof.t SET v = 99 WHERE id = 2");
            on(SOURCE, "CREATE TABLE live_proof.filler (id INT PRIMARY KEY AUTO_INCREMENT, v LONGTEXT)");
            for (int i = 0; i < 60; i++) {
                on(SOURCE, "INSERT INTO live_proof.filler (v) VALUES (REPEAT('x', 100000))");
            }

            assertThat(differences(frozen(live).rows(), "t")).hasSize(1);
        }
    }

    @Test
    void over_a_second_link() {
        try (LiveProof live = begin()) {
            settled(live);
            try (Session third = THIRD.open();
                    Session target = TARGET.open()) {
                // It follows the source, too, and has the same rows, once it has the table.
                while (third.number("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'live_proof'"
                                        + " AND TABLE_NAME = 't'")
                                == 0
                        || third.number("SELECT COUNT(*) FROM live_proof.t") != 2) {
                    Thread.onSpinWait();
                }
                var end = dev.evenkeel.replication.binlog.Binlog.position(third);
                target.execute(
                        "CHANGE MASTER 'two' TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                                + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?",
                        THIRD.endpoint().host(),
                        THIRD.endpoint().port(),
                        THIRD.login().user(),
                        THIRD.login().password(),
                        end.file(),
                        end.offset());
                target.execute("START SLAVE 'two'");
                third.execute("SET gtid_domain_id = 5");
                third.execute("UPDATE live_proof.t SET v = 66 WHERE id = 2");
                while (target.number("SELECT v FROM live_proof.t WHERE id = 2") != 66) {
                    Thread.onSpinWait();
                }
                target.execute("STOP SLAVE 'two'");
                target.execute("RESET SLAVE 'two' ALL");
            }

            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "t")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"YES", "LOGGING"})
    void by_triggers_that_the_applier_runs(String mode) {
        LivePair.damage("CREATE TRIGGER live_proof.tr AFTER INSERT ON live_proof.orders FOR EACH ROW"
                + " UPDATE live_proof.t SET v = v + 1 WHERE id = 2");
        on(TARGET, "STOP SLAVE", "SET GLOBAL slave_run_triggers_for_rbr = " + mode, "START SLAVE");
        try (LiveProof live = begin()) {
            settled(live);
            on(SOURCE, "INSERT INTO live_proof.orders VALUES (2, 1), (3, 1)");

            assertThat(differences(frozen(live).rows(), "t")).hasSize(1);
        }
    }

    @Test
    void by_triggers_that_the_applier_begins_to_run_meanwhile() {
        LivePair.damage("CREATE TRIGGER live_proof.tr AFTER INSERT ON live_proof.orders FOR EACH ROW"
                + " UPDATE live_proof.t SET v = v + 1 WHERE id = 2");
        try (LiveProof live = begin()) {
            settled(live);
            on(TARGET, "STOP SLAVE", "SET GLOBAL slave_run_triggers_for_rbr = YES", "START SLAVE");
            on(SOURCE, "INSERT INTO live_proof.orders VALUES (2, 1)");

            assertThat(differences(frozen(live).rows(), "t")).hasSize(1);
        }
    }

    @Test
    void triggers_that_the_applier_does_not_run_are_none() {
        LivePair.damage("CREATE TRIGGER live_proof.tr AFTER INSERT ON live_proof.orders FOR EACH ROW"
                + " UPDATE live_proof.t SET v = v + 1 WHERE id = 2");
        try (LiveProof live = begin()) {
            settled(live);
            on(SOURCE, "INSERT INTO live_proof.orders VALUES (2, 1), (3, 1)");

            same(frozen(live));
        }
    }

    @Test
    void replication_is_none() {
        try (LiveProof live = begin()) {
            settled(live);
            on(
                    SOURCE,
                    "UPDATE live_proof.t SET v = v + 1",
                    "SET SESSION gtid_domain_id = 3, server_id = 4711",
                    "INSERT INTO live_proof.orders VALUES (2, 1), (3, 1)",
                    "BEGIN",
                    "DELETE FROM live_proof.orders WHERE id = 2",
                    "UPDATE live_proof.t SET id = 12 WHERE id = 2",
                    "COMMIT");

            same(frozen(live));
        }
    }

    @Test
    void a_stranger_that_leaves_everything_as_it_was_is_named_and_no_difference() {
        try (LiveProof live = begin()) {
            settled(live);
            on(
                    TARGET,
                    "UPDATE live_proof.t SET v = 99 WHERE id = 2",
                    "UPDATE live_proof.t SET v = 2 WHERE id = 2",
                    "INSERT INTO live_proof.t VALUES (8, 8)",
                    "DELETE FROM live_proof.t WHERE id = 8");

            FrozenResult frozen = frozen(live);

            assertThat(frozen.rows().verdict()).as(frozen.rows().failures()).isEqualTo(Verdict.SAME);
            assertThat(frozen.strangers())
                    .extracting(stranger -> stranger.table().table())
                    .containsExactly("t");
        }
    }

    @Test
    void a_watch_that_is_cut_off_goes_on() {
        try (LiveProof live = begin()) {
            settled(live);
            on(SOURCE, "UPDATE live_proof.t SET v = v + 1");
            caughtUp();
            killDumps();
            on(SOURCE, "UPDATE live_proof.t SET v = v + 1");

            FrozenResult frozen = frozen(live);

            same(frozen);
            assertThat(LivePair.result(frozen.rows(), "still").method()).contains("live at");
        }
    }

    private void found(String session) {
        try (LiveProof live = begin()) {
            settled(live);
            on(TARGET, session);
            on(TARGET, session, "UPDATE live_proof.t SET v = 99 WHERE id = 2");

            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "t"))
                    .extracting(RowDifference::words)
                    .containsExactly("changed id=2 in v");
            assertThat(verdict(frozen.rows(), "still")).isInstanceOf(TableVerdict.Same.class);
            assertThat(frozen.strangers())
                    .extracting(stranger -> stranger.table().table())
                    .containsExactly("t");
        }
    }

    private static void same(FrozenResult frozen) {
        assertThat(frozen.rows().verdict()).as(frozen.rows().failures()).isEqualTo(Verdict.SAME);
        assertThat(frozen.strangers()).isEmpty();
    }

    private static void killDumps() {
        try (Session session = TARGET.open()) {
            session.list(
                            "SELECT ID FROM information_schema.PROCESSLIST WHERE COMMAND = 'Binlog Dump'",
                            row -> row.number(1))
                    .forEach(id -> session.execute("KILL " + id));
        }
    }

    private static String text(String sql) {
        try (Session session = SOURCE.open()) {
            return session.text(sql);
        }
    }
}
