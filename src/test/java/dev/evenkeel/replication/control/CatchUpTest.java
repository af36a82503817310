package dev.evenkeel.replication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.ReplicationBroke;
import dev.evenkeel.replication.binlog.Binlog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real replica that stops following. */
class CatchUpTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ReplicaControl replica = new ReplicaControl(
            TestServers.embedded().master(Role.REPLICA),
            Optional.of(TestServers.admin(Role.REPLICA)),
            sql -> {},
            Control.PROCEDURES);
    private final CatchUp catchUp = new CatchUp(new Await(Observer.NONE, Duration.ofMillis(20)));

    @BeforeEach
    void the_replica_follows() {
        TestServers.mendReplica();
    }

    @AfterEach
    void follow_again() {
        onReplica("START SLAVE");
        catchUp.untilRunning("replica", replica, LONG);
    }

    @Test
    void a_replica_that_is_there_already_needs_no_fetcher() {
        catchUp.until("replica", replica, end(), LONG);
        BinlogPosition there = replica.status().orElseThrow().executed();
        onReplica("STOP SLAVE IO_THREAD");

        catchUp.until("replica", replica, there, LONG);
    }

    @Test
    void a_fetcher_that_stopped_is_not_waited_for() {
        catchUp.until("replica", replica, end(), LONG);
        onReplica("STOP SLAVE IO_THREAD");
        BinlogPosition beyond = new BinlogPosition(end().file(), end().offset() + 1_000_000);

        assertThatThrownBy(() -> catchUp.until("replica", replica, beyond, LONG))
                .isInstanceOf(ReplicationBroke.class)
                .hasMessageMatching("the replica's replication fetches nothing any more, its data is at \\S+ of "
                        + beyond + ": no error is shown");
    }

    @Test
    void a_replica_at_rest_is_close_at_once() {
        assertThat(catchUp.closely("replica", replica, CatchUpTest::end, LONG)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_replica_that_was_held_up_is_followed_until_it_is_close() {
        AtomicInteger asked = new AtomicInteger();
        try (Session lock = TestServers.admin(Role.REPLICA).open()) {
            lock.execute("FLUSH TABLES WITH READ LOCK");
            BinlogPosition held = end();
            CompletableFuture<Void> release = CompletableFuture.runAsync(
                    () -> lock.execute("UNLOCK TABLES"),
                    CompletableFuture.delayedExecutor(2_500, TimeUnit.MILLISECONDS));

            Duration behind = catchUp.closely(
                    "replica",
                    replica,
                    () -> {
                        asked.incrementAndGet();
                        // The source's own heartbeat goes on, so that its end is beyond what is held up.
                        return later(held);
                    },
                    LONG);

            release.join();
            assertThat(asked.get()).isGreaterThan(1);
            assertThat(behind).isLessThan(Duration.ofSeconds(2));
        }
    }

    private static BinlogPosition later(BinlogPosition held) {
        BinlogPosition end = end();
        while (end.equals(held)) {
            LockSupport.parkNanos(10_000_000);
            end = end();
        }
        return end;
    }

    private static BinlogPosition end() {
        try (Session session = TestServers.embedded().master(Role.SOURCE).open()) {
            return Binlog.end(session).position();
        }
    }

    private static void onReplica(String statement) {
        try (Session session = TestServers.admin(Role.REPLICA).open()) {
            session.execute(statement);
        }
    }
}
