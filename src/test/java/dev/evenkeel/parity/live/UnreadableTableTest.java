package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.on;
import static dev.evenkeel.parity.live.LivePair.settled;
import static dev.evenkeel.parity.live.LivePair.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableVerdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table that a server cannot read any more: nothing is said of it, and everything of the others. */
@Timeout(120)
class UnreadableTableTest {
    private static final Await AWAIT = new Await(Observer.NONE, Duration.ofMillis(100));

    @BeforeEach
    void tables_on_both_sides() {
        LivePair.follow();
        on(SOURCE, "CREATE DATABASE live_proof");
        for (String table : List.of("a", "broken", "z")) {
            on(
                    SOURCE,
                    "CREATE TABLE live_proof." + table + " (id INT PRIMARY KEY, v INT)",
                    "INSERT INTO live_proof." + table + " VALUES (1, 1), (2, 2)");
        }
        caughtUp();
    }

    @AfterEach
    void clean_up() {
        LivePair.letGo();
    }

    @Test
    void before_the_proof_on_the_target() {
        lose(TARGET);
        try (LiveProof live = LivePair.begin()) {
            awaitThatOnlyItIsOpen(live, "target");
        }
    }

    @Test
    void before_the_proof_on_the_source() {
        lose(SOURCE);
        try (LiveProof live = LivePair.begin()) {
            awaitThatOnlyItIsOpen(live, "source");
        }
    }

    @Test
    void when_it_is_read_again_after_a_doubt() {
        try (LiveProof live = LivePair.begin()) {
            assertThat(settled(live).verdict()).isEqualTo(Verdict.SAME);
            lose(TARGET);
            // A statement that tells no rows casts a doubt on every table.
            on(
                    SOURCE,
                    "SET SESSION binlog_format = STATEMENT",
                    "UPDATE live_proof.a, live_proof.z SET a.v = 7, z.v = 5");

            awaitThatOnlyItIsOpen(live, "target");
        }
    }

    @Test
    void when_a_row_of_it_is_proved_again() {
        try (LiveProof live = LivePair.begin()) {
            assertThat(settled(live).verdict()).isEqualTo(Verdict.SAME);
            changeAndLose();

            awaitThatOnlyItIsOpen(live, "target");
        }
    }

    @Test
    void when_a_row_of_it_is_proved_at_rest() {
        try (LiveProof live = LivePair.begin()) {
            assertThat(settled(live).verdict()).isEqualTo(Verdict.SAME);
            live.rest();
            changeAndLose();

            assertOnlyItIsOpen(LivePair.frozen(live).rows(), "target: Tablespace has been discarded");
        }
    }

    /** The target holds the change, and nobody has compared it yet. */
    private static void changeAndLose() {
        String change = "INSERT INTO live_proof.broken VALUES (7, 7)";
        on(TARGET, "STOP SLAVE");
        on(SOURCE, change);
        LivePair.damage(change);
        lose(TARGET);
        LivePair.followFrom(LivePair.end());
    }

    private static void lose(Server server) {
        on(server, "SET sql_log_bin = 0", "ALTER TABLE live_proof.broken DISCARD TABLESPACE");
    }

    private static void awaitThatOnlyItIsOpen(LiveProof live, String side) {
        AWAIT.until("the table is given up", "why", Duration.ofSeconds(60), () -> {
            String found = verdict(settled(live), "broken").toString();
            return new Await.Look(
                    found, found.contains("could not be read") || live.dead().isPresent());
        });
        assertThat(live.dead()).isEmpty();
        assertOnlyItIsOpen(
                settled(live),
                "not proved live: it could not be read: " + side
                        + ": Tablespace has been discarded for table 'broken'");
        assertOnlyItIsOpen(LivePair.frozen(live).rows(), side + ": Tablespace has been discarded");
    }

    private static void assertOnlyItIsOpen(RowResult found, String reason) {
        assertThat(verdict(found, "a")).as(found.failures()).isInstanceOf(TableVerdict.Same.class);
        assertThat(verdict(found, "z")).as(found.failures()).isInstanceOf(TableVerdict.Same.class);
        assertThat(verdict(found, "broken")).isInstanceOf(TableVerdict.Inconclusive.class);
        assertThat(((TableVerdict.Inconclusive) verdict(found, "broken")).reason())
                .contains(reason);
    }
}
