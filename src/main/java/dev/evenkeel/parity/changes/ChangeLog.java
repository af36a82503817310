package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.Memory;
import dev.evenkeel.replication.feed.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the source's feed reported and nobody has proved since: keys, groups of rows that a foreign key leads to, and doubts about
 * whole tables. Told by the feed's thread, asked by others.
 *
 * <p>Memory is bounded, in bytes: the table whose changed keys take most of it becomes a doubt, and of what changed lately only
 * so much is kept.
 */
public final class ChangeLog implements Consumer<Change> {
    private static final int MOST_GROUPS = 5_000;

    private final Memory memory;
    private final GtidSet before;
    private final Map<TableName, TableChanges> tables = new HashMap<>();
    private final RecentChanges recent;
    private final Transactions transactions;
    private final Origins origins;
    private final Owed owed = new Owed();
    private final Redefined redefined = new Redefined();
    private final Place place;
    private Optional<Doubt> everything = Optional.empty();
    private Optional<String> ended = Optional.empty();
    /** The transaction that is being told, and what it had written where the last whole event of it ended. */
    private Optional<Change.Begun> open = Optional.empty();
    /** What the target had applied before its binlog was watched ends here at the latest. */
    private BinlogPosition beforeUpTo;

    private Written written = new Written();
    private Written writtenAtReached = new Written();
    private long bytes;

    /** @param before the GTID position of the place where the feed begins */
    public ChangeLog(BinlogPosition from, GtidSet before, Memory memory) {
        this.memory = memory;
        this.place = new Place(from);
        this.beforeUpTo = from;
        this.before = before;
        this.recent = new RecentChanges(from, memory.recent());
        this.transactions = new Transactions(from, before);
        this.origins = new Origins(memory.origins());
    }

    @Override
    public synchronized void accept(Change change) {
        if (change instanceof Change.Ended end) {
            ended = Optional.of(end.reason());
            notifyAll();
        } else if (change instanceof Change.Reached) {
            if (place.advance(change.position())) {
                transactions.advance(change.position());
                writtenAtReached = written.copy();
                notifyAll();
            }
        } else if (place.isNew(change.position())) {
            take(change);
        }
    }

    private void take(Change change) {
        if (change instanceof Change.Begun begun) {
            settle();
            BinlogPosition start = place.reached();
            if (start.reached(beforeUpTo)) {
                origins.noneBefore();
            }
            place.begun();
            open = Optional.of(begun);
            transactions.begun(begun.transaction(), start, begun.position());
            return;
        }
        written.add(change);
        if (change instanceof Change.Defined defined) {
            redefined.add(defined.objects());
        } else if (change instanceof Change.RowChanged row) {
            touched(row);
        } else if (change instanceof Change.RowsCascaded rows) {
            cascaded(rows);
        } else if (change instanceof Change.TableDirty dirty) {
            of(dirty.table()).doubt(new Doubt(dirty.position(), dirty.reason()));
        } else if (change instanceof Change.AllDirty all) {
            everything = Optional.of(new Doubt(all.position(), all.reason()));
        }
    }

    /** What was reported last is whole, as it is where another transaction begins or the binlog ends. */
    private void settle() {
        open.ifPresent(begun -> origins.told(begun.transaction(), written));
        open = Optional.empty();
        written = new Written();
        writtenAtReached = new Written();
    }

    /** Any row of any table may have changed up to here, in a way that no binlog shows. */
    synchronized void doubtAll(BinlogPosition at, String reason) {
        everything = Optional.of(new Doubt(at, reason));
    }

    private void touched(Change.RowChanged row) {
        int balance = row.kind().balance();
        TableChanges changes = of(row.table());
        Touch touch = new Touch(row.position(), row.kind() != Change.Kind.DELETED);
        changed(changes, () -> changes.touch(row.key(), touch, balance), row.position());
        recent.add(row.table(), row.key(), row.position(), balance);
    }

