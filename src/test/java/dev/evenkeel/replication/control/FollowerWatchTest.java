package dev.evenkeel.replication.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.ReplicationBroke;
import dev.evenkeel.replication.binlog.Binlog;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real replica that is held up, and work that would wait for it. */
class FollowerWatchTest {
    private static final Server SOURCE = TestServers.admin(Role.SOURCE);
    private static final Server REPLICA = TestServers.admin(Role.REPLICA);

    @BeforeAll
    static void it_follows() {
        TestServers.mendReplica();
    }

    @Test
    void a_replica_that_a_lock_holds_up_is_waited_for_so_long_and_no_longer() {
        try (Session lock = REPLICA.open();
                FollowerWatch watch = watch(Duration.ofSeconds(2));
                Progress progress = watch.progress("work", "rows", 0)) {
            lock.execute("FLUSH TABLES WITH READ LOCK");
            write();

            assertThatThrownBy(() -> Awaitility.await()
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> {
                                progress.advance(1);
                                return false;
                            }))
                    .isInstanceOf(ReplicationBroke.class)
                    .hasMessageMatching(
                            "the replica has applied nothing for \\d+ s: it is at \\S+ and must come to \\S+;"
                                    + " see what holds it up, .*, or raise budgets.catchUp");
        }
    }

    @Test
    void one_that_has_nothing_to_apply_is_not_held_up() {
        BinlogPosition end = end();
        Awaitility.await().until(() -> status().orElseThrow().executed().reached(end));
        try (FollowerWatch watch = watch(Duration.ofMillis(1), end);
                Progress progress = watch.progress("work", "rows", 0)) {
            long begun = System.nanoTime();
            Awaitility.await().until(() -> {
                progress.advance(1);
                return System.nanoTime() - begun > Duration.ofSeconds(3).toNanos();
            });
        }
    }

    private static FollowerWatch watch(Duration limit) {
        return new FollowerWatch(
                Observer.NONE, "source", "replica", FollowerWatchTest::end, FollowerWatchTest::status, limit);
    }

    private static FollowerWatch watch(Duration limit, BinlogPosition end) {
        return new FollowerWatch(Observer.NONE, "source", "replica", () -> end, FollowerWatchTest::status, limit);
    }

    private static void write() {
        try (Session session = SOURCE.open()) {
            session.execute("CREATE DATABASE IF NOT EXISTS held_up");
            session.execute("DROP DATABASE held_up");
        }
    }

    private static BinlogPosition end() {
        return SOURCE.read(Binlog::position);
    }

    private static Optional<ReplicaStatus> status() {
        return REPLICA.read(ReplicaStatus::read);
    }
}
