package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.begin;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.damage;
import static dev.evenkeel.parity.live.LivePair.everyRow;
import static dev.evenkeel.parity.live.LivePair.frozen;
import static dev.evenkeel.parity.live.LivePair.on;
import static dev.evenkeel.parity.live.LivePair.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DroppedTablesTest {
    private static final TableName OLD = new TableName(LivePair.DATABASE, "old");

    @BeforeAll
    static void the_target_follows() {
        LivePair.follow();
    }

    @AfterAll
    static void the_target_is_let_go() {
        LivePair.letGo();
    }

    @BeforeEach
    void two_tables() {
        on(
                SOURCE,
                "DROP DATABASE IF EXISTS live_proof",
                "CREATE DATABASE live_proof",
                "CREATE TABLE live_proof.kept (id INT PRIMARY KEY)",
                "CREATE TABLE live_proof.old (id INT PRIMARY KEY)",
                "INSERT INTO live_proof.kept VALUES (1), (2)",
                "INSERT INTO live_proof.old VALUES (1)");
        caughtUp();
    }

    @Test
    void a_table_that_both_sides_dropped_is_listed_and_is_no_doubt() {
        RowResult pinned = everyRow();
        try (LiveProof live = begin()) {
            assertThat(settled(live).dropped()).isEmpty();
            on(SOURCE, "DROP TABLE live_proof.old");

            RowResult meanwhile = untilDropped(live);
            FrozenResult frozen = frozen(live).since(pinned.names());

            assertThat(meanwhile.dropped()).containsExactly(OLD);
            assertThat(meanwhile.verdict()).as(meanwhile.failures()).isEqualTo(Verdict.SAME);
            assertThat(frozen.rows().dropped()).containsExactly(OLD);
            assertThat(frozen.rows().verdict()).isEqualTo(Verdict.SAME);
            assertThat(frozen.rows().tables())
                    .extracting(TableResult::table)
                    .containsExactly(new TableName(LivePair.DATABASE, "kept"));
        }
    }

    @Test
    void a_table_that_the_target_alone_lost_is_not_called_dropped() {
        RowResult pinned = everyRow();
        try (LiveProof live = begin()) {
            settled(live);
            damage("DROP TABLE live_proof.old");

            FrozenResult frozen = frozen(live).since(pinned.names());

            assertThat(settled(live).dropped()).isEmpty();
            assertThat(frozen.rows().dropped()).isEmpty();
            assertThat(frozen.rows().verdict()).isEqualTo(Verdict.DIFFERENT);
        } finally {
            on(LivePair.TARGET, "CREATE TABLE IF NOT EXISTS live_proof.old (id INT PRIMARY KEY)");
        }
    }

    @Test
    void a_comparison_that_did_not_look_at_every_table_calls_none_dropped() {
        RowResult pinned = everyRow();
        RowResult nothing = new RowResult(List.of(), Duration.ZERO);

        assertThat(new FrozenResult(nothing, 0, 0, Duration.ZERO, false, List.of())
                        .since(pinned.names())
                        .rows()
                        .dropped())
                .isEmpty();
    }

    /** The binlog tells of it a moment later. */
    private static RowResult untilDropped(LiveProof live) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        RowResult result = settled(live);
        while (result.dropped().isEmpty() && System.nanoTime() < deadline) {
            result = settled(live);
        }
        return result;
    }
}
