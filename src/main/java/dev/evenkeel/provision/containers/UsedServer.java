package dev.evenkeel.provision.containers;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.standin.RdsStandIn;
import java.util.ArrayList;
import java.util.List;

/** A server that was used before and is to be as it was when it was new. Global variables went with its last process. */
final class UsedServer {
    /** What differs from one start to the next although nobody used the server. */
    private static final String OWN_AFFAIRS =
            "'user', 'global_priv', 'gtid_slave_pos', 'general_log', 'slow_log', 'innodb_table_stats', 'innodb_index_stats'";

    private UsedServer() {}

    /** Lets go of the server it followed: done on all servers of a set before any of them is emptied. */
    static void unlink(Server admin) {
        try (Session session = admin.open()) {
            session.execute("SET GLOBAL event_scheduler = OFF");
            session.execute("STOP SLAVE");
            session.execute("RESET SLAVE ALL");
        }
    }

    /** Removes every database, routine, account and coordinate that did not come with the server itself. */
    static void empty(Server admin) {
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("SET foreign_key_checks = 0");
            for (String database : session.list(
                    "SELECT schema_name FROM information_schema.SCHEMATA"
                            + " WHERE schema_name NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')",
                    row -> row.text(1))) {
                session.execute("DROP DATABASE " + Quoting.identifier(database));
            }
            for (String routine : session.list(
                    "SELECT CONCAT(type, ' mysql.', name) FROM mysql.proc WHERE db = 'mysql' AND name LIKE 'rds\\_%'",
                    row -> row.text(1))) {
                session.execute("DROP " + routine);
            }
            for (String table : session.list(
                    "SELECT table_name FROM information_schema.TABLES"
                            + " WHERE table_schema = 'mysql' AND table_name LIKE 'rds\\_%'",
                    row -> row.text(1))) {
                session.execute("DROP TABLE mysql." + Quoting.identifier(table));
            }
            RdsStandIn.dropOtherAccounts(session);
            session.execute("RESET MASTER");
            session.execute("SET GLOBAL gtid_slave_pos = ''");
            session.execute("SET GLOBAL event_scheduler = ON");
        }
    }

    /** What an emptied server holds; the same text as when it was new, or something of an earlier run is left. */
    static String contents(Server admin) {
        try (Session session = admin.open()) {
            List<String> lines = new ArrayList<>(session.list(
                    "SELECT schema_name FROM information_schema.SCHEMATA ORDER BY 1",
                    row -> "database " + row.text(1)));
            lines.addAll(session.list(
                    "SELECT user, host FROM mysql.user ORDER BY 1, 2",
                    row -> "account " + Quoting.account(row.text(1), row.text(2))));
            lines.addAll(session.list("SHOW ALL SLAVES STATUS", row -> "link " + row.text(1)));
            for (String table : session.list(
                    "SELECT table_name FROM information_schema.TABLES WHERE table_schema = 'mysql'"
                            + " AND table_type = 'BASE TABLE' AND table_name NOT IN (" + OWN_AFFAIRS + ") ORDER BY 1",
                    row -> row.text(1))) {
                session.first("CHECKSUM TABLE mysql." + Quoting.identifier(table), row -> row.text(2))
                        .ifPresent(sum -> lines.add("table " + table + " " + sum));
            }
            return String.join("\n", lines) + "\n";
        }
    }
}
