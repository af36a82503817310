package dev.evenkeel.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Leases on real servers of three versions, as an account with the rights of RDS's master user. */
class LeaseTest {
    private static final Holder ALICE =
            new Holder("r-20261130-020000-abc", "alice", "db-admin-1", Instant.parse("2026-11-30T02:00:00Z"));
    private static final Holder BOB =
            new Holder("r-20261130-030000-def", "bob", "laptop", Instant.parse("2026-11-30T03:00:00Z"));

    /** 10.1.23, 10.11.5 and 11.4.5. */
    static Stream<Server> servers() {
        Servers modern = TestServers.modern();
        return Stream.of(
                TestServers.embedded().master(Role.TARGET), modern.master(Role.SOURCE), modern.master(Role.TARGET));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_second_run_is_told_who_the_first_one_is_and_takes_nothing(Server server) {
        Server other = TestServers.embedded().master(Role.SOURCE);
        try (Lease first = Lease.take(List.of(server), ALICE, Duration.ZERO)) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> Lease.take(List.of(other, server), BOB, Duration.ZERO))
                        .isInstanceOf(LeaseTaken.class)
                        .hasMessage("the servers are in use: run r-20261130-020000-abc by alice on db-admin-1, since"
                                + " 2026-11-30T02:00:00Z, holds the lease on " + server.name() + " ("
                                + server.endpoint() + "); wait until it has ended; the lease goes with it")
                        .extracting(e -> ((LeaseTaken) e).holder())
                        .isEqualTo(Optional.of(ALICE));
            }
            assertThat(Lease.holderOf(server)).contains(ALICE);
            assertThat(Lease.holderOf(other)).isEmpty();
            assertThat(first.held()).isTrue();
        }
        assertThat(Lease.holderOf(server)).isEmpty();
        Lease.take(List.of(other, server), BOB, Duration.ZERO).close();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void it_goes_with_its_holder_that_is_killed(Server server) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                HoldingProgram.class.getName(),
                Integer.toString(server.endpoint().port()),
                server.login().user());
        builder.environment().put("HOLDING_PASSWORD", server.login().password().reveal());
        Process first = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("held");
            assertThat(Lease.holderOf(server)).contains(ALICE);

            first.destroyForcibly().waitFor();
            long killed = System.nanoTime();
            Lease.take(List.of(server), BOB, Duration.ofSeconds(10)).close();

            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(3));
        } finally {
            first.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void where_the_network_falls_silent_the_holder_knows_before_another_can_take_it(Server server) {
        try (SilentProxy proxy = SilentProxy.to(server);
                Lease first = Lease.take(List.of(proxy.server(server)), ALICE, Duration.ZERO)) {
            await().pollDelay(Duration.ofSeconds(3)).until(first::held);
            proxy.stall();
            long silent = System.nanoTime();
            long[] lost = new long[1];
            Thread watching = new Thread(() -> {
                while (first.held()) {
                    Thread.onSpinWait();
                }
                lost[0] = System.nanoTime();
            });
            watching.start();

            long taken;
            try (Lease second = Lease.take(List.of(server), BOB, Duration.ofSeconds(20))) {
                taken = System.nanoTime();
                assertThat(first.held()).isFalse();
                assertThat(second.held()).isTrue();
            }
            join(watching);

            assertThat(lost[0]).as("lost before it was taken").isLessThan(taken);
            assertThat(Duration.ofNanos(lost[0] - silent)).isLessThan(Duration.ofMillis(4500));
            assertThat(Duration.ofNanos(taken - silent)).isLessThan(Duration.ofSeconds(8));
            System.err.printf(
                    "%s: lost after %d ms, taken after %d ms%n",
                    server.name(), (lost[0] - silent) / 1_000_000, (taken - silent) / 1_000_000);
            assertThatThrownBy(first::ensureHeld)
                    .isInstanceOf(LeaseLost.class)
                    .hasMessageStartingWith("the lease on " + server.name() + " (" + proxy.endpoint() + ") is lost: ")
                    .hasMessageEndingWith(
                            "; another run may change these servers from now on, so this one changes nothing more");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_connection_that_is_killed_is_a_lease_that_is_lost(Server server) {
        try (Lease first = Lease.take(List.of(server), ALICE, Duration.ZERO)) {
            try (Session other = server.open()) {
                other.execute("KILL " + other.number("SELECT IS_USED_LOCK('evenkeel')"));
            }
            await().atMost(Duration.ofSeconds(3)).until(() -> !first.held());
            Lease.take(List.of(server), BOB, Duration.ZERO).close();
            assertThat(first.held()).as("it does not come back").isFalse();
        }
    }

    /** As a program that ends slow statements does. */
    @ParameterizedTest
    @MethodSource("servers")
    void a_statement_that_is_killed_is_no_lease_that_is_lost(Server server) {
        try (Lease first = Lease.take(List.of(server), ALICE, Duration.ZERO);
                Session other = server.open()) {
            for (int i = 0; i < 10; i++) {
                other.execute("KILL QUERY " + other.number("SELECT IS_USED_LOCK('evenkeel')"));
                other.execute("DO SLEEP(0.5)");
                assertThat(first.held()).isTrue();
            }
        }
    }

    @Test
    void an_account_that_must_not_see_the_holder_is_told_the_connection() {
        Server server = TestServers.embedded().master(Role.TARGET);
        Server admin = TestServers.admin(Role.TARGET);
        try (Session session = admin.open()) {
            session.execute("CREATE USER 'lease_stranger'@'%' IDENTIFIED BY 'stranger'");
        }
        Server stranger = server.as(new Login("lease_stranger", new Secret("stranger")));
        try (Lease first = Lease.take(List.of(server), ALICE, Duration.ZERO)) {
            assertThat(first.toString()).startsWith("lease on ").endsWith("held by " + ALICE);
            assertThatThrownBy(() -> Lease.take(List.of(stranger), BOB, Duration.ZERO))
                    .isInstanceOf(LeaseTaken.class)
                    .hasMessageMatching(
                            "the servers are in use: connection \\d+ holds the lease on .*, and this account"
                                    + " cannot see whose it is; ask there: SELECT \\* FROM information_schema\\.PROCESSLIST"
                                    + " WHERE ID = \\d+; wait until it has ended; the lease goes with it");
        } finally {
            try (Session session = admin.open()) {
                session.execute("DROP USER 'lease_stranger'@'%'");
            }
        }
    }

    /** The lock is not a write: a server that is read_only gives it too, and it is in no binlog. */
    @Test
    void it_can_be_taken_on_a_server_that_is_closed_for_writes_and_leaves_nothing_in_the_binlog() {
        Server server = TestServers.embedded().master(Role.TARGET);
        try (Session admin = TestServers.admin(Role.TARGET).open()) {
            admin.execute("SET GLOBAL read_only = ON");
            try {
                String file =
                        admin.first("SHOW MASTER STATUS", row -> row.text(1)).orElseThrow();
                long from =
                        admin.first("SHOW MASTER STATUS", row -> row.number(2)).orElseThrow();
                try (Lease lease = Lease.take(List.of(server), ALICE, Duration.ZERO)) {
                    await().pollDelay(Duration.ofSeconds(2)).until(lease::held);
                }
                assertThat(admin.list("SHOW BINLOG EVENTS IN '" + file + "' FROM " + from, row -> row.optional(6)
                                .orElse("")))
                        // A heartbeat of the stand-in may be among them.
                        .noneMatch(event -> event.contains("LOCK") || event.contains("evenkeel"));
            } finally {
                admin.execute("SET GLOBAL read_only = OFF");
            }
        }
    }

    @Test
    void whatever_the_machine_and_the_account_are_called_the_comment_stays_one() {
        Holder odd = new Holder("r-1", "DOM\\user */ ; DROP", "höst?", Instant.parse("2026-11-30T02:00:00.5Z"));

        assertThat(odd.comment())
                .isEqualTo("/* evenkeel lease: run r-1 by DOM_user_DROP on h_st_ since 2026-11-30T02:00:00Z */");
        assertThat(Holder.of("SELECT " + odd.comment() + " SLEEP(0.8)")).contains(odd);
    }
}
