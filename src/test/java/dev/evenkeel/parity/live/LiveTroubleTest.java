package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.caughtUp;
import static dev.evenkeel.parity.live.LivePair.on;
import static dev.evenkeel.parity.live.LivePair.settled;
import static dev.evenkeel.parity.live.LivePair.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A world that does not behave while a live proof goes on: what it costs is work, and never the verdict. */
@Timeout(120)
class LiveTroubleTest {
    private static final Observer NONE = Observer.NONE;
    private String packet;

    @BeforeEach
    void a_table_on_both_sides() {
        LivePair.follow();
        packet = Long.toString(LivePair.number(SOURCE, "SELECT @@GLOBAL.max_allowed_packet"));
        on(
                SOURCE,
                "CREATE DATABASE live_proof",
                "CREATE TABLE live_proof.t (id INT PRIMARY KEY, v INT)",
                "INSERT INTO live_proof.t VALUES (1, 1), (2, 2)");
        caughtUp();
    }

    @AfterEach
    void clean_up() {
        for (Server server : List.of(SOURCE, TARGET)) {
            on(server, "SET GLOBAL max_allowed_packet = " + packet);
        }
        LivePair.letGo();
    }

    @Test
    void connections_that_die_before_the_freeze_cost_seconds() throws Exception {
        try (SilentProxy proxy = SilentProxy.to(SOURCE.endpoint());
                LiveProof live = begin(through(SOURCE, proxy), TARGET)) {
            settled(live);
            on(SOURCE, "UPDATE live_proof.t SET v = 7 WHERE id = 1");
            proxy.stall();
            on(SOURCE, "UPDATE live_proof.t SET v = 8 WHERE id = 2");
            caughtUp();
            long begun = System.nanoTime();

            FrozenResult frozen = live.proveFrozen(LivePair.end(), List.of(LivePair.DATABASE), NONE);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            assertThat(frozen.rows().verdict()).as(frozen.rows().failures()).isEqualTo(Verdict.SAME);
        }
    }

    @Test
    void the_watch_on_the_target_goes_on_too() throws Exception {
        try (SilentProxy proxy = SilentProxy.to(TARGET.endpoint());
                LiveProof live = begin(SOURCE, through(TARGET, proxy))) {
            settled(live);
            proxy.stall();
            on(SOURCE, "UPDATE live_proof.t SET v = 8 WHERE id = 2");
            caughtUp();
            on(TARGET, "UPDATE live_proof.t SET v = 9 WHERE id = 1");
            long begun = System.nanoTime();

            FrozenResult frozen = live.proveFrozen(LivePair.end(), List.of(LivePair.DATABASE), NONE);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            assertThat(verdict(frozen.rows(), "t")).isInstanceOf(TableVerdict.Different.class);
            assertThat(frozen.strangers()).hasSize(1);
        }
    }

