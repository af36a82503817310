package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Connections;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.ChangedRows;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.Chunk;
import dev.evenkeel.parity.rows.KeyedRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of tables that the feed cannot count, because foreign keys take some of them and no binlog says how many, counted shortly before
 * a freeze. The snapshots are kept until it: rows that nothing touched since are as many there as now, so that only those that something
 * touched are counted again, in the snapshot and at rest. A table of any size takes milliseconds then.
 */
final class CountsAhead implements AutoCloseable {
    /** Keys and groups in one condition. */
    private static final int MOST_CHANGED = 2_000;

    /** How many rows each side has. */
    record Counted(long source, long target) {}

    private final ChangeLog log;
    /** Both snapshots hold everything up to here. */
    private final BinlogPosition from;

    private final Session source;
    private final Session target;
    private final Map<TableName, Counted> counts = new HashMap<>();

    private CountsAhead(ChangeLog log, BinlogPosition from, Session source, Session target) {
        this.log = log;
        this.from = from;
        this.source = source;
        this.target = target;
    }

    /**
     * What is to be counted, and for how long that is of use.
     *
     * @param fewRows larger tables are counted; a server counts these in no time
     * @param seconds after that the servers close the snapshots: replication cannot change these tables' definitions before
     */
    record Wanted(long fewRows, int seconds) {
        static final Wanted USUAL = new Wanted(20_000, 3);
    }

    /** Counts them; empty where a server refuses, or where what changed before is not known any more. */
    static Optional<CountsAhead> take(LiveSides sides, ChangeLog log, List<Table> tables, Wanted wanted) {
        BinlogPosition executed = sides.executed().get();
        if (tables.isEmpty() || !log.hold(Optional.of(executed))) {
            log.hold(Optional.empty());
            return Optional.empty();
        }
        Session source = SnapshotPair.session(sides.source());
        try {
            CountsAhead ahead = new CountsAhead(log, executed, source, SnapshotPair.session(sides.target()));
            return ahead.counted(sides, tables, wanted.seconds());
        } catch (DatabaseException e) {
            source.close();
            log.hold(Optional.empty());
            return Optional.empty();
        }
    }

    private Optional<CountsAhead> counted(LiveSides sides, List<Table> tables, int seconds) {
        try {
            SnapshotPair.open(source, target, sides.executed());
            for (Table table : tables) {
                String sql = "SELECT COUNT(*)" + Chunk.whole(table).source();
                counts.put(table.name(), AtOnce.ask(() -> source.number(sql), () -> target.number(sql), Counted::new));
            }
            for (Session session : List.of(source, target)) {
                session.execute("SET SESSION wait_timeout = " + seconds);
            }
            return Optional.of(this);
        } catch (DatabaseException e) {
            close();
            return Optional.empty();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * How many rows a table has at rest, of which the feed has told everything.
     *
     * @param mostLetters of a condition
     * @return empty where that is not known of this table, and must be counted
     */
    synchronized Optional<Counted> now(Table table, BothSides sides, long mostLetters) {
        Optional<Counted> before = Optional.ofNullable(counts.get(table.name()))
                .filter(count -> log.doubtAfter(table.name(), from).isEmpty());
        Optional<ChangedRows> changed = log.changedAfter(table.name(), from)
                .filter(rows -> rows.size() <= MOST_CHANGED && KeyBatches.letters(rows) <= mostLetters);
        if (before.isEmpty() || changed.isEmpty() || changed.get().none()) {
            return changed.flatMap(none -> before);
        }
        try {
            Counted old = AtOnce.ask(
                    () -> count(table, source, changed.get()), () -> count(table, target, changed.get()), Counted::new);
            Counted now = AtOnce.ask(
                    () -> sides.left().read(session -> count(table, session, changed.get())),
                    () -> sides.right().read(session -> count(table, session, changed.get())),
                    Counted::new);
            return Optional.of(new Counted(
                    before.get().source() - old.source() + now.source(),
                    before.get().target() - old.target() + now.target()));
        } catch (DatabaseException e) {
            // The snapshot is too old, or a server refuses: counting all rows tells.
            return Optional.empty();
        }
    }

    private static long count(Table table, Session session, ChangedRows changed) {
        return session.number("SELECT COUNT(*) FROM " + table.name().quoted() + " WHERE "
                + new KeyedRows(table).condition(session, changed));
    }

    @Override
    public synchronized void close() {
        log.hold(Optional.empty());
        // A server that says nothing is not waited for.
        Connections.end(List.of(source, target));
        source.close();
        target.close();
    }
}
