package dev.evenkeel.replication.writes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.binlog.FirstWrite;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The writes of one server, read as its master user: who is at it, where they end, and what came after a position. */
public final class ServerWrites {
    private static final Pattern EVENT_IS_OVER = Pattern.compile("(?i)DROP\\s+EVENT\\s");

    /** An event whose time has come, which the server drops itself. */
    static boolean eventIsOver(String written) {
        return EVENT_IS_OVER.matcher(written).lookingAt();
    }

    private final Server master;

    public ServerWrites(Server master) {
        this.master = master;
    }

    /**
     * Proves that the master user can change rows: an empty schema made and dropped, so no row of anyone is touched. Its
     * name is one that nobody else has, and one that exists is not taken.
     *
     * @param sent receives each statement before it is sent
     */
    public void provesWritable(Consumer<String> sent) {
        String name = Quoting.identifier(
                "evenkeel_write_test_" + UUID.randomUUID().toString().replace("-", ""));
        try (Session session = master.open()) {
            for (String statement : List.of("CREATE DATABASE " + name, "DROP DATABASE " + name)) {
                sent.accept(statement);
                session.execute(statement);
            }
        }
    }

    /** The end of the closed server's binlog; everything anyone was told is done lies before it. */
    public Coordinates end() {
        try (Session session = master.open()) {
            return Binlog.endAtRest(session);
        }
    }

    /**
     * What somebody with more rights than a fence holds back wrote here after the position. Replication is not it, and neither
     * is an event whose time has come, which the server drops itself.
     */
    public List<String> writtenSince(BinlogPosition position) {
        try (Session session = master.openPinned()) {
            return Binlog.writtenSince(session, position).stream()
                    .filter(written -> !EVENT_IS_OVER.matcher(written).lookingAt())
                    .toList();
        }
    }

    /** What anybody wrote between two places of its binlog, also what was replicated to it. */
    public List<String> writtenBetween(BinlogPosition from, BinlogPosition to) {
        try (Session session = master.openPinned()) {
            return Binlog.writtenBetween(session, from, to).stream()
                    .filter(written -> !EVENT_IS_OVER.matcher(written).lookingAt())
                    .toList();
        }
    }

    /**
     * The first of them, with its place.
     *
     * @param own statements of this run, which are not counted
     */
    public Optional<FirstWrite> firstWrite(BinlogPosition position, Set<String> own) {
        try (Session session = master.openPinned()) {
            return Binlog.firstWrite(session, position, own);
        }
    }

    /** Those who may still be writing. */
    public List<String> activeWriters() {
        try (Session session = master.openPinned()) {
            return Writers.active(session);
        }
    }

    /** Whether the server still keeps the binlog file of a position. */
    public boolean keeps(BinlogPosition position) {
        try (Session session = master.open()) {
            return Binlog.files(session).contains(position.file());
        }
    }
}
