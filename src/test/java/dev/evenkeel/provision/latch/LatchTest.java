package dev.evenkeel.provision.latch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.replication.writes.ServerWrites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The latch and the locking of accounts on real servers of four versions, with the rights of RDS's master user. */
@Timeout(120)
class LatchTest {
    private static final LatchOptions OPTIONS =
            new LatchOptions(Duration.ofMillis(400), Duration.ofMillis(200), 3, Duration.ofSeconds(2));
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** 10.1.8, 10.1.23, 10.11.5 and 11.4.5. */
    static Stream<Tried> servers() {
        Servers modern = TestServers.modern();
        Servers old = TestServers.embedded();
        return Stream.of(
                new Tried(old.master(Role.SOURCE), old.parameters(Role.SOURCE).orElseThrow()),
                new Tried(old.master(Role.TARGET), old.parameters(Role.TARGET).orElseThrow()),
                new Tried(
                        modern.master(Role.SOURCE),
                        modern.parameters(Role.SOURCE).orElseThrow()),
                new Tried(
                        modern.master(Role.TARGET),
                        modern.parameters(Role.TARGET).orElseThrow()));
    }

    /** One server with a table and an account that writes to it. */
    private record Tried(Server master, Server admin) implements AutoCloseable {
        private static final Login WRITER = new Login("latch_writer", new Secret("wrote"));

        Tried begun() {
            run(
                    admin,
                    "SET sql_log_bin = 0",
                    "DROP DATABASE IF EXISTS latched",
                    "CREATE DATABASE latched",
                    "CREATE TABLE latched.t (id INT PRIMARY KEY) ENGINE = InnoDB",
                    "CREATE TABLE latched.m (id INT PRIMARY KEY) ENGINE = MyISAM",
                    "CREATE VIEW latched.v AS SELECT id FROM latched.t",
                    "GRANT ALL ON latched.* TO 'latch_writer'@'%' IDENTIFIED BY PASSWORD '"
                            + PasswordHash.of(WRITER.password()).reveal() + "'");
            return this;
        }

        Session writer() {
            return master.as(WRITER).open();
        }

        Session writer(Server through) {
            return through.as(WRITER).open();
        }

        AccountsFence accounts(List<String> sent) {
            return new AccountsFence(
                    master,
                    new Evictions(master, Optional.of(admin), sent::add),
                    List.of("latch_writer"),
                    Set.of(master.login().user()),
                    sent::add);
        }

        LatchFence latch(Server through, List<String> sent) {
            return new LatchFence(through, OPTIONS, new AtomicReference<>(Optional.empty()), accounts(sent), sent::add);
        }

        long rows() {
            try (Session session = admin.open()) {
                return session.number("SELECT COUNT(*) FROM latched.t")
                        + session.number("SELECT COUNT(*) FROM latched.m");
            }
        }

        @Override
        public void close() {
            run(admin, "SET sql_log_bin = 0", "DROP DATABASE latched", "DROP USER 'latch_writer'@'%'");
        }

        @Override
        public String toString() {
            return master.endpoint().toString();
        }

        private static void run(Server server, String... statements) {
            try (Session session = server.open()) {
                for (String statement : statements) {
                    session.execute(statement);
                }
            }
        }
    }

