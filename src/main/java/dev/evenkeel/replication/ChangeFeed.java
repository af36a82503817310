package dev.evenkeel.replication;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.ByteArrayEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ByteArrayEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.FormatDescriptionEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RotateEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A server's binlog from a position on, as changes in order, told on a thread of its own. It never leaves anything out
 * silently: what it does not understand it reports as a doubt, and when it can go on no longer it says so and why, once.
 *
 * <p>Of the library only the protocol is used. Rows are read here: it misreads the temporal columns of 10.0, whose length
 * only the catalog knows, and behind such a column everything else.
 */
public final class ChangeFeed implements AutoCloseable {
    private static final long CONNECT_MILLIS = 10_000;
    private static final long HEARTBEAT_MILLIS = 2_000;
    private static final int ARTIFICIAL = 0x20;
    /** Above what people give their servers; two followers of one number would throw each other out. */
    private static final long FIRST_SERVER_ID = 3_000_000_000L;

    /** The library would write to standard error. Held, since a logger nobody holds forgets its level. */
    private static final Logger LIBRARY = Logger.getLogger("com.github.shyiko.mysql.binlog");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final BinaryLogClient client;
    private final EventReader reader;
    private final Consumer<Change> sink;
    private final Thread thread;
    private final AtomicReference<String> end = new AtomicReference<>();
    private volatile BinlogPosition reached;
    private volatile boolean over;

    private ChangeFeed(Server server, BinlogPosition from, FeedTables tables, Consumer<Change> sink) {
        this.sink = sink;
        this.reached = from;
        this.reader = new EventReader(tables, from, sink);
        this.client = client(server, from);
        client.registerEventListener(this::event);
        client.registerLifecycleListener(new Failures());
        this.thread = new Thread(this::follow, "binlog of the " + server.name());
        thread.setDaemon(true);
    }

    /**
     * Follows everything in a server's binlog.
     *
     * @param server spoken to with an account that has REPLICATION SLAVE
     * @param from the end of an event that is not within a transaction
     * @param sink is told on the feed's own thread, and must not throw
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

    /** Why nothing more comes; empty while it goes on. */
    public Optional<String> ended() {
        return over ? Optional.of(end.get()) : Optional.empty();
    }

    @Override
    public void close() {
        end.compareAndSet(null, "it was closed");
        disconnect();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CONNECT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static BinaryLogClient client(Server server, BinlogPosition from) {
        BinaryLogClient client = new BinaryLogClient(
                server.endpoint().host(),
                server.endpoint().port(),
                server.login().user(),
                server.login().password().reveal());
        client.setBinlogFilename(from.file());
        client.setBinlogPosition(from.offset());
        client.setServerId(FIRST_SERVER_ID + ThreadLocalRandom.current().nextInt(1_000_000_000));
        // A connection made anew would skip or repeat without a word.
        client.setKeepAlive(false);
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setHeartbeatInterval(HEARTBEAT_MILLIS);
        client.setEventDeserializer(new EventDeserializer(
                new CodedHeaders(), new ByteArrayEventDataDeserializer(), ownEvents(), new HashMap<>()));
        return client;
    }

    @SuppressWarnings("rawtypes")
    private static Map<EventType, EventDataDeserializer> ownEvents() {
        Map<EventType, EventDataDeserializer> events = new EnumMap<>(EventType.class);
        events.put(EventType.FORMAT_DESCRIPTION, new FormatDescriptionEventDataDeserializer());
        events.put(EventType.ROTATE, new RotateEventDataDeserializer());
        // Wanted at the library's start, never used: the header hides the type.
        events.put(EventType.TABLE_MAP, new ByteArrayEventDataDeserializer());
        return events;
    }

    private void follow() {
        try {
            client.connect();
            fail("the server closed the connection");
        } catch (IOException | RuntimeException e) {
            fail(message(e));
        }
        sink.accept(new Change.Ended(end.get(), reader.position()));
        // Not before: who sees that it ended knows what that means.
        over = true;
    }

    private void event(Event event) {
        if (end.get() != null) {
            return;
        }
        try {
            CodedHeader header = event.getHeader();
            EventData data = event.getData();
            byte[] body = data instanceof ByteArrayEventData bytes ? bytes.getData() : new byte[0];
            reader.read(
                    new EventReader.Header(
                            header.code,
                            header.getServerId(),
                            Instant.ofEpochMilli(header.getTimestamp()),
                            header.getNextPosition(),
                            (header.getFlags() & ARTIFICIAL) != 0),
                    body);
            if (data instanceof RotateEventData rotate) {
                reader.rotated(rotate.getBinlogFilename(), rotate.getBinlogPosition());
            }
            reached = reader.position();
        } catch (RuntimeException e) {
            // The library would swallow it and go on.
            fail(message(e));
            disconnect();
        }
    }

    private void disconnect() {
        try {
            client.disconnect();
        } catch (IOException e) {
            fail(message(e));
        }
    }

    private void fail(String reason) {
        end.compareAndSet(null, reason);
    }

    private static String message(Exception e) {
        String number = e instanceof ServerException server ? server.getErrorCode() + " " : "";
        return number + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    /** Failures that the library only tells its listeners. */
    private final class Failures extends BinaryLogClient.AbstractLifecycleListener {
        @Override
        public void onCommunicationFailure(BinaryLogClient failed, Exception e) {
            fail(message(e));
        }

        @Override
        public void onEventDeserializationFailure(BinaryLogClient failed, Exception e) {
            fail("an event could not be read: " + message(e));
            disconnect();
        }
    }

    /** A header that keeps the type's number, since the library knows not all of them. */
    private static final class CodedHeader extends EventHeaderV4 {
        private int code;
    }

    /** Shows the library no types but those it must understand itself. */
    private static final class CodedHeaders implements EventHeaderDeserializer<CodedHeader> {
        @Override
        public CodedHeader deserialize(ByteArrayInputStream stream) throws IOException {
            CodedHeader header = new CodedHeader();
            header.setTimestamp(stream.readLong(4) * 1000L);
            header.code = stream.readInteger(1);
            header.setEventType(shown(header.code));
            header.setServerId(stream.readLong(4));
            header.setEventLength(stream.readLong(4));
            header.setNextPosition(stream.readLong(4));
            header.setFlags(stream.readInteger(2));
            return header;
        }

        private static EventType shown(int code) {
            EventType type = EventType.byEventNumber(code);
            return type == EventType.FORMAT_DESCRIPTION || type == EventType.ROTATE ? type : EventType.UNKNOWN;
        }
    }
}
