package dev.evenkeel.mariadb;

import java.sql.SQLException;
import java.util.Set;

/**
 * A server refused a statement or was lost. The message names the server and its own words, the statement cut short and
 * without its values.
 */
public final class DatabaseException extends RuntimeException {
    private static final int SHOWN_SQL = 200;
    private static final Set<Integer> LOST = Set.of(1927, 2006, 2013, 1053, 1152, 1158, 1159, 1160, 1161, 1184);

    static final String NO_CONNECTION = "08000";
    private static final String NOT_ADMITTED = "28000";
    private static final String NOT_SUPPORTED = "0A000";

    private final int number;
    private final String sqlState;
    private final String reason;

    DatabaseException(String server, String sql, SQLException cause) {
        this(server, sql, DriverWords.plain(cause.getMessage()), cause.getErrorCode(), state(cause), cause);
    }

    private DatabaseException(
            String server, String sql, String reason, int number, String sqlState, SQLException cause) {
        super(server + ": " + reason + (sql.isBlank() ? "" : " [" + shortened(sql) + "]"), cause);
        this.number = number;
        this.sqlState = sqlState;
        this.reason = reason;
    }

    /** The connection was cut from here. */
    static DatabaseException cut(String server, String sql, String reason, SQLException cause) {
        return new DatabaseException(server, sql, reason, 0, NO_CONNECTION, cause);
    }

    /** The account was not shown to the server, which asked for more than may be shown. */
    static DatabaseException unproved(String server, String reason, SQLException cause) {
        return new DatabaseException(server, "", reason, 0, NOT_ADMITTED, cause);
    }

    /** The server is not a MariaDB. */
    static DatabaseException foreign(String server, String reason, SQLException cause) {
        return new DatabaseException(server, "", reason, 0, NOT_SUPPORTED, cause);
    }

    /** The server is of a {@link Flavour} that evenkeel does not move; no other account or attempt changes that. */
    public boolean foreign() {
        return number == 0 && sqlState.equals(NOT_SUPPORTED);
    }

    public boolean is(ServerError error) {
        return number == error.number();
    }

    /** The server's error number, 0 when the failure is the connection's own. */
    public int number() {
        return number;
    }

    public String sqlState() {
        return sqlState;
    }

    /** The server's own sentence, without ours around it. */
    public String reason() {
        return reason;
    }

    /** The connection is gone: what was sent may or may not have happened. */
    public boolean lost() {
        return sqlState.startsWith("08") || lost(number);
    }

    /** A server says so, and not one that refuses a connection. */
    static boolean lost(int number) {
        return LOST.contains(number);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    static String shortened(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_SQL ? line : line.substring(0, SHOWN_SQL) + " …";
    }
}
