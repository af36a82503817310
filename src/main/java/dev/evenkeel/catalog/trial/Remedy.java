package dev.evenkeel.catalog.trial;

import java.util.Map;
import java.util.Optional;

/** What to do where a server refuses a definition that another one took, by the refusing server's error number. */
public final class Remedy {
    private static final String ROW_SIZE =
            "store fewer or shorter columns in a row on the source, or rebuild the table there"
                    + " with ROW_FORMAT=DYNAMIC, or set innodb_strict_mode=0 on the target";
    private static final String SHORTER_KEY = "shorten the index on the source, or rebuild the table there with"
            + " ROW_FORMAT=DYNAMIC, and let the target take long indexes (innodb_large_prefix, innodb_file_format)";
    private static final String NEWER = "choose a target whose version knows it, or do without it on the source";

    private static final Map<Integer, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    1064,
                    "the target's version reads it differently, a word in it may be reserved there: put that word in"
                            + " backticks or choose another on the source"),
            Map.entry(1005, "change the option it names on the source, or the target's settings"),
            Map.entry(1031, "change the option it names on the source, or the target's settings"),
            Map.entry(1030, "change the option it names on the source, or the target's settings"),
            Map.entry(1067, "correct that default on the source"),
            Map.entry(1071, SHORTER_KEY),
            Map.entry(1709, SHORTER_KEY),
            Map.entry(1117, "use fewer columns on the source"),
            Map.entry(1118, ROW_SIZE),
            Map.entry(139, ROW_SIZE),
            Map.entry(1115, NEWER),
            Map.entry(1193, "that variable is gone from the target's version: do without it on the source"),
            Map.entry(1231, NEWER),
            Map.entry(1273, NEWER),
            Map.entry(1286, "install that engine on the target, or convert the table on the source"),
            Map.entry(1418, "set log_bin_trust_function_creators=1 on the target"),
            Map.entry(1419, "set log_bin_trust_function_creators=1 on the target"),
            Map.entry(1478, "change the option it names on the source, or set innodb_strict_mode=0 on the target"),
            Map.entry(
                    1911,
                    "do without the option it names on the source, or let the target ignore it (sql_mode"
                            + " IGNORE_BAD_TABLE_OPTIONS)"),
            Map.entry(1901, "the target's version does not take that expression: change it on the source"),
            Map.entry(4161, "that type is not there on the target: change the column on the source, or " + NEWER));

    private Remedy() {}

    public static Optional<String> of(int errorNumber) {
        return Optional.ofNullable(REMEDIES.get(errorNumber));
    }
}
