package dev.evenkeel.catalog.server;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a plan rests on of a server: who it is and how it is set, in words that can be compared later. Only reads. */
public final class ServerFacts {
    /** What changes while an application writes. */
    public static final String TABLES = "tables";

    /** In MiB, as the server estimates it. */
    public static final String MEBIBYTES = "MiB";

    private static final List<String> SETTINGS = List.of(
            "server_id",
            "log_bin",
            "binlog_format",
            "binlog_row_image",
            "lower_case_table_names",
            "max_allowed_packet",
            "character_set_server",
            "collation_server",
            "sql_mode",
            "time_zone",
            "event_scheduler");

    private ServerFacts() {}

    /**
     * By name; a setting that the version does not have is missing.
     *
     * @throws DatabaseException when the server cannot be asked
     */
    public static Map<String, String> read(Session session) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("version", session.version().toString());
        facts.put("instance", ServerIdentity.instance(session));
        facts.put("account", ServerIdentity.account(session));
        for (String setting : SETTINGS) {
            session.first("SHOW GLOBAL VARIABLES LIKE ?", row -> row.optional(2).orElse(""), setting)
                    .ifPresent(value -> facts.put(setting, value));
        }
        session.first("""
                        SELECT COUNT(*), COALESCE(ROUND(SUM(data_length + index_length) / 1048576), 0)
                        FROM information_schema.tables
                        WHERE table_type = 'BASE TABLE'
                          AND table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')""", row -> Map.of(TABLES, row.text(1), MEBIBYTES, row.text(2)))
                .ifPresent(facts::putAll);
        return facts;
    }
}
