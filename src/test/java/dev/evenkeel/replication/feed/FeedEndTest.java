package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.OwnServer;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.wire.EventBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends a feed, and what must not. */
class FeedEndTest {
    private static final String DATABASE = "feed_end";
    private static final Server OLD = TestServers.admin(Role.SOURCE);

    static List<Server> servers() {
        return List.of(
                OLD,
                TestServers.admin(Role.TARGET),
                TestServers.modern().parameters(Role.SOURCE).orElseThrow(),
                TestServers.modern().parameters(Role.TARGET).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void checksums_that_come_and_go_do_not_end_it(Server server) {
        try (Session session = server.open()) {
            String before = session.text("SELECT @@GLOBAL.binlog_checksum");
            prepare(session);
            try {
                for (String checksum : List.of("NONE", "CRC32")) {
                    session.execute("SET GLOBAL binlog_checksum = " + checksum);
                    try (Recorded recorded = Recorded.of(server, DATABASE)) {
                        session.execute("INSERT INTO feed_end.t VALUES (1)");
                        session.execute("SET GLOBAL binlog_checksum = " + (checksum.equals("NONE") ? "CRC32" : "NONE"));
                        session.execute("INSERT INTO feed_end.t VALUES (2)");
                        session.execute("FLUSH BINARY LOGS");
                        session.execute("DELETE FROM feed_end.t WHERE id = 1");
                        session.execute("SET GLOBAL binlog_checksum = " + checksum);
                        session.execute("DELETE FROM feed_end.t");

                        assertThat(recorded.changes().stream().map(FeedEndTest::shown))
                                .containsExactly("INSERTED [1]", "INSERTED [2]", "DELETED [1]", "DELETED [2]");
                    }
                }
            } finally {
                session.execute("SET GLOBAL binlog_checksum = " + before);
                session.execute("DROP DATABASE feed_end");
            }
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new IllegalArgumentException("no such thing"),
                new EventBytes.Undecodable("not of an event"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_change_that_cannot_be_taken_ends_it_with_the_reason(Throwable failure) {
        try (Session session = OLD.open()) {
            prepare(session);
            List<Change> told = new CopyOnWriteArrayList<>();
            try (ChangeFeed feed = ChangeFeed.of(
                    OLD, Binlog.position(session), FeedTables.read(session, List.of(DATABASE)), change -> {
                        told.add(change);
                        if (change instanceof Change.RowChanged) {
                            FeedEndTest.<RuntimeException>thrown(failure);
                        }
                    })) {
                session.execute("INSERT INTO feed_end.t VALUES (1)");

                ended(feed);

                String reason = "a change could not be taken: " + failure;
                assertThat(feed.ended()).contains(reason);
                assertThat(told.get(told.size() - 1)).isEqualTo(new Change.Ended(reason, feed.reached()));
            }
        } finally {
            drop();
        }
    }

    @Test
    void a_feed_whose_end_nobody_takes_still_says_that_it_ended() {
        try (Session session = OLD.open();
                ChangeFeed feed = ChangeFeed.of(
                        OLD, Binlog.position(session), FeedTables.read(session, List.of(DATABASE)), change -> {
                            throw new OutOfMemoryError("of " + change.getClass().getSimpleName());
                        })) {
            session.execute("CREATE DATABASE IF NOT EXISTS feed_end");
            ended(feed);
            assertThat(feed.ended())
                    .get()
                    .asString()
                    .startsWith("a change could not be taken: java.lang.OutOfMemoryError");
        } finally {
            drop();
        }
    }

    @Test
    void a_server_that_shuts_down_ends_it() throws IOException {
        try (OwnServer own = OwnServer.start()) {
            try (Session session = own.server().open();
                    Recorded recorded = Recorded.of(own.server(), DATABASE)) {
                prepare(session);
                session.execute("INSERT INTO feed_end.t VALUES (1)");
                recorded.changes();

                own.shutDown();

                assertThat(recorded.end().reason()).isNotBlank();
                assertThat(recorded.feed().ended()).contains(recorded.end().reason());
            }
        }
    }

    private static void ended(ChangeFeed feed) {
        new Await(Observer.NONE, Duration.ofMillis(10))
                .until(
                        "the feed ends",
                        "ended",
                        Duration.ofSeconds(5),
                        () -> new Await.Look("continues", feed.ended().isPresent()));
    }

    private static void prepare(Session session) {
        session.execute("DROP DATABASE IF EXISTS feed_end");
        session.execute("CREATE DATABASE feed_end");
        session.execute("CREATE TABLE feed_end.t (id INT PRIMARY KEY)");
    }

    private static void drop() {
        try (Session session = OLD.open()) {
            session.execute("DROP DATABASE IF EXISTS feed_end");
        }
    }

    private static String shown(Change change) {
        return change instanceof Change.RowChanged row ? row.kind() + " " + row.key() : change.toString();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void thrown(Throwable failure) throws E {
        throw (E) failure;
    }
}