    @Test
    void the_budget_ends_the_freeze_whatever_the_network_does() throws Exception {
        try (SilentProxy proxy = SilentProxy.to(SOURCE.endpoint())) {
            LiveProof live = begin(through(SOURCE, proxy), TARGET);
            settled(live);
            on(SOURCE, "UPDATE live_proof.t SET v = 8 WHERE id = 2");
            caughtUp();
            proxy.stall();
            long begun = System.nanoTime();
            Observer budget = new Stoppable(
                    NONE,
                    () -> System.nanoTime() - begun > Duration.ofSeconds(1).toNanos());

            assertThatThrownBy(() -> live.proveFrozen(LivePair.end(), List.of(LivePair.DATABASE), budget))
                    .isInstanceOf(Stopped.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            live.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void many_long_keys_are_asked_for_in_statements_that_the_server_takes() throws Exception {
        for (Server server : List.of(SOURCE, TARGET)) {
            on(server, "SET GLOBAL max_allowed_packet = 1048576");
        }
        on(
                SOURCE,
                "CREATE TABLE live_proof.k (a VARCHAR(191) CHARACTER SET utf8mb4, b VARCHAR(191) CHARACTER SET utf8mb4,"
                        + " v INT, PRIMARY KEY (a, b)) ROW_FORMAT = DYNAMIC",
                "INSERT INTO live_proof.k SELECT CONCAT(n, REPEAT(_utf8mb4 0xF09F9880, 100)),"
                        + " REPEAT(_utf8mb4 0xF09F9881, 90), 0 FROM (SELECT @k := @k + 1 AS n FROM"
                        + " information_schema.COLLATIONS a, information_schema.COLLATIONS b, (SELECT @k := 0) c"
                        + " LIMIT 1500) s");
        caughtUp();
        try (LiveProof live = begin(SOURCE, TARGET)) {
            settled(live);
            live.rest();
            on(SOURCE, "UPDATE live_proof.k SET v = v + 1");
            caughtUp();

            FrozenResult frozen = LivePair.frozen(live);

            assertThat(frozen.rows().verdict()).as(frozen.rows().failures()).isEqualTo(Verdict.SAME);
            assertThat(LivePair.result(frozen.rows(), "k").method()).contains("live at");
        }
    }

    @Test
    void a_table_emptied_beneath_a_snapshot_while_the_feed_is_late_is_no_difference() throws Exception {
        on(SOURCE, "CREATE TABLE live_proof.zz (id INT PRIMARY KEY, b CHAR(100))");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try (Session session = SOURCE.open()) {
                while (!stop.get()) {
                    session.execute("INSERT INTO live_proof.zz SELECT n, 'x' FROM (SELECT @z := @z + 1 AS n FROM"
                            + " information_schema.COLLATIONS a, information_schema.COLLATIONS b, (SELECT @z := 0) c"
                            + " LIMIT 10000) s");
                    session.execute("TRUNCATE live_proof.zz");
                }
            }
        });
        try (SilentProxy proxy = SilentProxy.to(SOURCE.endpoint())) {
            for (int i = 0; i < 3; i++) {
                try (LiveProof live = begin(through(SOURCE, proxy), TARGET)) {
                    // Not before: to begin takes many answers.
                    proxy.delay(Duration.ofMillis(300));
                    RowResult result = live.await(NONE, Duration.ofSeconds(8));
                    assertThat(result.verdict()).as(result.failures()).isNotEqualTo(Verdict.DIFFERENT);
                    proxy.delay(Duration.ZERO);
                }
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    @Test
    void waiting_for_a_lock_is_not_work_to_rest_from() throws Exception {
        try (Session locker = SOURCE.open();
                LiveProof live = begin(SOURCE, TARGET)) {
            settled(live);
            locker.execute("LOCK TABLES live_proof.t WRITE");
            // A doubt: the table is to be read once more.
            on(SOURCE, "SET binlog_format = STATEMENT", "CREATE DATABASE live_proof_other");
            on(SOURCE, "CREATE TABLE live_proof_other.x (id INT)");
            on(SOURCE, "SET binlog_format = STATEMENT", "INSERT INTO live_proof_other.x VALUES (1)");
            try {
                caughtUp();
                live.await(NONE, Duration.ofSeconds(8));
                locker.execute("UNLOCK TABLES");
                long begun = System.nanoTime();

                RowResult result = live.await(NONE, Duration.ofSeconds(60));

                assertThat(result.verdict()).as(result.failures()).isEqualTo(Verdict.SAME);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            } finally {
                on(SOURCE, "DROP DATABASE live_proof_other");
            }
        }
    }

    private static LiveProof begin(Server source, Server target) {
        return LiveProof.begin(
                new LiveSides(source, SOURCE.login(), target, LivePair::executed, Optional.empty()),
                List.of(LivePair.DATABASE));
    }

    private static Server through(Server server, SilentProxy proxy) {
        Endpoint endpoint = proxy.endpoint();
        return new Server(server.name(), endpoint, server.login());
    }
}
