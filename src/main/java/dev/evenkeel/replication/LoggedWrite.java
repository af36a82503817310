package dev.evenkeel.replication;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from what {@code SHOW BINLOG EVENTS} says of an event whether it may have changed what anybody compares. Only what
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

    private static final Pattern TABLE_MAP = Pattern.compile("table_id: \\d+ \\((.*)\\)", Pattern.DOTALL);
    private static final Pattern USE = Pattern.compile("use `((?:[^`]|``)*+)`; ");

    /** The table at the beginning of a statement, under its exact name: another letter case may be another database. */
    private static final Pattern CHANGED = Pattern.compile(
            "(?i:INSERT|REPLACE|UPDATE|DELETE)\\s+(?i:(?:LOW_PRIORITY|DELAYED|QUICK|IGNORE|INTO|FROM)\\s+)*+"
                    + "(?:(?<schema>\\w++|`\\w++`)\\s*+\\.\\s*+)?+(?<table>\\w++|`\\w++`)(?![\\w`.])");

    private LoggedWrite() {}

    /**
     * "rows of shop.orders" or the beginning of a statement; empty for what changes nothing.
     *
     * @param event its type, as the server calls it
     * @param info what the server says of it
     */
    static Optional<String> of(String event, String info) {
        if (event.equals("Table_map")) {
            Matcher map = TABLE_MAP.matcher(info);
            String table = map.matches() ? map.group(1) : info;
            return map.matches() && ownRows(table) ? Optional.empty() : Optional.of("rows of " + table);
        }
        if (!event.startsWith("Query") && !event.equals("Execute_load_query")) {
            return Optional.empty();
        }
        Matcher use = USE.matcher(info);
        boolean used = use.lookingAt();
        String schema = used ? use.group(1).replace("``", "`") : "";
        String statement = used ? info.substring(use.end()) : info;
        // Up to its first value: that may be a row's, or a password's hash.
        return event.startsWith("Query") && harmless(schema, statement)
                ? Optional.empty()
                : Optional.of(statement.replaceFirst("(?s)\\s*['\"(].*", " …"));
    }

    /** Names stand there without quotes: {@code mysql.old.t} is a table of {@code mysql.old} or one of {@code mysql}. */
    private static boolean ownRows(String table) {
        int dot = table.indexOf('.');
        return dot == table.lastIndexOf('.')
                && ownTable(table.substring(0, Math.max(dot, 0)), table.substring(dot + 1));
    }

    private static boolean ownTable(String schema, String table) {
        return schema.equals(OWN) && !COMPARED.contains(table.toLowerCase(Locale.ROOT));
    }

    private static boolean harmless(String schema, String statement) {
        List<String> words = LeadingWords.of(statement);
        String verb = word(words, 0);
        return switch (verb) {
            // BEGIN NOT ATOMIC goes on with anything.
            case "begin" -> statement.strip().equalsIgnoreCase(verb);
            case "commit", "rollback", "savepoint", "release", "flush" -> true;
            // ANALYZE UPDATE updates.
            case "analyze" -> read(schema, statement) instanceof Meaning.Nothing;
            case "insert", "replace", "update", "delete" ->
                read(schema, statement) instanceof Meaning.Nothing && changesOwn(schema, statement);
            case "create" -> {
                int at = word(words, 1).equals("or") && word(words, 2).equals("replace") ? 3 : 1;
                yield temporary(words, at) && !(read(schema, statement) instanceof Meaning.Anything);
            }
            case "drop" -> temporary(words, 1);
            default -> false;
        };
    }

    private static boolean temporary(List<String> words, int at) {
        return word(words, at).equals("temporary")
                && Set.of("table", "tables", "sequence").contains(word(words, at + 1));
    }

    private static Meaning read(String schema, String statement) {
        return StatementReader.read(schema, statement);
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
