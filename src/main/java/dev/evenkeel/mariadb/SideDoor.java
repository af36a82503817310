package dev.evenkeel.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.mariadb.jdbc.Driver;

/**
 * A second, short connection to a server, to ask about one that says nothing or to end what it runs. Everything in it has a
 * limit. Own connections are shown to every account.
 */
final class SideDoor {
    /** A server that looks up names may need seconds for a connection. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private SideDoor() {}

    /** What a look through it gave. */
    sealed interface Look {
        /** The connections of this account that the server has, by their number. */
        record Seen(Map<Long, Doing> connections) implements Look {}

        /** The server is there, but does not tell. */
        record Refused(String reason) implements Look {}

        /** No server was reached. */
        record Unreachable(String reason) implements Look {}
    }

    /** @param fromHere it comes from where the look came from */
    record Doing(String command, String state, boolean fromHere) {
        boolean rests() {
            return command.equals("Sleep");
        }

        /** So say all versions from 10.1.8 to 11.4.5 while the other side takes nothing. */
        boolean writes() {
            return state.equals("Writing to net");
        }
    }

    static Look look(Server server, Collection<Long> numbers) {
        try (Connection connection = open(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT ID, USER, HOST, COMMAND, COALESCE(STATE, ''), ID = CONNECTION_ID()"
                                + " FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID() OR ID IN ("
                                + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")")) {
            long own = connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            return seen(rows, own);
        } catch (SQLException e) {
            String reason = DriverWords.plain(e.getMessage());
            return e.getErrorCode() > 0 && !DatabaseException.lost(e.getErrorCode())
                    ? new Look.Refused(reason)
                    : new Look.Unreachable(reason);
        }
    }

    private record Process(long number, String user, String host, String command, String state, boolean own) {}

    private static Look seen(ResultSet rows, long own) throws SQLException {
        Map<Long, Process> all = new HashMap<>();
        while (rows.next()) {
            Process process = new Process(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getString(3).replaceFirst(":\\d+$", ""),
                    rows.getString(4),
                    rows.getString(5),
                    rows.getBoolean(6));
            all.put(process.number(), process);
        }
        Process self = all.get(own);
        if (self == null || !self.own()) {
            // Something in between numbers connections in its own way.
            return new Look.Refused("the numbers of connections are not the server's own");
        }
        return new Look.Seen(all.values().stream()
                .filter(process -> process.user().equals(self.user()))
                .collect(Collectors.toMap(
                        Process::number,
                        process -> new Doing(
                                process.command(),
                                process.state(),
                                process.host().equals(self.host())))));
    }

    /** Ends the statement that a connection runs. */
    static void endStatement(Server server, long number) throws SQLException {
        execute(server, "KILL QUERY " + number);
    }

    /** Ends a connection that nobody listens to any more, with its locks and its transaction. */
    static void endConnection(Server server, long number) throws SQLException {
        execute(server, "KILL " + number);
    }

    private static void execute(Server server, String sql) throws SQLException {
        try (Connection connection = open(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection open(Server server) throws SQLException {
        return Driver.connect(DriverOptions.of(server)
                .connectTimeout((int) LIMIT.toMillis())
                .socketTimeout((int) LIMIT.toMillis())
                .build());
    }
}
