package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.begin;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.damage;
import static dev.evenkeel.parity.live.LivePair.differences;
import static dev.evenkeel.parity.live.LivePair.frozen;
import static dev.evenkeel.parity.live.LivePair.on;
import static dev.evenkeel.parity.live.LivePair.settled;
import static dev.evenkeel.parity.live.LivePair.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableVerdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that foreign keys take along, of which the binlog says nothing. */
@Timeout(60)
class LiveProofCascadesTest {
    @BeforeAll
    static void the_target_follows() {
        LivePair.follow();
    }

    @AfterAll
    static void the_target_is_let_go() {
        on(TARGET, "SET GLOBAL slave_exec_mode = STRICT");
        LivePair.letGo();
    }

    @BeforeEach
    void the_same_rows_on_both_sides() {
        on(
                SOURCE,
                "DROP DATABASE IF EXISTS live_proof",
                "CREATE DATABASE live_proof",
                "CREATE TABLE live_proof.up (id INT PRIMARY KEY, n INT)",
                "CREATE TABLE live_proof.down (id INT PRIMARY KEY, up INT, KEY (up))",
                "INSERT INTO live_proof.up VALUES (1, 0), (2, 0), (3, 0)",
                "INSERT INTO live_proof.down VALUES (11, 1), (12, 2), (13, 3)");
        caughtUp();
    }

    @Test
    void a_cascade_of_a_foreign_key_added_meanwhile_is_found_when_the_target_lost_it() throws Exception {
        try (LiveProof live = begin()) {
            settled(live);
            on(
                    SOURCE,
                    "ALTER TABLE live_proof.down ADD FOREIGN KEY (up) REFERENCES live_proof.up (id) ON DELETE CASCADE");
            caughtUp();
            // Long enough for the table to be read again.
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofSeconds(5).toNanos());
            on(TARGET, "STOP SLAVE");
            damage("DELETE FROM live_proof.up WHERE id = 2");
            on(TARGET, "SET GLOBAL slave_exec_mode = IDEMPOTENT", "START SLAVE");
            on(SOURCE, "DELETE FROM live_proof.up WHERE id = 2");

            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "down"))
                    .extracting(RowDifference::words)
                    .containsExactly("extra id=12");
        }
    }

    @Test
    void rows_that_a_rollback_left_in_the_binlog_are_not_counted() {
        on(SOURCE, "CREATE TABLE live_proof.old (n INT) ENGINE=MyISAM");
        caughtUp();
        try (LiveProof live = begin()) {
            settled(live);
            on(
                    SOURCE,
                    "START TRANSACTION",
                    "INSERT INTO live_proof.up VALUES (4, 0)",
                    "SAVEPOINT s",
                    "INSERT INTO live_proof.up VALUES (5, 0)",
                    "INSERT INTO live_proof.old SELECT n FROM live_proof.up",
                    "ROLLBACK TO SAVEPOINT s",
                    "COMMIT",
                    "INSERT INTO live_proof.up VALUES (5, 1)");

            FrozenResult frozen = frozen(live);

            assertThat(LivePair.number(SOURCE, "SELECT COUNT(*) FROM live_proof.up"))
                    .isEqualTo(5);
            assertThat(verdict(frozen.rows(), "up")).isEqualTo(new TableVerdict.Same(5, 1));
        }
    }

    @Test
    void rows_that_a_cascade_took_are_counted_without_reading_the_others() {
        on(
                SOURCE,
                "ALTER TABLE live_proof.down ADD FOREIGN KEY (up) REFERENCES live_proof.up (id) ON DELETE CASCADE"
                        + " ON UPDATE CASCADE",
                "INSERT INTO live_proof.up SELECT seq, 0 FROM " + numbers(4, 2_000),
                "INSERT INTO live_proof.down SELECT 100 + seq, 4 + seq % 1000 FROM " + numbers(1, 20_000));
        caughtUp();
        try (LiveProof live = begin()) {
            settled(live);
            on(SOURCE, "DELETE FROM live_proof.up WHERE id = 1");
            caughtUp();
            live.countAhead(List.of(LivePair.DATABASE), new CountsAhead.Wanted(1_000, 60));
            on(
                    SOURCE,
                    "DELETE FROM live_proof.up WHERE id IN (3, 5, 6, 1999)",
                    "UPDATE live_proof.up SET id = 5000 WHERE id = 7",
                    "INSERT INTO live_proof.down VALUES (30001, 8), (30002, 1500)",
                    "DELETE FROM live_proof.up WHERE id = 8",
                    "UPDATE live_proof.down SET up = 9 WHERE id = 110",
                    "DELETE FROM live_proof.down WHERE id = 111",
                    "UPDATE live_proof.down SET id = 30003 WHERE id = 112");
            BinlogPosition end = caughtUp();
            long before = read();

            FrozenResult frozen = frozen(live);

            assertThat(read() - before).as("rows that the source read").isLessThan(2_000);
            long rows = LivePair.number(SOURCE, "SELECT COUNT(*) FROM live_proof.down");
            assertThat(rows).isBetween(19_900L, 19_999L);
            assertThat(verdict(frozen.rows(), "down"))
                    .as("at " + end)
                    .isInstanceOfSatisfying(TableVerdict.Same.class, same -> assertThat(same.rows())
                            .isEqualTo(rows));
        }
    }

    @Test
    void a_row_that_only_one_side_lost_is_found_where_rows_were_counted_before() {
        on(
                SOURCE,
                "ALTER TABLE live_proof.down ADD FOREIGN KEY (up) REFERENCES live_proof.up (id) ON DELETE CASCADE",
                "INSERT INTO live_proof.down SELECT 100 + seq, 2 FROM " + numbers(1, 3_000));
        caughtUp();
        try (LiveProof live = begin()) {
            settled(live);
            on(SOURCE, "DELETE FROM live_proof.up WHERE id = 1");
            caughtUp();
            damage("DELETE FROM live_proof.down WHERE id = 105");
            live.countAhead(List.of(LivePair.DATABASE), new CountsAhead.Wanted(0, 60));
            on(SOURCE, "DELETE FROM live_proof.up WHERE id = 3");

            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "down"))
                    .extracting(RowDifference::words)
                    .containsExactly("missing id=105");
        }
    }

    private static String numbers(int from, int to) {
        String digits = IntStream.range(0, 10)
                .mapToObj(i -> "SELECT " + i + " AS d")
                .collect(Collectors.joining(" UNION ALL ", "(", ")"));
        return "(SELECT a.d + 10*b.d + 100*c.d + 1000*d.d + 10000*e.d AS seq FROM " + digits + " a, " + digits + " b, "
                + digits + " c, " + digits + " d, " + digits + " e) n WHERE seq BETWEEN " + from + " AND " + to;
    }

    private static long read() {
        return LivePair.number(
                SOURCE,
                "SELECT SUM(VARIABLE_VALUE) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'INNODB_ROWS_READ'");
    }
}
