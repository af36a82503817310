package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.begin;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.on;
import static dev.evenkeel.parity.live.LivePair.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.strangers.UnwatchedWrites;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a live proof from saying that a table is the same, where no freeze follows. */
class LiveDoubtsTest {
    @BeforeEach
    void a_table_on_both_sides() {
        LivePair.follow();
        on(
                SOURCE,
                "CREATE DATABASE live_proof",
                "CREATE TABLE live_proof.counters (id INT PRIMARY KEY, n INT NOT NULL)",
                "INSERT INTO live_proof.counters VALUES (1, 0), (2, 0), (3, 0)");
        caughtUp();
    }

    @AfterEach
    void clean_up() {
        on(TARGET, "SET GLOBAL slave_exec_mode = STRICT");
        LivePair.letGo();
    }

    @Test
    void a_row_that_changes_all_the_time_is_not_passed_over() throws Exception {
        on(TARGET, "SET GLOBAL slave_exec_mode = IDEMPOTENT");
        LivePair.damage("DELETE FROM live_proof.counters WHERE id = 1");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try (Session session = SOURCE.open()) {
                while (!stop.get()) {
                    session.execute("UPDATE live_proof.counters SET n = n + 1 WHERE id = 1");
                }
            }
        });
        try (LiveProof live = begin()) {
            assertThat(settled(live).verdict()).isNotEqualTo(Verdict.SAME);
        } finally {
            stop.set(true);
            writer.join();
            // Before the target stops at what it has not.
            caughtUp();
        }
    }

    @Test
    void somebody_elses_write_on_the_target_is_compared_by_nobody() {
        try (LiveProof live = begin()) {
            settled(live);
            on(TARGET, "UPDATE live_proof.counters SET n = 9 WHERE id = 2");
            LivePair.awaitStranger(live);

            assertThat(settled(live).tables().get(0).verdict())
                    .isEqualTo(
                            new TableVerdict.Inconclusive("not proved live: somebody else wrote to it on the target"));
        }
    }

    @Test
    void a_second_link_hides_who_wrote() {
        try (Session target = TARGET.openPinned()) {
            assertThat(UnwatchedWrites.of(target, UnwatchedWrites.filtered(target)))
                    .isEmpty();
            target.execute("CHANGE MASTER 'crm' TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 9");
            try {
                assertThat(UnwatchedWrites.of(target, UnwatchedWrites.filtered(target)))
                        .contains("the target follows 2 servers, and it is not known which of them wrote what");
                assertThat(UnwatchedWrites.filtered(target)).isEmpty();
            } finally {
                target.execute("RESET SLAVE 'crm' ALL");
            }
        }
    }
}
