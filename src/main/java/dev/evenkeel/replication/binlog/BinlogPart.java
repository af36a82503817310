package dev.evenkeel.replication.binlog;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.wire.BinlogConnection;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.EventBytes;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import dev.evenkeel.replication.wire.ServerLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A part of a server's binlog, read as a replica reads it. Unlike SHOW BINLOG EVENTS this passes events larger than
 * max_allowed_packet, and the server holds up nobody's writes meanwhile.
 */
final class BinlogPart {
    /** A connection that is lost is opened again, unless it took that long to get nowhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Server server;
    private final BinlogPosition from;
    private final BinlogPosition to;
    private final Reader reader;
    private BinlogPosition at;

    private BinlogPart(Server server, BinlogPosition from, BinlogPosition to, Reader reader) {
        this.server = server;
        this.from = from;
        this.to = to;
        this.reader = reader;
        this.at = from;
    }

    /** Takes one event after the other. */
    interface Reader {
        /**
         * Takes as much of an event as it needs.
         *
         * @return whether to continue
         */
        boolean take(BinlogEvent event) throws IOException;
    }

    /**
     * Reads the events that begin at one place or after it and before another, until the reader has enough.
     *
     * @return the end of what was read
     * @throws NotPossible when that part of the binlog is gone, ends too early, or cannot be read
     */
    static BinlogPosition read(Session session, BinlogPosition from, BinlogPosition to, Reader reader) {
        if (from.compareTo(to) > 0) {
            throw new NotPossible(session.server().name() + ": the binlog was reset: it ends at " + to
                    + ", and what was written since " + from + " is asked for");
        }
        if (!Binlog.files(session).contains(from.file())) {
            throw new NotPossible(session.server().name() + ": the binlog " + from.file()
                    + " is purged, so it is not known what was written since " + from);
        }
        BinlogPart part = new BinlogPart(session.server(), from, to, reader);
        part.read();
        return part.at;
    }

    private void read() {
        long deadline = deadline();
        while (at.compareTo(to) < 0) {
            BinlogPosition before = at;
            try (BinlogConnection connection = new BinlogConnection(server)) {
                connection.open();
                connection.dump(at, BinlogConnection.AtTheEnd.STOP);
                if (pass(connection)) {
                    return;
                }
                // What was written last is not sent before it is on the disk.
                refuse("it ends at " + at, deadline);
            } catch (ServerLogin.Refused e) {
                throw notPossible(e.getMessage() + "; grant REPLICATION SLAVE where this is missing");
            } catch (Undecodable e) {
                throw notPossible(e.getMessage());
            } catch (IOException e) {
                // Of a group whose events do not tell where they end, what was read is read again.
                deadline = at.equals(before) ? deadline : deadline();
                refuse(e.getMessage(), deadline);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private void refuse(String reason, long deadline) {
        if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
            throw notPossible(reason);
        }
    }

    private NotPossible notPossible(String reason) {
        return new NotPossible(
                server.name() + ": its binlog from " + from + " to " + to + " cannot be read: " + reason);
    }

    /** @return whether everything wanted was read */
    private boolean pass(BinlogConnection connection) throws IOException {
        while (at.compareTo(to) < 0) {
            Optional<BinlogEvent> next = connection.next();
            if (next.isEmpty()) {
                return false;
            }
            BinlogEvent event = next.get();
            BinlogPosition end = event.header().end(at);
            if (event.type() == BinlogEvent.ROTATE) {
                EventBytes body = new EventBytes(event.bytes());
                long offset = body.little(8);
                String file = new String(body.rest(), StandardCharsets.UTF_8);
                end = file.equals(at.file()) ? at : new BinlogPosition(file, offset);
            } else if (!event.header().artificial() && !reader.take(event)) {
                return true;
            }
            event.finish();
            at = end;
        }
        return true;
    }
}