    private void cascaded(Change.RowsCascaded rows) {
        TableChanges changes = of(rows.table());
        RowGroup group = new RowGroup(rows.columns(), rows.values());
        recent.add(rows.table(), group, rows.position());
        changed(
                changes,
                () -> {
                    changes.cascaded(group, rows.position());
                    if (changes.groupCount() > MOST_GROUPS) {
                        changes.doubtInstead(new Doubt(rows.position(), "foreign keys changed too many rows of it"));
                    }
                },
                rows.position());
    }

    private void changed(TableChanges changes, Runnable change, BinlogPosition position) {
        long before = changes.bytes();
        change.run();
        bytes += changes.bytes() - before;
        while (bytes > memory.keys()) {
            // Of the table that takes most any row may have changed, then.
            Map.Entry<TableName, TableChanges> largest =
                    Collections.max(tables.entrySet(), Comparator.comparingLong(entry -> entry.getValue()
                            .bytes()));
            TableChanges most = largest.getValue();
            bytes -= most.bytes();
            owed.read(largest.getKey(), List.of(), List.of());
            most.doubtInstead(new Doubt(position, most.size() + " of its rows changed and were not proved again"));
        }
    }

    private TableChanges of(TableName table) {
        return tables.computeIfAbsent(table, name -> new TableChanges());
    }

    /** A new feed continues from here; what it says again is passed over. */
    public synchronized BinlogPosition resume() {
        ended = Optional.empty();
        // An event that was cut short is reported once more.
        written = writtenAtReached.copy();
        return place.resume();
    }

    /** How often another feed continued; an event cut short may be counted twice then. */
    public synchronized int resumed() {
        return place.resumed();
    }

    public synchronized Optional<String> ended() {
        return ended;
    }

    public synchronized BinlogPosition reached() {
        return place.reached();
    }

