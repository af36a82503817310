package dev.evenkeel.mariadb;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The driver's sentences as the reader needs them. */
final class DriverWords {
    /** A number of the driver's own, which means nothing to the reader. */
    private static final Pattern CONNECTION = Pattern.compile("^\\(conn=-?\\d+\\) ");

    private static final Pattern FILE = Pattern.compile(
            ".*?(?:Server asked for a local infile for|LOAD DATA LOCAL INFILE asked for) file '(.*?)' "
                    + "(?:while `allowLocalInfile`|that doesn't correspond).*",
            Pattern.DOTALL);
    private static final Pattern WAY = Pattern.compile(
            "doesn't permit requested plugin \\('(.*?)'\\)|does not support authentication protocol requested by"
                    + " server\\. plugin type was = '(.*?)'",
            Pattern.DOTALL);

    private DriverWords() {}

    /** What the driver trips over in an answer that follows no protocol; empty where something else has thrown. */
    static Optional<SQLException> unreadable(RuntimeException e) {
        // Of these the virtual machine leaves the trace out where the same was thrown often, as here only the driver
        // does.
        boolean often = e.getStackTrace().length == 0
                && (e instanceof IndexOutOfBoundsException
                        || e instanceof NullPointerException
                        || e instanceof ClassCastException
                        || e instanceof ArithmeticException
                        || e instanceof ArrayStoreException);
        return often
                        || Arrays.stream(e.getStackTrace())
                                .map(StackTraceElement::getClassName)
                                .filter(name -> !name.startsWith("java."))
                                .findFirst()
                                .filter(name -> name.startsWith("org.mariadb.jdbc."))
                                .isPresent()
                ? Optional.of(noneOfAServer("it cannot be read", e))
                : Optional.empty();
    }

    /** Nothing that follows on such a connection can be relied on: it counts as lost. */
    static SQLException noneOfAServer(String because, RuntimeException cause) {
        return new SQLException(
                "the answer is none of a MariaDB server, " + because
                        + "; find out what answers at this address before you continue",
                DatabaseException.NO_CONNECTION,
                cause);
    }

    static String plain(String message) {
        if (message == null) {
            return "no message";
        }
        String words = CONNECTION.matcher(message).replaceFirst("");
        Matcher file = FILE.matcher(words);
        return file.matches()
                ? "the server asked for the file '" + file.group(1) + "' of this machine, which no statement had"
                        + " mentioned, and got nothing of it; find out what answers at this address before you continue"
                : words;
    }

    /** The way to log in that a server asked for and the driver was told not to speak. */
    static Optional<String> unspokenWay(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Matcher way = WAY.matcher(String.valueOf(cause.getMessage()));
            if (way.find()) {
                String plugin = way.group(1) == null ? way.group(2) : way.group(1);
                // A server that has never heard of names means the oldest way.
                return Optional.of(plugin.isEmpty() ? "mysql_old_password" : plugin);
            }
        }
        return Optional.empty();
    }
}
