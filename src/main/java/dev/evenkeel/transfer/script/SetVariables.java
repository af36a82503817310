package dev.evenkeel.transfer.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The variables that a SET statement gives a value. */
public final class SetVariables {
    /** What a dump of MySQL or MariaDB sets for the binlog and the replication of the server that it is loaded into. */
    private static final Set<String> REPLICATION = Set.of(
            "SQL_LOG_BIN",
            "GTID_PURGED",
            "GTID_NEXT",
            "GTID_MODE",
            "ENFORCE_GTID_CONSISTENCY",
            "GTID_SLAVE_POS",
            "GTID_BINLOG_STATE",
            "GTID_DOMAIN_ID",
            "GTID_SEQ_NO",
            "SERVER_ID",
            "BINLOG_FORMAT",
            "PSEUDO_SLAVE_MODE");

    /** Where the server writes what it is asked: files of its machine, by any name. */
    private static final Set<String> LOGS =
            Set.of("GENERAL_LOG", "GENERAL_LOG_FILE", "SLOW_QUERY_LOG", "SLOW_QUERY_LOG_FILE", "LOG_OUTPUT");

    private static final Set<String> NOTES = Set.of("NOTE_VERBOSITY", "@OLD_NOTE_VERBOSITY");

    private SetVariables() {}

    /** Which notes the server shows, and where a dump keeps what it was before. */
    public static boolean onlyNotes(DumpStatement set) {
        List<String> names = names(set);
        return !names.isEmpty() && NOTES.containsAll(names);
    }

    /** One of several is of a log that the server keeps for people. */
    public static boolean ofLogs(DumpStatement set) {
        return names(set).stream().anyMatch(LOGS::contains);
    }

    /** All of them are the binlog's or replication's. */
    public static boolean onlyReplication(DumpStatement set) {
        List<String> names = names(set);
        return !names.isEmpty() && REPLICATION.containsAll(names);
    }

    /** One of several is; the statement must be run, and undone as far as this one goes. */
    public static boolean stopsLogging(DumpStatement set) {
        return names(set).contains("SQL_LOG_BIN");
    }

    /** In capitals and without their scope; user variables with their {@code @}. */
    static List<String> names(DumpStatement set) {
        ByteWords words = set.words();
        List<String> names = new ArrayList<>();
        if (!words.next() || !words.is("SET")) {
            return names;
        }
        boolean expected = true;
        int depth = 0;
        String name = "";
        String signs = "";
        while (words.next()) {
            if (words.is("(")) {
                depth++;
            } else if (words.is(")")) {
                depth--;
            } else if (words.is(",") && depth == 0) {
                expected = true;
                name = "";
                signs = "";
            } else if (expected && (words.is("=") || words.is(":"))) {
                names.add(signs.equals("@") ? "@" + name : name);
                expected = false;
            } else if (expected && words.is("@")) {
                signs += "@";
            } else if (expected) {
                name = words.upper();
            }
        }
        return names;
    }
}
