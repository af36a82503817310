package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Quoting;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A single right as a person writes it, in the normal form that {@link Account#grants} has. */
public final class GrantName {
    private static final Set<String> PRIVILEGES = Set.of(
            "ALL PRIVILEGES",
            "ALTER",
            "ALTER ROUTINE",
            "BINLOG ADMIN",
            "BINLOG REPLAY",
            "CONNECTION ADMIN",
            "CREATE",
            "CREATE ROUTINE",
            "CREATE TABLESPACE",
            "CREATE TEMPORARY TABLES",
            "CREATE USER",
            "CREATE VIEW",
            "DELETE",
            "DELETE HISTORY",
            "DROP",
            "EVENT",
            "EXECUTE",
            "FEDERATED ADMIN",
            "FILE",
            "GRANT OPTION",
            "INDEX",
            "INSERT",
            "LOCK TABLES",
            "PROCESS",
            "PROXY",
            "READ ONLY ADMIN",
            "READ_ONLY ADMIN",
            "REFERENCES",
            "RELOAD",
            "REPLICATION CLIENT",
            "REPLICATION MASTER ADMIN",
            "REPLICATION SLAVE",
            "REPLICATION SLAVE ADMIN",
            "SELECT",
            "SET USER",
            "SHOW CREATE ROUTINE",
            "SHOW DATABASES",
            "SHOW VIEW",
            "SHUTDOWN",
            "SLAVE MONITOR",
            "SUPER",
            "TRIGGER",
            "UPDATE");

    /** A database that is written without quotes, and perhaps its table. */
    private static final Pattern BARE = Pattern.compile("(?i) on (\\w+)\\.(\\*|\\w+|`.*`)$");

    private GrantName() {}

    /** Empty where it is not a single right that a server knows, for example {@code SLAVE MONITOR ON *.*}. */
    public static Optional<String> normal(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.startsWith("ROLE ") || upper.startsWith("ADMIN OF ROLE ")) {
            int name = upper.indexOf("ROLE ") + "ROLE ".length();
            return Optional.of(upper.substring(0, name) + text.substring(name));
        }
        try {
            GrantReader reader = new GrantReader(capability -> true, "x", "x");
            reader.read("GRANT " + quoted(text) + " TO x");
            SortedSet<String> found = reader.privileges();
            return found.size() == 1 && isKnown(found.first()) ? Optional.of(found.first()) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // No sentence of SQL.
            return Optional.empty();
        }
    }

    /** Names count with their letters, which a word of SQL would lose. */
    private static String quoted(String text) {
        return BARE.matcher(text)
                .replaceFirst(found -> Matcher.quoteReplacement(" ON " + Quoting.identifier(found.group(1)) + "."
                        + (found.group(2).matches("\\w+") ? Quoting.identifier(found.group(2)) : found.group(2))));
    }

    private static boolean isKnown(String grant) {
        int on = grant.indexOf(" ON ");
        return on > 0 && PRIVILEGES.contains(grant.substring(0, on).replaceFirst(" \\(.*$", ""));
    }
}
