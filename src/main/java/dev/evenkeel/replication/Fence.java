package dev.evenkeel.replication;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
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

    public void close() {
        set(1);
    }

    public void open() {
        set(0);
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
            session.execute("CREATE DATABASE evenkeel_write_test");
            session.execute("DROP DATABASE evenkeel_write_test");
        }
    }

    /** The end of the closed server's binlog; everything anyone was told is done lies before it. */
    public Coordinates end() {
        try (Session session = master.open()) {
            return Binlog.end(session);
        }
    }

    /** Those who may still be writing. */
    public java.util.List<String> activeWriters() {
        try (Session session = master.open()) {
            return Writers.active(session);
        }
    }

    /** Whether the server still keeps the binlog file of a position. */
    public boolean keeps(BinlogPosition position) {
        try (Session session = master.open()) {
            return Binlog.files(session).contains(position.file());
        }
    }

    private void set(int readOnly) {
        Server account = parameters.orElseThrow(() -> new IllegalStateException(master.name()
                + " can only be closed and opened by an account that may set read_only, which the profile does not name;"
                + " give one as servers." + master.name() + ".parameters"));
        String statement = "SET GLOBAL read_only = " + readOnly;
        sent.accept(statement);
        try (Session session = account.open()) {
            session.execute(statement);
        }
    }
}
