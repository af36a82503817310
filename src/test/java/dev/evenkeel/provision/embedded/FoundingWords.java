package dev.evenkeel.provision.embedded;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewords statements so that a server of 10.1 refuses what 10.0.24 does not know. */
final class FoundingWords {
    /** Taken for the server's own, so that it is never moved. */
    static final String DATABASE = "sys";

    static final String VERSION = FoundingLists.VERSION + "-MariaDB-log";

    /** What only later servers run. */
    private static final Pattern LATER = Pattern.compile("/\\*M?!(1\\d{5})(.*?)\\*/", Pattern.DOTALL);

    private static final Pattern VARIABLE =
            Pattern.compile("@@(?:(?:global|session|local)\\.)?([a-z_0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?:^SET\\s+|,\\s*)(?:(?:GLOBAL|SESSION|LOCAL)\\s+)?([a-z][a-z_0-9]+)\\s*=(?!=)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEMA =
            Pattern.compile("\\binformation_schema\\.`?([a-z_]+)`?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SYSTEM = Pattern.compile("\\bmysql\\.`?([a-z_]+)`?", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLES =
            Pattern.compile("^SHOW GLOBAL VARIABLES(?: (LIKE|WHERE Variable_name) (.*))?$", Pattern.CASE_INSENSITIVE);

    private FoundingWords() {}

    /** The view that stands for a table: of the information schema in capitals, a system table in small letters. */
    static String view(String table) {
        boolean schema = table.equals(table.toUpperCase(Locale.ROOT));
        return DATABASE + "." + (schema ? "is_" : "my_") + table;
    }

    static String reworded(String sql) {
        String words = LATER.matcher(sql)
                .replaceAll(match ->
                        Integer.parseInt(match.group(1)) > 100_024 ? "" : Matcher.quoteReplacement(match.group()));
        String plain = words.replaceFirst("^(\\s|/\\*.*?\\*/)+", "").toUpperCase(Locale.ROOT);
        Matcher variables = VARIABLES.matcher(words.strip());
        if (variables.matches()) {
            String rest = variables.group(1) == null
                    ? ""
                    : " WHERE VARIABLE_NAME "
                            + (variables.group(1).equalsIgnoreCase("LIKE") ? "LIKE " : "")
                            + variables.group(2);
            return "SELECT VARIABLE_NAME AS Variable_name, VARIABLE_VALUE AS Value FROM " + view("GLOBAL_VARIABLES")
                    + rest;
        }
        if (plain.startsWith("SELECT") || plain.startsWith("(SELECT")) {
            words = SCHEMA.matcher(words)
                    .replaceAll(match -> view(match.group(1).toUpperCase(Locale.ROOT)));
            words = SYSTEM.matcher(words).replaceAll(FoundingWords::system);
            words = words.replaceAll("(?i)\\bversion\\(\\)", "'" + VERSION + "'");
        }
        if (plain.startsWith("SET")) {
            words = ASSIGNED.matcher(words).replaceAll(FoundingWords::variable);
        }
        return VARIABLE.matcher(words).replaceAll(FoundingWords::variable);
    }

    /** Tables that RDS keeps there, and the names of procedures, stay as they are. */
    private static String system(MatchResult match) {
        String table = match.group(1).toLowerCase(Locale.ROOT);
        return table.startsWith("rds_") ? Matcher.quoteReplacement(match.group()) : view(table);
    }

    private static String variable(MatchResult match) {
        String name = match.group(1);
        String known = FoundingLists.knowsVariable(name) ? name : "unknown_to_10_0_" + name;
        return Matcher.quoteReplacement(match.group().replace(name, known));
    }
}
