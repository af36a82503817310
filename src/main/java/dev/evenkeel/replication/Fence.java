package dev.evenkeel.replication;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Closes a server for everyone but replication and RDS itself, and opens it again. On RDS this is the parameter group's
 * {@code read_only}; here an account that may set it stands in for the parameter group.
 */
public final class Fence {
    /** Of read_only: whoever may write does. */
    public static final String OPEN = "0";

    public static final String CLOSED = "1";

    private static final Pattern EVENT_IS_OVER = Pattern.compile("(?i)DROP\\s+EVENT\\s");

    private final Server master;
    private final Optional<Server> parameters;
    private final Consumer<String> sent;

    public Fence(Server master, Optional<Server> parameters, Consumer<String> sent) {
        this.master = master;
        this.parameters = parameters;
        this.sent = sent;
    }

    /**
     * Closes the server. It waits for every statement that writes, and nobody else begins one meanwhile: hence the
     * limit, without which a long statement would be an outage before the freeze has begun.
     *
     * @throws NotClosed when the limit is reached; the server is as open as before
     */
    public void close(Duration patience) {
        try {
            set(CLOSED, patience);
        } catch (DatabaseException e) {
            if (!e.is(ServerError.ER_LOCK_WAIT_TIMEOUT)) {
                throw e;
            }
            throw new NotClosed(master.name() + ": read_only could not be set within " + patience.toSeconds()
                    + " s, for a statement that writes does not end: " + String.join(", ", activeWriters())
                    + "; end it or wait, then freeze again");
        }
    }

    public void open() {
        set(OPEN);
    }

    /** Sets what {@link #readOnly} answered once. */
    public void set(String readOnly) {
        set(readOnly, Duration.ofSeconds(60));
    }

    /** The server's read_only: 0 or 1, or one of the words that later versions have beside ON and OFF. */
    public String readOnly() {
        try (Session session = master.open()) {
            String value = session.text("SELECT @@GLOBAL.read_only");
            return value.equalsIgnoreCase("OFF") ? OPEN : value.equalsIgnoreCase("ON") ? CLOSED : value;
        }
    }

    /** Asks the server, as the account that was shut out. */
    public boolean closed() {
        return !readOnly().equals(OPEN);
    }

    /**
     * Proves that the master user can change rows: an empty schema made and dropped, so no row of anyone is touched. Its
     * name is one that nobody else has, and one that exists is not taken.
     */
    public void provesWritable() {
        String name = Quoting.identifier(
                "evenkeel_write_test_" + UUID.randomUUID().toString().replace("-", ""));
        try (Session session = master.open()) {
            session.execute("CREATE DATABASE " + name);
            session.execute("DROP DATABASE " + name);
        }
    }

    /** The end of the closed server's binlog; everything anyone was told is done lies before it. */
    public Coordinates end() {
        try (Session session = master.open()) {
            return Binlog.end(session);
        }
    }

    /**
     * What somebody with more rights than the fence holds back wrote here behind the position. Replication is not it, and neither is
     * an event whose time has come, which the server drops itself.
     */
    public List<String> writtenSince(BinlogPosition position) {
        try (Session session = master.openPinned()) {
            return Binlog.writtenSince(session, position).stream()
                    .filter(written -> !EVENT_IS_OVER.matcher(written).lookingAt())
                    .toList();
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

    private void set(String readOnly, Duration patience) {
        if (!readOnly.matches("[0-9A-Za-z_]+")) {
            throw new IllegalArgumentException("no value of read_only: " + readOnly);
        }
        Server account = parameters.orElseThrow(() -> new NotPossible(master.name()
                + " can only be closed and opened by an account that may set read_only, which the profile does not name;"
                + " give one as servers." + master.name() + ".parameters"));
        String statement = "SET GLOBAL read_only = " + readOnly;
        sent.accept(statement);
        try (Session session = account.open()) {
            session.execute("SET SESSION lock_wait_timeout = ?", Math.max(1, patience.toSeconds()));
            session.execute(statement);
        }
    }

    /** The server stays open, for somebody's statement does not end. */
    public static final class NotClosed extends RuntimeException {
        NotClosed(String message) {
            super(message);
        }
    }
}
