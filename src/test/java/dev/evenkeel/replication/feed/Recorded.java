package dev.evenkeel.replication.feed;

import dev.evenkeel.environment.Await;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.binlog.Binlog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A feed whose changes are kept. */
public final class Recorded implements AutoCloseable {
    private static final Await AWAIT = new Await(Observer.NONE, Duration.ofMillis(10));

    private final Server server;
    private final List<Change> all = new CopyOnWriteArrayList<>();
    private final ChangeFeed feed;

    private Recorded(Server server, String database, BinlogPosition from) {
        this.server = server;
        try (Session session = server.open()) {
            this.feed = ChangeFeed.of(server, from, FeedTables.read(session, List.of(database)), this::keep);
        }
    }

    /** From the end of the server's binlog on. */
    public static Recorded of(Server server, String database) {
        try (Session session = server.open()) {
            return new Recorded(server, database, Binlog.end(session).position());
        }
    }

    static Recorded from(Server server, String database, BinlogPosition from) {
        return new Recorded(server, database, from);
    }

    private void keep(Change change) {
        if (!(change instanceof Change.Reached || change instanceof Change.Begun || change instanceof Change.Defined)) {
            all.add(change);
        }
    }

    ChangeFeed feed() {
        return feed;
    }

    /** Everything up to the end of the binlog. */
    public List<Change> changes() {
        BinlogPosition end;
        try (Session session = server.open()) {
            end = Binlog.end(session).position();
        }
        AWAIT.until("the feed is there", end.toString(), Duration.ofSeconds(20), () -> {
            if (feed.ended().isPresent()) {
                throw new IllegalStateException(feed.ended().get());
            }
            return new Await.Look(feed.reached().toString(), feed.reached().reached(end));
        });
        return List.copyOf(all);
    }

    Change.Ended end() {
        AWAIT.until(
                "the feed ends",
                "its end",
                Duration.ofSeconds(20),
                () -> new Await.Look("no end", !all.isEmpty() && all.get(all.size() - 1) instanceof Change.Ended));
        return (Change.Ended) all.get(all.size() - 1);
    }

    @Override
    public void close() {
        feed.close();
    }
}
