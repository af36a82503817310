package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.binlog.Binlog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A consistent snapshot of each side while both are in use.
 *
 * @param at the place in the source's binlog that the source's snapshot holds, exactly
 * @param from both snapshots hold everything up to here
 * @param to neither holds anything after it
 * @param applied the GTID position that the target's snapshot holds, where the server keeps it in the same transaction
 * @param opened the time before either was opened, by the JVM's clock in nanoseconds
 */
record SnapshotPair(
        Session source,
        Session target,
        BinlogPosition at,
        BinlogPosition from,
        BinlogPosition to,
        Optional<GtidSet> applied,
        long opened) {
    /** @param executed what the target has applied of the source's binlog by now, or less */
    static SnapshotPair open(Session source, Session target, Supplier<BinlogPosition> executed) {
        // Asked before the snapshot is taken, so it holds that much at least.
        long opened = System.nanoTime();
        BinlogPosition executedBefore = executed.get();
        begin(target);
        Optional<GtidSet> applied = applied(target);
        begin(source);
        BinlogPosition at = Binlog.snapshot(source);
        // Asked after both: a follower is never ahead of its source.
        BinlogPosition to = Binlog.position(source);
        BinlogPosition from = executedBefore.compareTo(at) < 0 ? executedBefore : at;
        return new SnapshotPair(source, target, at, from, to, applied, opened);
    }

    /** The same, of which it is known that both snapshots hold everything up to a place. */
    SnapshotPair holding(BinlogPosition all) {
        return new SnapshotPair(source, target, at, all, to, applied, opened);
    }

    static Session session(Server server) {
        Session session = server.openUnconverted();
        session.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        return session;
    }

    private static void begin(Session session) {
        session.rollback();
        session.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
    }

    /** MariaDB writes this table in the transaction it applies; it says nothing where the table is not transactional. */
    private static Optional<GtidSet> applied(Session target) {
        try {
            boolean transactional = target.first(
                            "SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'mysql'"
                                    + " AND TABLE_NAME = 'gtid_slave_pos'",
                            row -> row.text(1))
                    .filter("InnoDB"::equals)
                    .isPresent();
            if (!transactional) {
                return Optional.empty();
            }
            Map<Long, GtidSet.Gtid> last = new HashMap<>();
            target.list(
                    "SELECT domain_id, server_id, seq_no FROM mysql.gtid_slave_pos ORDER BY domain_id, sub_id",
                    row -> last.put(row.number(1), new GtidSet.Gtid(row.number(1), row.number(2), row.number(3))));
            return Optional.of(new GtidSet(last));
        } catch (DatabaseException e) {
            // Some accounts may not read it; then nobody knows exactly.
            return Optional.empty();
        }
    }
}
