package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.begin;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.frozen;
import static dev.evenkeel.parity.live.LivePair.settled;
import static dev.evenkeel.parity.live.LivePair.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableVerdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the freeze the servers open the tables of which a binlog told something, and not the thousands beside them. */
@Timeout(120)
class FrozenTablesTest {
    private static final int TABLES = 80;

    @BeforeAll
    static void follow() {
        LivePair.follow();
    }

    @AfterAll
    static void letGo() {
        LivePair.letGo();
    }

    @Test
    void tables_that_nothing_was_told_of_are_not_opened_and_a_changed_definition_is_met() {
        on(SOURCE, "DROP DATABASE IF EXISTS live_proof");
        on(SOURCE, "CREATE DATABASE live_proof");
        for (int table = 0; table < TABLES; table++) {
            on(SOURCE, "CREATE TABLE live_proof.t" + table + " (id INT PRIMARY KEY, v INT) ENGINE = InnoDB");
            on(SOURCE, "INSERT INTO live_proof.t" + table + " VALUES (1, 1), (2, 2)");
        }
        on(SOURCE, "CREATE VIEW live_proof.a_view AS SELECT * FROM live_proof.t1");
        caughtUp();
        try (LiveProof live = begin()) {
            assertThat(settled(live).verdict()).isEqualTo(Verdict.SAME);
            live.rest();
            on(SOURCE, "UPDATE live_proof.t1 SET v = 3 WHERE id = 1");
            on(SOURCE, "CREATE TABLE live_proof.late (id INT PRIMARY KEY)");
            on(TARGET, "ALTER TABLE live_proof.t2 DROP COLUMN v");
            caughtUp();
            on(SOURCE, "FLUSH TABLES");
            on(TARGET, "FLUSH LOCAL TABLES");
            long here = opened(SOURCE);
            long there = opened(TARGET);

            FrozenResult result = frozen(live);

            assertThat(opened(SOURCE) - here).isLessThan(TABLES / 2);
            assertThat(opened(TARGET) - there).isLessThan(TABLES / 2);
            assertThat(result.rows().tables()).hasSize(TABLES + 1);
            assertThat(verdict(result.rows(), "t1")).isInstanceOf(TableVerdict.Same.class);
            assertThat(verdict(result.rows(), "t3")).isInstanceOf(TableVerdict.Same.class);
            assertThat(verdict(result.rows(), "late")).isInstanceOf(TableVerdict.Same.class);
            assertThat(verdict(result.rows(), "t2")).isNotInstanceOf(TableVerdict.Same.class);
        }
    }

    @Test
    void a_table_with_capital_letters_is_not_lost_where_it_alone_was_defined_otherwise() {
        on(SOURCE, "DROP DATABASE IF EXISTS live_proof");
        on(SOURCE, "CREATE DATABASE live_proof");
        on(SOURCE, "CREATE TABLE live_proof.Orders (id INT PRIMARY KEY)");
        on(SOURCE, "CREATE TABLE live_proof.Items (id INT PRIMARY KEY)");
        on(SOURCE, "INSERT INTO live_proof.Orders VALUES (1), (2)");
        caughtUp();
        try (LiveProof live = begin()) {
            settled(live);
            live.rest();
            on(SOURCE, "ALTER TABLE live_proof.Orders ADD n INT");
            caughtUp();
            LivePair.damage("DELETE FROM live_proof.Orders WHERE id = 1");

            FrozenResult result = frozen(live);

            assertThat(LivePair.differences(result.rows(), "Orders"))
                    .extracting(RowDifference::words)
                    .containsExactly("missing id=1");
            assertThat(verdict(result.rows(), "Items")).isInstanceOf(TableVerdict.Same.class);
        }
    }

    private static long opened(Server server) {
        try (Session session = server.open()) {
            return session.list("SHOW GLOBAL STATUS LIKE 'Opened_tables'", row -> row.number(2))
                    .get(0);
        }
    }

    private static void on(Server server, String sql) {
        try (Session session = server.open()) {
            session.execute(sql);
        }
    }
}
