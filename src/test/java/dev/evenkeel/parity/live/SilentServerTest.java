package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.parity.rows.TableMark;
import dev.evenkeel.parity.still.Standings;
import dev.evenkeel.parity.still.StaticProof;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A comparison at rest whose connections to one server fall silent in the middle. */
class SilentServerTest {
    private static final Server SOURCE = TestServers.admin(Role.SOURCE);
    private static final Server TARGET = TestServers.admin(Role.TARGET);
    private static final List<String> DATABASES = List.of("silent");
    private static final long MIDDLE = 20_000;

    private final SilentProxy proxy = SilentProxy.to(SOURCE);
    private final AtomicLong silentSince = new AtomicLong();

    @BeforeAll
    static void a_table_of_many_chunks_and_some_small_ones() {
        String digits = IntStream.range(0, 10)
                .mapToObj(i -> "SELECT " + i + " AS d")
                .collect(Collectors.joining(" UNION ALL "));
        for (Server server : List.of(SOURCE, TARGET)) {
            on(
                    server,
                    "DROP DATABASE IF EXISTS silent",
                    "CREATE DATABASE silent",
                    "CREATE TABLE silent.digits AS " + digits,
                    "CREATE TABLE silent.many (id INT PRIMARY KEY, v VARCHAR(200))",
                    "INSERT INTO silent.many SELECT a.d + 10*b.d + 100*c.d + 1000*d.d + 10000*e.d, REPEAT(a.d, 100)"
                            + " FROM silent.digits a, silent.digits b, silent.digits c, silent.digits d, silent.digits e",
                    "CREATE TABLE silent.few (id INT PRIMARY KEY)");
        }
    }

    @AfterAll
    static void clean() {
        List.of(SOURCE, TARGET).forEach(server -> on(server, "DROP DATABASE silent"));
    }

    @AfterEach
    void end() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(Hashing.class)
    void costs_work_and_not_the_verdict(Hashing hashing) {
        RowResult result = compare(hashing, proxy::stall);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.SAME);
        assertThat(sinceSilence()).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @EnumSource(Hashing.class)
    void hides_no_difference(Hashing hashing) {
        on(TARGET, "UPDATE silent.many SET v = 'x' WHERE id IN (7, 99998)");
        try {
            RowResult result = compare(hashing, proxy::stall);

            assertThat(result.tables().stream()
                            .filter(table -> table.verdict() instanceof TableVerdict.Different)
                            .flatMap(table -> ((TableVerdict.Different) table.verdict()).rows().stream())
                            .map(RowDifference::key))
                    .containsExactlyInAnyOrder("id=7", "id=99998");
            assertThat(sinceSilence()).isLessThan(Duration.ofSeconds(15));
        } finally {
            on(TARGET, "UPDATE silent.many SET v = REPEAT(id % 10, 100) WHERE id IN (7, 99998)");
        }
    }

    @Test
    void where_nobody_can_be_reached_any_more_it_ends_and_says_why() {
        RowResult result = compare(Hashing.SERVERS, () -> {
            proxy.refuse();
            proxy.stall();
        });

        assertThat(sinceSilence()).isLessThan(Duration.ofSeconds(30));
        assertThat(result.tables().stream()
                        .map(TableResult::verdict)
                        .filter(TableVerdict.Inconclusive.class::isInstance)
                        .map(open -> ((TableVerdict.Inconclusive) open).reason()))
                .isNotEmpty()
                .allMatch(reason -> reason.contains("source"));
    }

    @Test
    void sessions_of_a_pool_are_let_go_of_within_a_second() throws Exception {
        BothSides sides = new BothSides(proxy.server(SOURCE), TARGET, 2);
        Thread reading = new Thread(() -> sides.left().read(session -> session.number("SELECT SLEEP(50)")));
        reading.setUncaughtExceptionHandler((thread, e) -> {});
        reading.start();
        org.awaitility.Awaitility.await()
                .until(() -> LivePair.number(
                                SOURCE,
                                "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(50)'")
                        == 1);
        proxy.refuse();
        proxy.stall();
        long begun = System.nanoTime();

        sides.close();
        reading.join(2_000);

        assertThat(reading.isAlive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_500));
    }

    private Duration sinceSilence() {
        assertThat(silentSince.get()).as("it fell silent in the middle").isNotZero();
        return Duration.ofNanos(System.nanoTime() - silentSince.get());
    }

    private RowResult compare(Hashing hashing, Runnable trouble) {
        Server left = proxy.server(SOURCE);
        try (StaticProof proof = new StaticProof(left, TARGET, Standings.take(left, TARGET))) {
            return proof.prove(
                    tables(SOURCE),
                    tables(TARGET),
                    Map.of(),
                    new RowOptions(Optional.of(hashing), false),
                    Throttle.NONE,
                    inTheMiddle(trouble),
                    new StaticProof.Listener() {
                        @Override
                        public void judged(TableResult result, Duration took) {}

                        @Override
                        public void reached(List<TableMark> marks) {}

                        @Override
                        public void disturbed(String reason) {}
                    });
        }
    }

    private Observer inTheMiddle(Runnable trouble) {
        AtomicLong rows = new AtomicLong();
        return new Observer() {
            @Override
            public void entry(Entry entry) {}

            @Override
            public Progress progress(String what, String unit, long total) {
                return new Progress() {
                    @Override
                    public void advance(long units) {
                        if (rows.addAndGet(units) >= MIDDLE && silentSince.compareAndSet(0, System.nanoTime())) {
                            trouble.run();
                        }
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void waiting(Waiting waiting) {}
        };
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, DATABASES);
        }
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