    private static CompletableFuture<Duration> writing(Session writer, String sql) {
        return CompletableFuture.supplyAsync(() -> {
            long begun = System.nanoTime();
            writer.execute(sql);
            return Duration.ofNanos(System.nanoTime() - begun);
        });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void writers_wait_and_see_no_error_and_readers_read(Tried tried) {
        List<String> sent = new ArrayList<>();
        try (Tried server = tried.begun();
                Session one = server.writer();
                Session other = server.writer()) {
            LatchFence fence = server.latch(server.master(), sent);
            assertThat(fence.prepare()).isPresent();
            fence.close(PATIENCE);
            CompletableFuture<Duration> inserted = writing(one, "INSERT INTO latched.t VALUES (1)");
            CompletableFuture<Duration> alsoMyIsam = writing(other, "INSERT INTO latched.m VALUES (1)");

            await().pollDelay(Duration.ofMillis(2_500)).until(fence::closed);

            assertThat(inserted).isNotDone();
            assertThat(alsoMyIsam).isNotDone();
            assertThat(server.rows()).isZero();
            assertThat(new ServerWrites(server.master()).activeWriters())
                    .as("who waits at the latch, and the latch itself, hold up no drain")
                    .isEmpty();

            fence.open();

            assertThat(inserted).succeedsWithin(PATIENCE);
            assertThat(alsoMyIsam).succeedsWithin(PATIENCE);
            assertThat(server.rows()).isEqualTo(2);
            assertThat(fence.closed()).isFalse();
            assertThat(sent).first().asString().startsWith("LOCK TABLES ").contains("`latched`.`t` READ");
            assertThat(sent).last().isEqualTo("UNLOCK TABLES");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void beside_an_open_transaction_it_gives_up_within_its_limit_and_another_writer_only_waits(Tried tried) {
        try (Tried server = tried.begun();
                Session open = server.writer();
                Session other = server.writer()) {
            open.begin();
            open.execute("INSERT INTO latched.t VALUES (1)");
            LatchFence fence = server.latch(server.master(), new ArrayList<>());
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> fence.close(PATIENCE));
            Duration longest = Duration.ZERO;
            for (int id = 10; !closing.isDone(); id++) {
                Duration took = writing(other, "INSERT INTO latched.t VALUES (" + id + ")")
                        .join();
                longest = took.compareTo(longest) > 0 ? took : longest;
            }

            assertThatThrownBy(closing::join)
                    .hasCauseInstanceOf(Fence.NotClosed.class)
                    .hasMessageEndingWith("the latch was not granted within 400 ms, in 3 attempts");
            assertThat(longest)
                    .as("the longest pause")
                    .isLessThan(OPTIONS.limit().plusMillis(700));
            assertThat(fence.closed()).isFalse();
            System.err.println(
                    tried + ": the longest pause in three failed attempts of 400 ms was " + longest.toMillis() + " ms");

            open.commit();
            fence.close(PATIENCE);
            assertThat(fence.closed()).isTrue();
            fence.open();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void a_transaction_that_ends_between_attempts_is_waited_for(Tried tried) {
        try (Tried server = tried.begun();
                Session open = server.writer()) {
            open.begin();
            open.execute("INSERT INTO latched.t VALUES (1)");
            LatchFence fence = server.latch(server.master(), new ArrayList<>());
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> fence.close(PATIENCE));

            open.execute("DO SLEEP(0.5)");
            open.commit();
            closing.join();

            assertThat(fence.closed()).isTrue();
            assertThat(server.rows()).isEqualTo(1);
            fence.open();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void where_the_network_falls_silent_the_holder_knows_before_a_writer_goes_on(Tried tried) {
        try (Tried server = tried.begun();
                SilentProxy proxy = SilentProxy.to(server.master());
                Session writer = server.writer()) {
            AtomicReference<Optional<Latch>> held = new AtomicReference<>(Optional.empty());
            LatchFence fence = new LatchFence(
                    proxy.server(server.master()), OPTIONS, held, server.accounts(new ArrayList<>()), sql -> {});
            fence.close(PATIENCE);
            Latch latch = held.get().orElseThrow();
            CompletableFuture<Boolean> heldWhenWritten = CompletableFuture.supplyAsync(() -> {
                writer.execute("INSERT INTO latched.t VALUES (1)");
                return latch.held();
            });
            await().pollDelay(Duration.ofMillis(2_500)).until(latch::held);
            assertThat(heldWhenWritten).isNotDone();

            proxy.stall();

            assertThat(heldWhenWritten).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
            assertThat(fence.state()).as("and it does not come back").isEqualTo(Fence.OPEN);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void its_session_is_ended_and_that_is_seen(Tried tried) {
        try (Tried server = tried.begun();
                Session admin = server.admin().open()) {
            LatchFence fence = server.latch(server.master(), new ArrayList<>());
            fence.close(PATIENCE);

            admin.execute("KILL " + admin.number("SELECT IS_USED_LOCK('evenkeel latch')"));

            await().atMost(Duration.ofSeconds(3)).until(() -> fence.state().equals(Fence.OPEN));
            assertThat(fence.closed()).isFalse();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void accounts_are_kept_out_at_once_and_let_in_with_the_same_password(Tried tried) {
        List<String> sent = new ArrayList<>();
        try (Tried server = tried.begun();
                Session connected = server.writer()) {
            connected.execute("INSERT INTO latched.t VALUES (1)");
            AccountsFence fence = server.accounts(sent);
            assertThat(fence.problems()).isEmpty();
            String before = hash(server);

            long begun = System.nanoTime();
            fence.close(PATIENCE);
            System.err.println(tried + ": accounts closed in " + (System.nanoTime() - begun) / 1_000_000 + " ms");

            assertThat(fence.closed()).isTrue();
            assertThat(fence.state()).isEqualTo(fence.whenClosed()).isEqualTo("`latch_writer`@`%`");
            assertThatThrownBy(() -> connected.execute("INSERT INTO latched.t VALUES (2)"))
                    .isInstanceOf(DatabaseException.class);
            assertThatThrownBy(server::writer).isInstanceOf(DatabaseException.class);
            assertThat(fence.problems())
                    .containsExactly(
                            "the account `latch_writer`@`%` is locked already, must be open; unlock it, or take"
                                    + " it out of fence.accounts");
            assertThat(new ServerWrites(server.master(), fence.statements()).activeWriters())
                    .isEmpty();

            fence.open();

            assertThat(fence.state()).isEqualTo(Fence.OPEN);
            assertThat(hash(server)).isEqualTo(before);
            server.writer().close();
            assertThat(server.rows()).isEqualTo(1);
            assertThat(String.join("\n", sent)).doesNotContainIgnoringCase(before.substring(1, 12));
        }
    }

    private static String hash(Tried server) {
        try (Session session = server.admin().open()) {
            return session.text(
                    "SELECT CONCAT(Password, '') FROM mysql.user WHERE User = 'latch_writer' AND Host = '%'");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void whoever_waits_at_the_latch_is_ended_before_it_is_let_go(Tried tried) {
        try (Tried server = tried.begun();
                Session waiting = server.writer();
                Session unnamed = server.admin().open()) {
            LatchFence fence = server.latch(server.master(), new ArrayList<>());
            fence.close(PATIENCE);
            CompletableFuture<Duration> one = writing(waiting, "INSERT INTO latched.t VALUES (1)");
            CompletableFuture<Duration> other = writing(unnamed, "INSERT INTO latched.t VALUES (2)");
            await().until(() -> waiters(server) == 2);

            fence.lasting().orElseThrow().close(PATIENCE);
            assertThat(one).failsWithin(PATIENCE);
            assertThat(fence.state()).as("held meanwhile").isEqualTo(fence.whenClosed());
            assertThat(server.rows()).isZero();
            fence.release();

            assertThat(fence.state()).isEqualTo(Fence.OPEN);
            assertThat(fence.closed()).as("by the accounts").isTrue();
            assertThat(other.handle((took, failure) -> failure == null ? "written" : "ended")
                            .join())
                    .as("the provider's own sessions are left alone, all others are ended")
                    .isEqualTo("written");
            fence.lasting().orElseThrow().open();
            assertThat(fence.closed()).isFalse();
        }
    }

    private static long waiters(Tried server) {
        try (Session session = server.admin().open()) {
            return session.number(
                    "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for table % lock'");
        }
    }
}
