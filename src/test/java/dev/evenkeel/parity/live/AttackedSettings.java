package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.binlog.Binlog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What attacked servers were like at first, so that they can be put back. */
final class AttackedSettings {
    /** Put back between seeds where an attack changed them; those that a server does not know are passed over. */
    private static final List<String> VARIABLES = List.of(
            "server_id",
            "gtid_domain_id",
            "binlog_format",
            "binlog_row_image",
            "binlog_checksum",
            "binlog_annotate_row_events",
            "log_bin_compress",
            "log_bin_compress_min_len",
            "mysql56_temporal_format",
            "innodb_flush_log_at_trx_commit",
            "slave_exec_mode",
            "slave_run_triggers_for_rbr",
            "slave_parallel_threads",
            "slave_domain_parallel_threads",
            "slave_parallel_mode",
            "slave_ddl_exec_mode",
            "replicate_events_marked_for_skip",
            "replicate_do_db",
            "replicate_ignore_db",
            "replicate_do_table",
            "replicate_ignore_table",
            "replicate_wild_do_table",
            "replicate_wild_ignore_table",
            "sql_slave_skip_counter",
            "gtid_ignore_duplicates",
            "gtid_strict_mode",
            "max_allowed_packet",
            "read_only");

    private final Map<Server, Map<String, String>> usual = new LinkedHashMap<>();

    /**
     * Leaves nothing of a seed on a server.
     *
     * @param source where transactions go on being counted: appliers that worked side by side remember which not to
     *     repeat, whatever comes later
     */
    void putBack(Server server, boolean source) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0, foreign_key_checks = 0");
            session.execute("STOP ALL SLAVES");
            session.list("SHOW ALL SLAVES STATUS", row -> row.text("Connection_name"))
                    .forEach(link -> session.execute("RESET SLAVE '" + link + "' ALL"));
            session.list("XA RECOVER", row -> row.text("data"))
                    .forEach(xid -> session.execute("XA ROLLBACK '" + xid + "'"));
            if (!usual.containsKey(server)) {
                usual.put(server, settings(session));
            }
            settings(session).forEach((name, value) -> {
                String before = usual.get(server).get(name);
                if (!value.equals(before)) {
                    session.execute(
                            "SET GLOBAL " + name + " = " + (before.matches("\\d+") ? before : "'" + before + "'"));
                }
            });
            for (String database : List.of("live_proof", "mysql.old", "elsewhere")) {
                session.execute("DROP DATABASE IF EXISTS `" + database + "`");
            }
            if (source) {
                session.execute("FLUSH LOGS");
                session.execute(
                        "PURGE BINARY LOGS TO '" + Binlog.position(session).file() + "'");
            } else {
                session.execute("RESET MASTER");
            }
            session.execute("SET GLOBAL gtid_slave_pos = ''");
        }
    }

    private static Map<String, String> settings(Session session) {
        Map<String, String> settings = new LinkedHashMap<>();
        session.list("SHOW GLOBAL VARIABLES", row -> {
            String name = row.text(1);
            if (VARIABLES.contains(name)) {
                settings.put(name, row.optional(2).orElse(""));
            }
            return name;
        });
        return settings;
    }
}
