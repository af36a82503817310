package dev.evenkeel.parity;

import static dev.evenkeel.parity.LivePair.SOURCE;
import static dev.evenkeel.parity.LivePair.TARGET;
import static dev.evenkeel.parity.LivePair.begin;
import static dev.evenkeel.parity.LivePair.caughtUp;
import static dev.evenkeel.parity.LivePair.damage;
import static dev.evenkeel.parity.LivePair.differences;
import static dev.evenkeel.parity.LivePair.frozen;
import static dev.evenkeel.parity.LivePair.on;
import static dev.evenkeel.parity.LivePair.settled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
                    .containsExactly(new RowDifference(RowDifference.Kind.EXTRA, "id=12", List.of()));
        }
    }
}
