package dev.evenkeel.provision.trial;

import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The transactions of others that have written or locked rows: a real freeze waits for them. A server answers from a copy of its list,
 * which it makes again only where nobody has asked for a tenth of a second.
 */
record OpenTransactions(Session session) {
    private static final Duration LIST_IS_NEW = Duration.ofMillis(120);

    /** Until those have ended that are open now, or so long; answers the time in microseconds. */
    long drained(Duration limit) {
        LockSupport.parkNanos(LIST_IS_NEW.toNanos());
        long begun = System.nanoTime();
        Set<String> first = open();
        Set<String> left = first;
        while (!left.isEmpty() && System.nanoTime() - begun < limit.toNanos()) {
            LockSupport.parkNanos(LIST_IS_NEW.toNanos());
            left = open();
            left.retainAll(first);
        }
        return (System.nanoTime() - begun) / 1_000;
    }

    private Set<String> open() {
        return new HashSet<>(session.list("""
                SELECT t.trx_id FROM information_schema.INNODB_TRX t
                WHERE (t.trx_rows_modified > 0 OR t.trx_rows_locked > 0)
                  AND t.trx_mysql_thread_id NOT IN (0, CONNECTION_ID())
                  AND t.trx_mysql_thread_id NOT IN (SELECT ID FROM information_schema.PROCESSLIST WHERE USER = ?)
                """, row -> row.text(1), OwnThings.NAME));
    }
}
