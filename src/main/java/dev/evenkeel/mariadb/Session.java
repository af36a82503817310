package dev.evenkeel.mariadb;

import dev.evenkeel.mariadb.raw.BinaryRows;
import dev.evenkeel.mariadb.raw.RawQuery;
import dev.evenkeel.mariadb.raw.RowBytes;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mariadb.jdbc.client.Client;
import org.mariadb.jdbc.client.Completion;
import org.mariadb.jdbc.export.Prepare;
import org.mariadb.jdbc.message.client.PreparePacket;
import org.mariadb.jdbc.message.server.OkPacket;
import org.mariadb.jdbc.util.constants.ServerStatus;

/**
 * One connection to one server. Not for several threads, except for {@link #cancel()} and {@link #abort()}. Every failure is a
 * {@link DatabaseException} that names the server; a connection that died without a word is one within seconds.
 */
public final class Session implements AutoCloseable {
    private final Server server;
    private final Connection connection;
    private final Wire wire;
    private ServerVersion version;
    private volatile boolean running;
    private volatile boolean lost;

    Session(Server server, Connection connection, Wire wire) {
        this.server = server;
        this.connection = connection;
        this.wire = wire;
    }

    public Server server() {
        return server;
    }

    public ServerVersion version() {
        if (version == null) {
            version = first("SELECT VERSION(), @@version_comment", this::told).orElseThrow();
        }
        return version;
    }

    private ServerVersion told(Row row) {
        String told = row.text(1);
        if (Flavour.answering(told, row.text(2)) != Flavour.MARIADB) {
            throw DatabaseException.foreign(server.name(), Flavour.refusal(told), null);
        }
        return ServerVersion.parse(told);
    }

    public boolean can(Capability capability) {
        return capability.heldBy(version());
    }

    /** Runs a statement for its effect, with {@code ?} for each value; results, if any, are passed over. */
    public void execute(String sql, Object... values) {
        run(sql, values, statement -> {
            boolean result = statement.execute();
            while (result || statement.getUpdateCount() != -1) {
                result = statement.getMoreResults();
            }
            return null;
        });
    }

    /** Runs a statement and answers how many rows it changed. */
    public long update(String sql, Object... values) {
        return run(sql, values, PreparedStatement::executeLargeUpdate);
    }

