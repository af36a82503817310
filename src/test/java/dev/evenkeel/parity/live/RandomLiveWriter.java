package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One connection of an application that writes what comes to its mind; what the server refuses it passes over. */
final class RandomLiveWriter implements Runnable {
    private final Server server;
    private final String name;
    private final Random random;
    private final List<RandomLiveTable> tables;
    private final Manner manner;
    private final LiveHistory history;
    private final AtomicBoolean stop;

    /**
     * How it has its work logged.
     *
     * @param statements some of its statements as such
     * @param prepared some of its transactions in two phases
     * @param domain of its transactions, 0 for the server's own
     * @param image how much of a row
     */
    record Manner(boolean statements, boolean prepared, int domain, String image) {}

    RandomLiveWriter(
            Server server,
            String name,
            Random random,
            List<RandomLiveTable> tables,
            Manner manner,
            LiveHistory history,
            AtomicBoolean stop) {
        this.server = server;
        this.name = name;
        this.random = random;
        this.tables = tables;
        this.manner = manner;
        this.history = history;
        this.stop = stop;
    }

    @Override
    public void run() {
        while (!stop.get()) {
            try (Session session = server.openPinned()) {
                session.execute("SET innodb_lock_wait_timeout = 1, binlog_row_image = " + manner.image());
                if (manner.domain() > 0) {
                    session.execute("SET gtid_domain_id = " + manner.domain());
                }
                while (!stop.get()) {
                    work(session);
                    LockSupport.parkNanos(1_000_000L * (1 + random.nextInt(8)));
                }
            } catch (DatabaseException e) {
                history.did(name, "lost its connection: " + e.getMessage());
                LockSupport.parkNanos(50_000_000L);
            }
        }
    }

    private void work(Session session) {
        if (manner.statements() && random.nextInt(8) == 0) {
            boolean row = random.nextBoolean();
            attempt(session, "SET binlog_format = " + (row ? "ROW" : "STATEMENT"));
            if (!row) {
                history.did(LiveHistory.Kind.STATEMENT, name, "logs statements now");
            }
        }
        if (random.nextInt(3) > 0) {
            attempt(session, statement());
            return;
        }
        boolean twice = manner.prepared() && random.nextInt(3) == 0;
        String xid = "'" + name + random.nextInt(1_000_000) + "'";
        attempt(session, twice ? "XA START " + xid : "START TRANSACTION");
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            if (!twice && random.nextInt(8) == 0) {
                attempt(session, "SAVEPOINT s");
            }
            attempt(session, statement());
            if (!twice && random.nextInt(8) == 0) {
                attempt(session, "ROLLBACK TO SAVEPOINT s");
            }
        }
        boolean undone = random.nextInt(5) == 0;
        if (twice) {
            attempt(session, "XA END " + xid);
            boolean prepared = attempt(session, "XA PREPARE " + xid);
            attempt(session, (undone || !prepared ? "XA ROLLBACK " : "XA COMMIT ") + xid);
            return;
        }
        attempt(session, undone ? "ROLLBACK" : "COMMIT");
    }

    private boolean attempt(Session session, String sql) {
        try {
            long changed = session.update(sql);
            history.did(name, sql + "  -- " + changed);
            return true;
        } catch (DatabaseException e) {
            history.did(name, sql + "  -- error " + e.number());
            if (e.lost()) {
                throw e;
            }
            return false;
        }
    }

    private String statement() {
        RandomLiveTable table = tables.get(random.nextInt(tables.size()));
        int n = random.nextInt(table.domain());
        // Half of all is done to few rows.
        int hot = random.nextBoolean() ? n : n % 5;
        String into = table.quoted() + " (" + table.columns() + ") VALUES " + table.row(hot, random);
        return switch (random.nextInt(16)) {
            case 0, 1 -> "INSERT INTO " + into;
            case 2 -> "INSERT IGNORE INTO " + into + ", " + table.row(n, random);
            case 3, 4 -> "REPLACE INTO " + into;
            case 5 ->
                "INSERT INTO " + into + " ON DUPLICATE KEY UPDATE n = n + 1, "
                        + table.set(random.nextInt(table.domain()), true);
            case 6 -> "DELETE FROM " + table.quoted() + " WHERE " + table.where(hot);
            case 7 -> "DELETE FROM " + table.quoted() + " WHERE n = " + random.nextInt(200) + " LIMIT 3";
            case 8, 9 ->
                "UPDATE " + table.quoted() + " SET " + table.set(n, random.nextBoolean()) + " WHERE "
                        + table.where(hot);
            case 10 -> "UPDATE " + table.quoted() + " SET " + table.set(hot, true) + " WHERE " + table.where(hot);
            case 11 ->
                "UPDATE " + table.quoted() + " SET note = 'many', span = '12:13:14.56789', bits = bits * 1.1"
                        + " WHERE n % 37 = " + random.nextInt(37);
            case 12 -> copying(table);
            default -> "UPDATE " + table.quoted() + " SET n = n + 1, at = NOW(6) WHERE " + table.where(hot);
        };
    }

    private String copying(RandomLiveTable table) {
        RandomLiveTable into = tables.get(random.nextInt(tables.size()));
        if (into.counted()) {
            return "INSERT INTO " + into.quoted() + " (n, note) SELECT n, note FROM " + table.quoted() + " LIMIT 3";
        }
        return "INSERT IGNORE INTO " + into.quoted() + " (" + into.columns() + ") SELECT "
                + String.join(", ", into.values(random.nextInt(into.domain()), false)) + ", n, note, at FROM "
                + table.quoted() + " LIMIT " + (1 + random.nextInt(2));
    }
}
