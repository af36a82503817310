package dev.evenkeel.replication.feed;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.replication.wire.BinlogConnection;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.EventBytes;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A server's binlog from a position on, as changes in order, told on a thread of its own. It never leaves anything out
 * silently: what it does not understand it reports as a doubt, and when it can continue no longer it says so and why, once.
 *
 * <p>A single event never ends it, whatever it holds; only a connection that is broken, or that is silent although the
 * server was asked to be heard of every two seconds.
 */
public final class ChangeFeed implements AutoCloseable {
    /** Larger events are not held in memory. */
    private static final long LARGEST_HELD = 8L << 20;
    /** For the thread to end, once its connection is closed; it may be finding the server's address. */
    private static final Duration GOODBYE = Duration.ofMillis(900);

    private final BinlogConnection connection;
    private final EventReader reader;
    private final Consumer<Change> sink;
    private final Thread thread;
    private final AtomicReference<String> end = new AtomicReference<>();
    private volatile BinlogPosition reached;
    private volatile boolean over;

    private ChangeFeed(Server server, BinlogPosition from, FeedTables tables, Consumer<Change> sink) {
        this.sink = sink;
        this.reached = from;
        this.reader = new EventReader(tables, from, this::tell);
        this.connection = new BinlogConnection(server);
        this.thread = new Thread(this::follow, "binlog of the " + server.name());
        thread.setDaemon(true);
    }

    /**
     * Follows everything in a server's binlog.
     *
     * @param server spoken to with an account that has REPLICATION SLAVE
     * @param from the end of an event that is not within a transaction
     * @param sink receives the changes on the feed's own thread; what it throws ends the feed
     */
    public static ChangeFeed of(Server server, BinlogPosition from, FeedTables tables, Consumer<Change> sink) {
        return started(new ChangeFeed(server, from, tables, sink));
    }

    private static ChangeFeed started(ChangeFeed feed) {
        feed.thread.start();
        return feed;
    }

    /** Everything before it was reported. */
    public BinlogPosition reached() {
        return reached;
    }

    /** Why nothing more comes; empty while it runs. */
    public Optional<String> ended() {
        return over ? Optional.of(end.get()) : Optional.empty();
    }

    /** Returns within a second, whatever the network does. */
    @Override
    public void close() {
        fail("it was closed");
        disconnect();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(GOODBYE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void follow() {
        try {
            connection.open();
            connection.dump(reached, BinlogConnection.AtTheEnd.WAIT);
            while (end.get() == null) {
                Optional<BinlogEvent> next = connection.next();
                if (next.isEmpty()) {
                    fail("the server ended the binlog's stream");
                } else {
                    event(next.get());
                }
            }
        } catch (Throwable e) {
            // An error too: a feed that dies silently looks like a server where nothing happens.
            fail(message(e));
        }
        disconnect();
        try {
            tell(new Change.Ended(end.get(), reached));
        } catch (NotTaken e) {
            // It can still be asked whether it ended.
        }
        // Not before: who sees that it ended knows what that means.
        over = true;
    }

    private void event(BinlogEvent event) throws IOException {
        if (event.type() != BinlogEvent.ROTATE && event.left() > LARGEST_HELD) {
            reader.readLarge(event);
        } else {
            byte[] body = event.bytes();
            event.finish();
            reader.read(event.header(), body);
            if (event.type() == BinlogEvent.ROTATE) {
                EventBytes next = new EventBytes(body);
                long offset = next.little(8);
                reader.rotated(new String(next.rest(), StandardCharsets.UTF_8), offset);
            }
        }
        reached = reader.position();
    }

    private void tell(Change change) {
        try {
            sink.accept(change);
        } catch (Throwable e) {
            throw new NotTaken(e);
        }
    }

    private void disconnect() {
        try {
            connection.close();
        } catch (IOException e) {
            fail(message(e));
        }
    }

    private void fail(String reason) {
        end.compareAndSet(null, reason);
    }

    private static String message(Throwable e) {
        boolean known = e instanceof IOException || e instanceof Undecodable || e instanceof NotTaken;
        return known && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    /** What was reported could not be taken, which has nothing to do with the event. An error, so that nobody takes it for one. */
    private static final class NotTaken extends Error {
        NotTaken(Throwable cause) {
            super("a change could not be taken: " + cause, cause);
        }
    }
}
