package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.replication.binlog.Binlog;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SilentFeedTest {
    private static final Await AWAIT = new Await(Observer.NONE, Duration.ofMillis(10));

    static List<Server> servers() {
        return List.of(
                TestServers.admin(Role.SOURCE),
                TestServers.modern().parameters(Role.TARGET).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_connection_that_dies_without_a_word_ends_the_feed_and_an_idle_one_does_not(Server server) {
        try (SilentProxy proxy = SilentProxy.to(server);
                Following silent = Following.of(proxy.server(server));
                Following idle = Following.of(server)) {
            silent.untilThere();
            idle.untilThere();
            long start = System.nanoTime();
            proxy.stall();

            AWAIT.until(
                    "the feed ends",
                    "ended",
                    Duration.ofSeconds(15),
                    () -> new Await.Look("continues", silent.feed.ended().isPresent()));

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
            String reason = "the " + server.name() + " has been silent for 6 s";
            assertThat(silent.feed.ended()).contains(reason);
            assertThat(silent.told.get(silent.told.size() - 1))
                    .isEqualTo(new Change.Ended(reason, silent.feed.reached()));
            assertThat(idle.feed.ended()).isEmpty();
            idle.untilThere();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_feed_is_closed_at_once_while_its_connection_is_silent(Server server) {
        try (SilentProxy proxy = SilentProxy.to(server);
                Following silent = Following.of(proxy.server(server))) {
            silent.untilThere();
            proxy.stall();
            closesAtOnce(silent);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_feed_is_closed_at_once_while_it_connects(Server server) throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Server there = new Server(
                    server.name(), new dev.evenkeel.mariadb.Endpoint("127.0.0.1", mute.getLocalPort()), server.login());
            try (Following silent = Following.of(server, there)) {
                mute.accept();
                closesAtOnce(silent);
            }
        }
    }

    private static void closesAtOnce(Following silent) {
        long start = System.nanoTime();
        silent.feed.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(silent.feed.ended()).contains("it was closed");
    }

    /** A feed from a server's end on, and what it told. */
    private record Following(Server server, ChangeFeed feed, List<Change> told) implements AutoCloseable {
        static Following of(Server reached) {
            return of(reached, reached);
        }

        static Following of(Server asked, Server followed) {
            List<Change> told = new CopyOnWriteArrayList<>();
            try (Session session = asked.open()) {
                return new Following(
                        asked,
                        ChangeFeed.of(
                                followed,
                                Binlog.position(session),
                                FeedTables.read(session, List.of("silent_feed")),
                                told::add),
                        told);
            }
        }

        void untilThere() {
            BinlogPosition end;
            try (Session session = server.open()) {
                session.execute("CREATE DATABASE IF NOT EXISTS silent_feed");
                session.execute("DROP DATABASE silent_feed");
                end = Binlog.position(session);
            }
            AWAIT.until(
                    "the feed is there",
                    end.toString(),
                    Duration.ofSeconds(20),
                    () -> new Await.Look(
                            feed.reached() + " " + feed.ended(), feed.reached().reached(end)));
        }

        @Override
        public void close() {
            feed.close();
        }
    }
}
