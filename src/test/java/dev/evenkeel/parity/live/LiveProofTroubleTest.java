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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.replication.binlog.Binlog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A live proof whose connections, binlogs or patience end. */
@Timeout(60)
class LiveProofTroubleTest extends ProvedOrders {
    @Test
    void killed_connections_are_opened_anew() {
        try (LiveProof live = begin()) {
            settled(live);
            kill(SOURCE);
            on(SOURCE, "UPDATE live_proof.hot SET n = n + 1 WHERE id = 1");
            pause(Duration.ofMillis(300));
            kill(TARGET);
            on(TARGET, "STOP SLAVE", "START SLAVE");
            on(SOURCE, "UPDATE live_proof.hot SET n = n + 1 WHERE id = 2");
            caughtUp();
            damage("UPDATE live_proof.hot SET note = 'z' WHERE id = 2");
            FrozenResult frozen = frozen(live);

            assertThat(differences(frozen.rows(), "hot"))
                    .extracting(RowDifference::words)
                    .containsExactly("changed id=2 in note");
            assertThat(verdict(frozen.rows(), "still")).isEqualTo(new TableVerdict.Same(3, 1));
        }
    }

    @Test
    void the_comparison_of_what_changed_ends_when_it_is_asked_to() {
        AtomicInteger asked = new AtomicInteger();
        Observer impatient = new Stoppable(Observer.NONE, () -> asked.incrementAndGet() > 3);
        try (LiveProof live = begin()) {
            settled(live);
            live.rest();
            on(SOURCE, "UPDATE live_proof.hot SET note = 'many'");
            caughtUp();

            assertThatThrownBy(() -> live.proveFrozen(LivePair.end(), List.of("live_proof"), impatient))
                    .isInstanceOf(Stopped.class);
        }
    }

    @Test
    void a_purged_binlog_is_inconclusive() {
        String quiet = "SET sql_log_bin = 0";
        on(SOURCE, quiet, "GRANT REPLICATION SLAVE ON *.* TO follower@'%' IDENTIFIED BY 'one'");
        try (LiveProof live = LivePair.begin(new Login("follower", new Secret("one")), RowOptions.USUAL)) {
            settled(live);
            on(SOURCE, quiet, "SET PASSWORD FOR follower@'%' = PASSWORD('other')");
            on(TARGET, "STOP SLAVE");
            kill(SOURCE);
            on(SOURCE, "FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
            purge();
            on(SOURCE, quiet, "SET PASSWORD FOR follower@'%' = PASSWORD('one')");
            LivePair.followFrom(LivePair.end());
            FrozenResult frozen = frozen(live);

            assertThat(frozen.rows().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(frozen.rows().failures())
                    .contains("cannot be followed from", "1236")
                    .doesNotContain("'one'");
        } finally {
            on(SOURCE, quiet, "DROP USER follower@'%'");
        }
    }

    /** All but the last file, once nobody sends them any more. */
    private static void purge() {
        try (Session session = SOURCE.open()) {
            List<String> files = Binlog.files(session);
            while (files.size() > 1) {
                session.execute("PURGE BINARY LOGS TO ?", files.get(files.size() - 1));
                pause(Duration.ofMillis(20));
                files = Binlog.files(session);
            }
        }
    }

    /** Everybody, and waits until they are gone: a file that a thread still sends is not purged. */
    private static void kill(dev.evenkeel.mariadb.Server server) {
        String others = "SELECT GROUP_CONCAT(ID) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()"
                + " AND USER NOT IN ('system user', 'event_scheduler')";
        try (Session session = server.open()) {
            String ids =
                    session.first(others, row -> row.optional(1).orElse("0")).orElseThrow();
            for (String id : ids.split(",")) {
                try {
                    session.execute("KILL " + id);
                } catch (DatabaseException e) {
                    assertThat(e.number()).as(e.getMessage()).isEqualTo(1094);
                }
            }
            while (session.number("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID IN (" + ids + ")")
                    > 0) {
                pause(Duration.ofMillis(10));
            }
        }
    }
}
