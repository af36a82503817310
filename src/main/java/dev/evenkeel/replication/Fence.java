package dev.evenkeel.replication;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Closes a server for everyone but replication and RDS itself, and opens it again. On RDS this is the parameter group's
 * {@code read_only}; here an account that may set it stands in for the parameter group.
 */
public final class Fence {
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
            set(1, patience);
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
        set(0, Duration.ofSeconds(60));
    }

    /** Asks the server, as the account that was shut out. */
    public boolean closed() {
        try (Session session = master.open()) {
            return session.number("SELECT @@GLOBAL.read_only") == 1;
        }
    }

    /** Proves that the master user can change rows: an empty schema made and dropped, so no row of anyone is touched. */
    public void provesWritable() {
        try (Session session = master.open()) {
            session.execute("CREATE DATABASE IF NOT EXISTS evenkeel_write_test");
            session.execute("DROP DATABASE evenkeel_write_test");
        }
    }

    /** The end of the closed server's binlog; everything anyone was told is done lies before it. */
    public Coordinates end() {
        try (Session session = master.open()) {
            return Binlog.end(session);
        }
    }

    /** What somebody with more rights than the fence holds back wrote here behind the position. Replication is not it. */
    public List<String> writtenSince(BinlogPosition position) {
        try (Session session = master.openPinned()) {
            return Binlog.writtenSince(session, position);
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

    private void set(int readOnly, Duration patience) {
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
