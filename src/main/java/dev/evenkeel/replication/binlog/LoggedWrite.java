package dev.evenkeel.replication.binlog;

import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.statement.LeadingWords;
import dev.evenkeel.replication.statement.LoggedStatement;
import dev.evenkeel.replication.statement.Meaning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from an event of a binlog whether it may have changed what anybody compares. Only what
 * is known is believed harmless: the server's and the provider's own bookkeeping, statistics, temporary tables and the ends
 * of transactions. What can be read in two ways is a write.
 */
final class LoggedWrite {
    private static final String OWN = "mysql";

    /** Accounts, programs, links and time zones are compared too. */
    private static final Set<String> COMPARED = Set.of(
            "user",
            "global_priv",
            "db",
            "host",
            "tables_priv",
            "columns_priv",
            "procs_priv",
            "proxies_priv",
            "roles_mapping",
            "proc",
            "event",
            "func",
            "servers",
            "plugin",
            "time_zone",
            "time_zone_leap_second",
            "time_zone_name",
            "time_zone_transition",
            "time_zone_transition_type");

    /** The table at the beginning of a statement, under its exact name: another letter case may be another database. */
    private static final Pattern CHANGED = Pattern.compile(
            "(?i:INSERT|REPLACE|UPDATE|DELETE)\\s+(?i:(?:LOW_PRIORITY|DELAYED|QUICK|IGNORE|INTO|FROM)\\s+)*+"
                    + "(?:(?<schema>\\w++|`\\w++`)\\s*+\\.\\s*+)?+(?<table>\\w++|`\\w++`)(?![\\w`.])");

    private LoggedWrite() {}

    /** "rows of shop.orders" or the beginning of a statement; empty for what changes nothing. */
    static Optional<String> of(Logged logged) {
        if (logged instanceof Logged.Rows rows) {
            TableName table = rows.table();
            return ownTable(table.schema(), table.table()) ? Optional.empty() : Optional.of("rows of " + table);
        }
        if (logged instanceof Logged.Statement statement) {
            return harmless(statement) ? Optional.empty() : Optional.of(shortened(statement.sql()));
        }
        return Optional.of(((Logged.Unread) logged).what());
    }

    /** Up to its first value: that may be a row's, or a password's hash. */
    static String shortened(String sql) {
        return sql.replaceFirst("(?s)\\s*['\"(].*", " …");
    }

    private static boolean ownTable(String schema, String table) {
        return schema.equals(OWN) && !COMPARED.contains(table.toLowerCase(Locale.ROOT));
    }

    private static boolean harmless(Logged.Statement statement) {
        if (statement.load() || !statement.whole()) {
            return false;
        }
        List<String> words = LeadingWords.of(statement.sql());
        String verb = word(words, 0);
        return switch (verb) {
            // BEGIN NOT ATOMIC continues with anything.
            case "begin" -> statement.sql().strip().equalsIgnoreCase(verb);
            case "commit", "rollback", "savepoint", "release", "flush" -> true;
            // ANALYZE UPDATE updates.
            case "analyze" -> read(statement) instanceof Meaning.Nothing;
            case "insert", "replace", "update", "delete" ->
                read(statement) instanceof Meaning.Nothing && changesOwn(statement.schema(), statement.sql());
            case "create" -> {
                int at = word(words, 1).equals("or") && word(words, 2).equals("replace") ? 3 : 1;
                yield temporary(words, at) && !(read(statement) instanceof Meaning.Anything);
            }
            case "drop" -> temporary(words, 1);
            default -> false;
        };
    }

    private static boolean temporary(List<String> words, int at) {
        return word(words, at).equals("temporary")
                && Set.of("table", "tables", "sequence").contains(word(words, at + 1));
    }

    private static Meaning read(Logged.Statement statement) {
        return LoggedStatement.read(statement.schema(), statement.text());
    }

    private static boolean changesOwn(String schema, String statement) {
        Matcher changed = CHANGED.matcher(statement);
        if (!changed.lookingAt()) {
            return false;
        }
        String named = changed.group("schema");
        return ownTable(
                named == null ? schema : named.replace("`", ""),
                changed.group("table").replace("`", ""));
    }

    private static String word(List<String> words, int at) {
        return at < words.size() ? words.get(at) : "";
    }
}