    /** Runs an INSERT of one row and answers the AUTO_INCREMENT value the server gave it. */
    public long insert(String sql, Object... values) {
        return asked(sql, () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                bind(statement, values);
                statement.executeUpdate();
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    if (!keys.next()) {
                        throw new IllegalStateException("no AUTO_INCREMENT value: " + DatabaseException.shortened(sql));
                    }
                    return keys.getLong(1);
                }
            }
        });
    }

    /** All rows, in memory. Works for CALL too: the first result counts. */
    public <T> List<T> list(String sql, Function<Row, T> mapper, Object... values) {
        return run(sql, values, statement -> {
            List<T> rows = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet result = statement.getResultSet()) {
                    Row row = new Row(result);
                    while (result.next()) {
                        rows.add(mapper.apply(row));
                    }
                }
            }
            return rows;
        });
    }

    public <T> Optional<T> first(String sql, Function<Row, T> mapper, Object... values) {
        return list(sql, mapper, values).stream().findFirst();
    }

    /** The single value of a single row as text, which must be there. */
    public String text(String sql, Object... values) {
        return first(sql, row -> row.text(1), values).orElseThrow(() -> noRow(sql));
    }

    /** The single value of a single row as a number, which must be there. */
    public long number(String sql, Object... values) {
        return first(sql, row -> row.number(1), values).orElseThrow(() -> noRow(sql));
    }

    /** Hands over row after row without ever holding more than {@code fetchSize} of them. */
    public void stream(String sql, int fetchSize, Consumer<Row> consumer, Object... values) {
        run(sql, values, statement -> {
            // A positive size makes Connector/J 3.5 stream; Integer.MIN_VALUE is refused there.
            statement.setFetchSize(fetchSize);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    consumer.accept(row);
                }
            }
            return null;
        });
    }

    /** Hands over each row of a SELECT as it arrives, in the binary protocol, without holding any. */
    public void binaryRows(String sql, RowBytes consumer) {
        asked(sql, () -> {
            Client client = connection.unwrap(org.mariadb.jdbc.Connection.class).getClient();
            Prepare prepared = client.execute(new PreparePacket(sql), false).stream()
                    .filter(Prepare.class::isInstance)
                    .map(Prepare.class::cast)
                    .findFirst()
                    .orElseThrow();
            client.execute(new BinaryRows(prepared.getStatementId(), sql, consumer), false);
            client.closePrepare(prepared);
            return null;
        });
    }

    /** Has the server read a statement, which may be of any kind, and run nothing of it. */
    public void parse(String sql) {
        asked(sql, () -> {
            Client client = connection.unwrap(org.mariadb.jdbc.Connection.class).getClient();
            for (Completion completion : client.execute(new PreparePacket(sql), false)) {
                if (completion instanceof Prepare prepared) {
                    client.closePrepare(prepared);
                }
            }
            return null;
        });
    }

    /** LOAD DATA LOCAL INFILE, its file name being ignored and {@code data} read instead. */
    public long loadData(String sql, InputStream data) {
        return asked(sql, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(data);
                return statement.executeLargeUpdate(sql);
            }
        });
    }

    /**
     * Sends a statement byte for byte, as the {@code mysql} client does, so that a dump's binary literals arrive as they
     * were written whatever character set they are in. Answers how many rows it changed.
     */
    public long raw(byte[] statement, int offset, int length) {
        return asked("", () -> {
            long changed = 0;
            for (Completion completion : connection
                    .unwrap(org.mariadb.jdbc.Connection.class)
                    .getClient()
                    .execute(new RawQuery(statement, offset, length), false)) {
                if (completion instanceof OkPacket ok) {
                    changed += ok.getAffectedRows();
                }
            }
            return changed;
        });
    }

    public void begin() {
        execute("START TRANSACTION");
    }

    public void commit() {
        execute("COMMIT");
    }

    public void rollback() {
        execute("ROLLBACK");
    }

    /** Whether a statement is under way; from any thread. */
    boolean running() {
        return running;
    }

    /** No transaction is open, as the server said with its last answer, and the connection is there. */
    boolean atRest() {
        int status = ((org.mariadb.jdbc.Connection) connection).getContext().getServerStatus();
        return !lost && (status & ServerStatus.IN_TRANSACTION) == 0 && (status & ServerStatus.AUTOCOMMIT) != 0;
    }

    /** The connection is gone: there is no use in asking anything over it. */
    public boolean lost() {
        return lost;
    }

    /** What is asked here was asked before and lost on the way so often: more patience is had with an answer that stops. */
    public void lostBefore(int times) {
        wire.lostBefore(times);
    }

    /** Stops the running statement, from any thread, by asking the server over another connection. */
    public void cancel() {
        if (running) {
            try {
                SideDoor.endStatement(server, wire.served().orElseThrow().connection());
            } catch (SQLException e) {
                throw new DatabaseException(server.name(), "KILL QUERY", e);
            }
        }
    }

    /** Ends the connection at once, from any thread and whatever the network does; what waits for an answer loses it. */
    public void abort() {
        wire.cut("the connection was ended");
    }

    /** From now on an answer that takes longer loses the connection. */
    public void answerWithin(Duration limit) {
        try {
            connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
        } catch (SQLException e) {
            throw failure("", e);
        }
    }

    /** Never fails: nothing is asked over it any more, and its socket goes in any case. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            abort();
        }
    }

    private <T> T run(String sql, Object[] values, Work<T> work) {
        return asked(sql, () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                return work.on(statement);
            }
        });
    }

    /** Every server that is one answers with a row. */
    private DatabaseException noRow(String sql) {
        return failure(sql, DriverWords.noneOfAServer("it has no row", null));
    }

    private <T> T asked(String sql, Answer<T> answer) {
        running = true;
        try {
            return answer.get();
        } catch (SQLException e) {
            throw failure(sql, e);
        } catch (RuntimeException e) {
            throw DriverWords.unreadable(e)
                    .<RuntimeException>map(unreadable -> failure(sql, unreadable))
                    .orElse(e);
        } finally {
            running = false;
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Secret secret ? secret.reveal() : values[i];
            statement.setObject(i + 1, value);
        }
    }

    private DatabaseException failure(String sql, SQLException e) {
        DatabaseException failure = wire.cutBecause()
                .map(reason -> DatabaseException.cut(server.name(), sql, reason, e))
                .orElseGet(() -> new DatabaseException(server.name(), sql, e));
        lost |= failure.lost();
        return failure;
    }

    private interface Answer<T> {
        T get() throws SQLException;
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