    /**
     * Waits until everything up to the position was reported.
     *
     * @throws Deaf when it will not be, or not in time
     */
    public synchronized void await(BinlogPosition position, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!place.reached().reached(position)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || ended.isPresent()) {
                throw new Deaf("the source's binlog was read up to " + place.reached() + ", not up to " + position
                        + ", within " + limit.toSeconds() + " s"
                        + ended.map(reason -> ": " + reason).orElse(""));
            }
            wait(Math.min(left, 1_000));
        }
    }

    /** The last doubt about a table. */
    public synchronized Optional<Doubt> doubt(TableName table) {
        Optional<Doubt> own = Optional.ofNullable(tables.get(table)).flatMap(TableChanges::doubt);
        if (own.isEmpty() || everything.isEmpty()) {
            return own.or(() -> everything);
        }
        return own.get().at().compareTo(everything.get().at()) > 0 ? own : everything;
    }

    /** The last doubt about a table, if it is later than a position. */
    public synchronized Optional<Doubt> doubtAfter(TableName table, BinlogPosition position) {
        return doubt(table).filter(doubt -> doubt.at().compareTo(position) > 0);
    }

    /** What changed after a position; empty when it is not known any more. */
    public synchronized Optional<ChangedRows> changedAfter(TableName table, BinlogPosition position) {
        return recent.after(table, position);
    }

    /** Keeps what changed after a position for {@link #changedAfter}, or no longer; false where some of it is gone already. */
    public synchronized boolean hold(Optional<BinlogPosition> position) {
        return recent.hold(position);
    }

    /** Whether rows came or went after a position that the feed did not count. */
    public synchronized boolean uncountedAfter(TableName table, BinlogPosition position) {
        return of(table).cascaded().filter(at -> at.compareTo(position) > 0).isPresent()
                || doubtAfter(table, position).isPresent();
    }

    /** Inserts less deletes up to a position; empty when it is not known. */
    public synchronized Optional<Long> balance(TableName table, BinlogPosition position) {
        var after = recent.balanceAfter(table, position);
        return after.isEmpty() ? Optional.empty() : Optional.of(of(table).balance() - after.getAsLong());
    }

    /** How far a follower with this GTID position has applied the source's binlog. */
    public synchronized Transactions.Applied applied(GtidSet position) {
        return transactions.applied(position);
    }

    /** A transaction that was reported and that a follower with this GTID position has not applied. */
    public synchronized Optional<GtidSet.Gtid> missing(GtidSet applied) {
        return transactions.missing(applied);
    }

    /** How many GTID domains the source's binlog has. */
    public synchronized int domains() {
        return transactions.domains();
    }

    /**
     * Who wrote what the target's binlog holds.
     *
     * @param end a place that was the source's end after the target wrote it, where one is known
     */
    public synchronized Origins.Origin origin(GtidSet.Gtid transaction, Optional<BinlogPosition> end) {
        boolean complete = end.filter(place.reached()::reached).isPresent();
        if (complete
                && open.filter(begun -> end.get().reached(begun.position())).isPresent()) {
            // What begins before the end of a binlog ends there at the latest.
            settle();
        }
        return origins.origin(transaction, complete);
    }

    /**
     * What the target had applied before its binlog was watched. To be told before anything of the source's binlog is.
     *
     * @param sourcesEnd the source's end then, or later
     */
    public synchronized void appliedBefore(GtidSet applied, BinlogPosition sourcesEnd) {
        beforeUpTo = sourcesEnd;
        origins.appliedBefore(applied.byDomain().values().stream()
                .filter(gtid -> !gtid.equals(before.byDomain().get(gtid.domain())))
                .toList());
    }

    /** Nobody will ask any more what changed before the position. */
    public synchronized void forget(BinlogPosition position) {
        recent.forget(position);
        transactions.forget(position);
    }

    /** Everything that takes memory goes; whatever is asked now cannot be known. */
    public synchronized void drop() {
        tables.forEach((name, changes) -> {
            changes.doubtInstead(new Doubt(place.reached(), "memory ran out"));
            owed.read(name, List.of(), List.of());
        });
        recent.clear(place.reached());
        bytes = 0;
    }

    /** Keys whose last change lies at or before the position, the oldest first. */
    public synchronized Map<List<String>, Touch> keys(TableName table, BinlogPosition upTo, int most) {
        return of(table).keys(upTo, most);
    }

    public synchronized List<RowGroup> groups(TableName table, BinlogPosition upTo) {
        return of(table).groups(upTo);
    }

    /** These were found the same as of their last change; those that changed since stay. */
    public synchronized void proved(TableName table, Map<List<String>, Touch> keys) {
        forgetting(of(table), changes -> changes.remove(keys));
        owed.settled(table, keys.keySet());
    }

    /** These groups were found the same at the position; those that changed since stay. */
    public synchronized void provedGroups(TableName table, List<RowGroup> groups, BinlogPosition upTo) {
        forgetting(of(table), changes -> changes.removeGroups(groups, upTo));
        owed.settledGroups(table, groups);
    }

    /** Every row of the table was found the same as of the position. */
    public synchronized void provedAll(TableName table, BinlogPosition upTo) {
        TableChanges told = of(table);
        forgetting(told, changes -> changes.removeUpTo(upTo));
        owed.read(table, told.keys(), told.groups());
    }

    private void forgetting(TableChanges told, Consumer<TableChanges> what) {
        long before = told.bytes();
        what.accept(told);
        bytes += told.bytes() - before;
    }

    /** The objects that either side's binlog told of; the target's watch adds its own. */
    public Redefined redefined() {
        return redefined;
    }

    /** What changed while its table was read. */
    public Owed owed() {
        return owed;
    }

    /** How many keys and groups are not proved, of all tables. */
    public synchronized long size() {
        return tables.values().stream().mapToLong(TableChanges::size).sum();
    }

    /** The tables that have any. */
    public synchronized List<TableName> changedTables() {
        List<TableName> names = new ArrayList<>();
        tables.forEach((name, told) -> {
            if (told.size() > 0) {
                names.add(name);
            }
        });
        return names;
    }
}
