package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that nothing crosses any more although nobody ended them, and others that are only slow. */
class DeadConnectionTest {
    private static final Server SERVER = TestServers.admin(Role.SOURCE);
    /** About 400 MB, which no buffer on the way holds. */
    private static final String LONG_ANSWER =
            "SELECT REPEAT('x', 1000) FROM information_schema.COLLATIONS a, information_schema.COLLATIONS b,"
                    + " information_schema.CHARACTER_SETS c";

    private Server behind = SERVER;
    private SilentProxy proxy = SilentProxy.to(SERVER);

    @AfterEach
    void end() {
        proxy.close();
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.environment.TestServers#fourVersions")
    void an_answer_that_never_arrives_is_lost(Server server) {
        through(server);

        DatabaseException lost =
                lost(session -> session.number("SELECT SLEEP(1)"), this::awaitSleep, Duration.ofSeconds(10));

        assertThat(lost.getMessage())
                .matches(
                        "\\w+: the connection died without a word: no byte for [5-9] s, and the server has nothing to do"
                                + " for it \\[SELECT SLEEP\\(1\\)]");
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.environment.TestServers#fourVersions")
    void an_answer_that_stops_is_lost(Server server) {
        through(server);
        CompletableFuture<Void> begun = new CompletableFuture<>();

        DatabaseException lost = lost(
                session -> {
                    session.stream(LONG_ANSWER, 100, row -> begun.complete(null));
                    return 0;
                },
                number -> begun.join(),
                Duration.ofSeconds(13));

        assertThat(lost.reason())
                .matches("the connection died without a word: no byte for \\d+ s, while the server was writing to it");
        Awaitility.await()
                .alias("the server lets go of what nobody hears")
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        running("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT REPEAT%'")
                                == 0);
    }

    @Test
    void a_connection_that_the_server_does_not_know_is_lost() {
        DatabaseException lost = lost(
                session -> session.number("SELECT SLEEP(100)"),
                number -> {
                    awaitSleep(number);
                    proxy.stall();
                    on("KILL " + number);
                },
                Duration.ofSeconds(10));

        assertThat(lost.reason()).endsWith("s, and the server does not know it any more");
    }

    @Test
    void where_nobody_is_reached_any_more_a_connection_is_lost() {
        DatabaseException lost = lost(
                session -> session.number("SELECT SLEEP(2)"),
                number -> {
                    awaitSleep(number);
                    proxy.refuse();
                },
                Duration.ofSeconds(18));

        assertThat(lost.reason()).contains("s, and no other connection to the server can be opened: ");
    }

    @Test
    void what_the_server_is_slow_with_is_waited_for() throws Exception {
        on("CREATE DATABASE IF NOT EXISTS dead_connections", "CREATE TABLE dead_connections.t (id INT PRIMARY KEY)");
        try (Session holder = SERVER.open();
                Session sleeper = proxy.server(behind).open();
                Session waiter = proxy.server(behind).open();
                Session reader = proxy.server(behind).open();
                Session worker = proxy.server(behind).open()) {
            long million = timed(() -> holder.execute("DO BENCHMARK(1000000, SHA1('a'))"));
            long twelveSeconds = 1_000_000L * Duration.ofSeconds(12).toNanos() / million;
            holder.execute("LOCK TABLES dead_connections.t WRITE");
            List<CompletableFuture<Long>> all = Stream.<Function<Session, Long>>of(
                            session -> session.number("SELECT SLEEP(16)"))
                    .map(work -> CompletableFuture.supplyAsync(() -> work.apply(sleeper)))
                    .collect(java.util.stream.Collectors.toList());
            all.add(CompletableFuture.supplyAsync(() -> waiter.number("SELECT COUNT(*) FROM dead_connections.t")));
            all.add(CompletableFuture.supplyAsync(() -> rows(
                    reader,
                    "SELECT REPEAT('x', 1000000) UNION ALL SELECT REPEAT('y', 1000000) UNION ALL SELECT SLEEP(16)")));
            all.add(CompletableFuture.supplyAsync(() -> rows(
                    worker,
                    "SELECT IF(ID = 1, BENCHMARK(" + twelveSeconds + ", SHA1('a')), REPEAT('x', 1000000)) FROM"
                            + " information_schema.COLLATIONS ORDER BY ID DESC LIMIT 300")));
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(20))
                    .atMost(Duration.ofSeconds(22))
                    .until(() -> true);
            holder.execute("UNLOCK TABLES");

            assertThat(all.get(0).get(10, TimeUnit.SECONDS)).isZero();
            assertThat(all.get(1).get(10, TimeUnit.SECONDS)).isZero();
            assertThat(all.get(2).get(10, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(all.get(3).get(30, TimeUnit.SECONDS)).isPositive();
        } finally {
            on("DROP DATABASE dead_connections");
        }
    }

    @Test
    void it_is_ended_at_once_from_another_thread() throws Exception {
        Session session = proxy.server(behind).open();
        CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> session.number("SELECT SLEEP(100)"));
        awaitSleep(0);
        proxy.stall();

        assertThat(timed(session::abort)).isLessThan(Duration.ofMillis(300).toNanos());

        assertThat(failure(answer, Duration.ofSeconds(1)).getMessage())
                .isEqualTo("source: the connection was ended [SELECT SLEEP(100)]");
        assertThat(timed(session::close)).isLessThan(Duration.ofSeconds(1).toNanos());
        on("KILL QUERY " + running("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(100)'"));
    }

    @Test
    void several_are_ended_within_a_second_and_those_that_answer_politely() throws Exception {
        SilentProxy other = SilentProxy.to(SERVER);
        try (other;
                Session silent = proxy.server(behind).open();
                Session hearing = other.server(behind).open()) {
            CompletableFuture<Long> one = CompletableFuture.supplyAsync(() -> silent.number("SELECT SLEEP(100)"));
            CompletableFuture<Long> two = CompletableFuture.supplyAsync(() -> hearing.number("SELECT SLEEP(99)"));
            awaitSleep(0);
            Awaitility.await().until(() -> hearing.running() && silent.running());
            proxy.stall();
            proxy.refuse();

            assertThat(timed(() -> Connections.end(List.of(silent, hearing))))
                    .isLessThan(Duration.ofMillis(1500).toNanos());

            assertThat(failure(one, Duration.ofSeconds(1)).lost()).isTrue();
            // A server answers a sleep that was ended, or refuses it, as versions will.
            Awaitility.await().atMost(Duration.ofSeconds(1)).until(two::isDone);
            assertThat(hearing.lost()).isFalse();
            assertThat(hearing.number("SELECT 1")).isEqualTo(1);
        }
        on("KILL QUERY " + running("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(100)'"));
    }

    @Test
    void a_server_that_accepts_and_says_nothing_is_given_up() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Server server = new Server("mute", new Endpoint("127.0.0.1", silent.getLocalPort()), SERVER.login());
            long begun = System.nanoTime();

            assertThat(catchThrowableOfType(DatabaseException.class, server::open))
                    .matches(DatabaseException::lost);
            assertThat(System.nanoTime() - begun)
                    .isLessThan(Duration.ofSeconds(12).toNanos());
        }
    }

    private void through(Server server) {
        proxy.close();
        behind = server;
        proxy = SilentProxy.to(server);
    }

    private interface Trouble {
        void with(long number);
    }

    /** How the work fails when the proxy falls silent behind the trouble. */
    private DatabaseException lost(Function<Session, ?> work, Trouble trouble, Duration within) {
        try (Session session = proxy.server(behind).open()) {
            long number = session.number("SELECT CONNECTION_ID()");
            CompletableFuture<?> answer = CompletableFuture.supplyAsync(() -> work.apply(session));
            trouble.with(number);
            proxy.stall();
            DatabaseException failure = failure(answer, within);
            assertThat(failure.lost()).isTrue();
            assertThat(session.lost()).isTrue();
            return failure;
        }
    }

    private static DatabaseException failure(CompletableFuture<?> answer, Duration within) {
        ExecutionException failed = catchThrowableOfType(
                ExecutionException.class, () -> answer.get(within.toMillis(), TimeUnit.MILLISECONDS));
        assertThat(failed).as("fails within %s", within).isNotNull();
        assertThat(failed.getCause()).isInstanceOf(DatabaseException.class);
        return (DatabaseException) failed.getCause();
    }

    private void awaitSleep(long any) {
        Awaitility.await()
                .until(() ->
                        running("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE = 'User sleep'") > 0);
    }

    private long running(String sql) {
        try (Session session = behind.open()) {
            return session.number(sql);
        }
    }

    private static long rows(Session session, String sql) {
        long[] rows = {0};
        session.stream(sql, 1, row -> rows[0]++);
        return rows[0];
    }

    private static long timed(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    private static void on(String... statements) {
        try (Session session = SERVER.open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
