package dev.evenkeel.replication.writes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.binlog.FirstWrite;
import java.util.HashSet;
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
    private final Set<String> known;

    public ServerWrites(Server master) {
        this(master, Set.of());
    }

    /** @param known statements of the run itself that are not counted, as {@link #writtenSince} would tell them */
    public ServerWrites(Server master, Set<String> known) {
        this.master = master;
        this.known = Set.copyOf(known);
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

    /**
     * Whether a server takes writes from a session, tried with a statement that changes nothing wherever it is taken.
     *
     * @return what the server said instead of refusing because it is closed; empty where it refused for that
     */
    public static Optional<String> refused(Session session) {
        String name = Quoting.identifier(
                "evenkeel_write_test_" + UUID.randomUUID().toString().replace("-", ""));
        try {
            session.execute("DROP DATABASE IF EXISTS " + name);
            return Optional.of("may write");
        } catch (DatabaseException e) {
            // A closed server says so before it looks at the account's rights.
            return e.is(ServerError.ER_OPTION_PREVENTS_STATEMENT)
                    ? Optional.empty()
                    : Optional.of("the server does not refuse it as closed: " + e.reason());
        }
    }

    /** The end of the closed server's binlog; everything anyone was told is done lies before it. */
    public Coordinates end() {
        return master.read(Binlog::endAtRest);
    }

    /**
     * What somebody with more rights than a fence holds back wrote here after the position. Replication is not it, and neither
     * is an event whose time has come, which the server drops itself.
     */
    public List<String> writtenSince(BinlogPosition position) {
        return master.read(session -> Binlog.writtenSince(session, position)).stream()
                .filter(written -> !EVENT_IS_OVER.matcher(written).lookingAt() && !known.contains(written))
                .toList();
    }

    /** What anybody wrote between two places of its binlog, also what was replicated to it. */
    public List<String> writtenBetween(BinlogPosition from, BinlogPosition to) {
        try (Session session = master.openPinned()) {
            return Binlog.writtenBetween(session, from, to).stream()
                    .filter(written -> !EVENT_IS_OVER.matcher(written).lookingAt() && !known.contains(written))
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
            Set<String> all = new HashSet<>(own);
            all.addAll(known);
            return Binlog.firstWrite(session, position, all);
        }
    }

    /**
     * Where in its binlog the first transaction is that another server has not applied; the end where it has all of them.
     *
     * @param from a place that it has applied for sure
     */
    public Coordinates appliedBy(Server other, BinlogPosition from) {
        try (Session there = other.open();
                Session session = master.openPinned()) {
            GtidSet applied = Binlog.applied(there);
            return new Coordinates(Binlog.firstBeyond(session, from, applied), applied);
        }
    }

    /** Whether it takes writes of nobody but who has the right to write in spite of read_only. */
    public boolean readOnly() {
        try (Session session = master.open()) {
            String value = session.text("SELECT @@GLOBAL.read_only");
            return !value.equals("0") && !value.equalsIgnoreCase("OFF");
        }
    }

    /** Those who may still be writing. */
    public List<String> activeWriters() {
        return master.read(Writers::active);
    }

    /** Whether the server still keeps the binlog file of a position. */
    public boolean keeps(BinlogPosition position) {
        try (Session session = master.open()) {
            return Binlog.files(session).contains(position.file());
        }
    }
}
