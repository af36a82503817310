package dev.evenkeel.replication.writes;

import dev.evenkeel.catalog.server.OwnLock;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;

/** Who may still be changing data on a server that was closed for writes. */
final class Writers {
    private Writers() {}

    /**
     * Open transactions that changed rows, and statements still running, of anyone but this session, replication and
     * RDS itself, and of the session that holds the run's own lock, each as "thread 17 (user) since 3 s"; and prepared XA transactions, which outlive their session.
     */
    public static List<String> active(Session session) {
        List<String> writers = new ArrayList<>(connected(session));
        session.list("XA RECOVER", row -> "prepared transaction '" + row.text("data") + "'")
                .forEach(writers::add);
        return writers;
    }

    private static List<String> connected(Session session) {
        return session.list(
                """
                SELECT p.ID, p.USER, p.TIME
                FROM information_schema.PROCESSLIST p
                LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID
                WHERE p.ID <> CONNECTION_ID()
                  AND p.USER NOT IN ('system user', 'event_scheduler', 'rdsadmin')
                  AND p.COMMAND NOT IN ('Binlog Dump', 'Daemon', 'Slave_IO', 'Slave_SQL', 'Slave_worker')
                  AND NOT (p.ID IN (COALESCE(IS_USED_LOCK(?), 0), COALESCE(IS_USED_LOCK(?), 0))
                           AND COALESCE(t.trx_rows_modified, 0) = 0)
                  AND NOT (IS_USED_LOCK(?) IS NOT NULL
                           AND (COALESCE(t.trx_rows_modified, 0) = 0 OR p.STATE LIKE 'Waiting for table % lock'))
                  AND (t.trx_rows_modified > 0 OR p.COMMAND IN ('Query', 'Execute', 'Prepare'))
                """,
                row -> "thread " + row.number(1) + " (" + row.text(2) + ") since " + row.number(3) + " s",
                OwnLock.name(),
                OwnLock.latch(),
                OwnLock.latch());
    }
}
