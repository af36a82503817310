package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.begin;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.damage;
import static dev.evenkeel.parity.live.LivePair.differences;
import static dev.evenkeel.parity.live.LivePair.frozen;
import static dev.evenkeel.parity.live.LivePair.number;
import static dev.evenkeel.parity.live.LivePair.on;
import static dev.evenkeel.parity.live.LivePair.result;
import static dev.evenkeel.parity.live.LivePair.settled;
import static dev.evenkeel.parity.live.LivePair.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveProofTest extends ProvedOrders {
    @RepeatedTest(3)
    void rows_that_keep_changing_are_no_difference() {
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = List.of(
                CompletableFuture.runAsync(() -> write(stop, 1)), CompletableFuture.runAsync(() -> write(stop, 2)));
        try (LiveProof live = begin()) {
            RowResult first = settled(live);
            assertThat(first.verdict()).as(first.failures()).isNotEqualTo(Verdict.DIFFERENT);
            assertThat(verdict(first, "hot")).as("hot").isInstanceOf(TableVerdict.Same.class);
            assertThat(verdict(first, "child")).as("child").isInstanceOf(TableVerdict.Same.class);
            assertThat(verdict(first, "old"))
                    .isEqualTo(new TableVerdict.Inconclusive("not proved live: engine MyISAM has no snapshots"));
            pause(Duration.ofMillis(1500));
            stop.set(true);
            writers.forEach(CompletableFuture::join);
            FrozenResult frozen = frozen(live);

            assertThat(frozen.rows().verdict()).as(frozen.rows().failures()).isEqualTo(Verdict.SAME);
            assertThat(frozen.strangers()).isEmpty();
            assertThat(result(frozen.rows(), "hot").method()).contains("live at");
            assertThat(result(frozen.rows(), "child").method()).contains("live at");
            assertThat(frozen.rows().tables()).hasSize(6).allSatisfy(table -> {
                String count = "SELECT COUNT(*) FROM " + table.table().quoted();
                assertThat(table.rowsLeft()).as(table.table() + table.method()).isEqualTo(number(SOURCE, count));
                assertThat(table.rowsRight()).as(table.table() + table.method()).isEqualTo(number(TARGET, count));
            });
        } finally {
            stop.set(true);
        }
    }

    @Test
    void damage_done_before_is_found_while_live() {
        damage("UPDATE live_proof.hot SET note = 'y' WHERE id = 4000");

        try (LiveProof live = begin()) {
            RowResult result = settled(live);
            assertThat(differences(result, "hot"))
                    .extracting(RowDifference::words)
                    .containsExactly("changed id=4000 in note");
            assertThat(verdict(result, "still")).isEqualTo(new TableVerdict.Same(3, 1));
            assertThat(differences(frozen(live).rows(), "hot")).hasSize(1);
        }
    }

    @Test
    void damage_done_to_a_row_that_changes_later_is_found_at_rest() {
        try (LiveProof live = begin()) {
            settled(live);
            // Else it might prove the row once more before the damage is done.
            live.rest();
            damage("UPDATE live_proof.hot SET note = 'y' WHERE id = 4000");
            on(SOURCE, "UPDATE live_proof.still SET note = 'new' WHERE id = 1");
            BinlogPosition end = caughtUp();
            damage("UPDATE live_proof.still SET note = 'NEW' WHERE id = 1");
            on(SOURCE, "UPDATE live_proof.still SET id = 5 WHERE id = 2");
            FrozenResult frozen = frozen(live);

            assertThat(end).isLessThan(LivePair.end());
            assertThat(differences(frozen.rows(), "still"))
                    .extracting(RowDifference::words)
                    .containsExactly("changed id=1 in note");
        }
    }

    @Test
    void a_strangers_rows_are_found_at_rest_and_named() {
        try (LiveProof live = begin()) {
            settled(live);
            on(
                    TARGET,
                    "UPDATE live_proof.still SET note = 'B' WHERE id = 2",
                    "DELETE FROM live_proof.named WHERE k = 'name 7'",
                    "INSERT INTO live_proof.hot (id, n) VALUES (900000, 1)");
            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "still"))
                    .extracting(RowDifference::words)
                    .containsExactly("changed id=2 in note");
            assertThat(differences(frozen.rows(), "named")).singleElement().satisfies(row -> assertThat(row.key())
                    .startsWith("k='name 7'"));
            assertThat(differences(frozen.rows(), "hot"))
                    .extracting(RowDifference::words)
                    .containsExactly("extra id=900000");
            assertThat(frozen.strangers())
                    .extracting(stranger -> stranger.table().table())
                    .containsExactly("still", "named", "hot");
        }
    }

    @Test
    void a_change_that_the_target_lost_is_found() {
        try (LiveProof live = begin()) {
            settled(live);
            caughtUp();
            on(TARGET, "STOP SLAVE");
            on(SOURCE, "INSERT INTO live_proof.still VALUES (4, 'lost')", "DELETE FROM live_proof.still WHERE id = 1");
            on(SOURCE, "INSERT INTO live_proof.still VALUES (5, 'lost')");
            LivePair.followFrom(LivePair.end());
            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "still"))
                    .extracting(RowDifference::words)
                    .containsExactlyInAnyOrder("extra id=1", "missing id=4", "missing id=5");
            assertThat(result(frozen.rows(), "still").rowsLeft()).isEqualTo(4);
            assertThat(result(frozen.rows(), "still").rowsRight()).isEqualTo(3);
        }
    }

    @Test
    void a_row_that_a_foreign_key_took_again_is_no_doubt() {
        try (LiveProof live = begin()) {
            settled(live);
            live.rest();
            on(
                    SOURCE,
                    "INSERT INTO live_proof.child (id, hot) VALUES (9001, 20)",
                    "DELETE FROM live_proof.hot WHERE id = 20");
            FrozenResult frozen = frozen(live);

            assertThat(verdict(frozen.rows(), "child")).isEqualTo(new TableVerdict.Same(299, 1));
            assertThat(result(frozen.rows(), "child").method()).contains("live at");
        }
    }

    @Test
    void a_cascade_that_the_target_lost_is_found() {
        try (LiveProof live = begin()) {
            settled(live);
            on(TARGET, "STOP SLAVE");
            damage("DELETE FROM live_proof.hot WHERE id = 7");
            on(TARGET, "SET GLOBAL slave_exec_mode = IDEMPOTENT", "START SLAVE");
            on(SOURCE, "DELETE FROM live_proof.hot WHERE id = 7");
            FrozenResult frozen = frozen(live);

            on(TARGET, "SET GLOBAL slave_exec_mode = STRICT");
            assertThat(differences(frozen.rows(), "child"))
                    .extracting(RowDifference::words)
                    .containsExactly("extra id=7");
            assertThat(verdict(frozen.rows(), "hot")).isInstanceOf(TableVerdict.Same.class);
            assertThat(result(frozen.rows(), "hot").rowsLeft()).isEqualTo(4999);
        }
    }

    @Test
    void a_table_altered_meanwhile_is_read_as_a_whole() {
        try (LiveProof live = begin()) {
            settled(live);
            on(
                    SOURCE,
                    "ALTER TABLE live_proof.still ADD COLUMN more INT NOT NULL DEFAULT 3",
                    "CREATE TABLE live_proof.fresh (id INT PRIMARY KEY)",
                    "INSERT INTO live_proof.fresh VALUES (1)");
            caughtUp();
            damage("UPDATE live_proof.still SET more = 4 WHERE id = 1");
            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "still"))
                    .extracting(RowDifference::words)
                    .containsExactly("changed id=1 in more");
            assertThat(verdict(frozen.rows(), "fresh")).isEqualTo(new TableVerdict.Same(1, 1));
        }
    }

    @Test
    void a_logged_statement_throws_doubt_on_everything() {
        try (LiveProof live = begin()) {
            settled(live);
            on(SOURCE, "SET binlog_format = STATEMENT", "UPDATE live_proof.still SET note = 'stated' WHERE id = 3");
            caughtUp();
            damage("UPDATE live_proof.still SET note = 'other' WHERE id = 2");
            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "still")).hasSize(1);
            assertThat(result(frozen.rows(), "hot").method()).doesNotContain("live");
        }
    }

    /** About 250 writes a second, most of them to few rows. */
    private static void write(AtomicBoolean stop, int seed) {
        Random random = new Random(seed);
        try (Session session = SOURCE.openPinned()) {
            while (!stop.get()) {
                try {
                    switch (random.nextInt(6)) {
                        case 0 ->
                            session.execute(
                                    "INSERT INTO live_proof.hot (at, n, note) VALUES (NOW(3), ?, 'new')",
                                    random.nextInt());
                        case 1 -> session.execute("DELETE FROM live_proof.hot WHERE id = ?", 1 + random.nextInt(5000));
                        case 2 ->
                            session.execute(
                                    "REPLACE INTO live_proof.named (k, n) VALUES (?, ?)",
                                    (random.nextBoolean() ? "name " : "NAME ") + random.nextInt(600),
                                    random.nextInt());
                        case 3 ->
                            session.execute(
                                    "UPDATE live_proof.hot SET id = id + 1000000 WHERE id = ?",
                                    1 + random.nextInt(5000));
                        default ->
                            session.execute(
                                    "UPDATE live_proof.hot SET n = n + 1, at = NOW(3) WHERE id BETWEEN 10 AND ?",
                                    10 + random.nextInt(10));
                    }
                } catch (DatabaseException e) {
                    if (!e.is(ServerError.ER_LOCK_DEADLOCK) && e.number() != 1451 && e.number() != 1062) {
                        throw e;
                    }
                }
                pause(Duration.ofMillis(3));
            }
        }
    }
}
