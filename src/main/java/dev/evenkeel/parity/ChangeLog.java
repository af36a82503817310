package dev.evenkeel.parity;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.Change;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the source's feed told and nobody has proved since: keys, groups of rows behind a foreign key, and doubts about
 * whole tables. Told by the feed's thread, asked by others.
 *
 * <p>Memory is bounded: a table of which too many keys changed becomes a doubt, and of what changed lately only so much is
 * kept.
 */
final class ChangeLog implements Consumer<Change> {
    /** Of all tables together. */
    static final int MOST_KEYS = 400_000;

    private static final int LOOK_EVERY = 1_024;
    private static final int MOST_RECENT = 200_000;
    private static final int MOST_GROUPS = 5_000;

    private final Map<TableName, Told> tables = new HashMap<>();
    private final Deque<Recent> recent = new ArrayDeque<>();
    private final Deque<Transaction> transactions = new ArrayDeque<>();
    private final Owed owed = new Owed();
    private Optional<Doubt> everything = Optional.empty();
    private BinlogPosition reached;
    /** The end of the last whole transaction: here another feed can go on. */
    private BinlogPosition boundary;
    /** What is told up to here was told before. */
    private BinlogPosition toldBefore;
    /** Of what changed before it, {@link #recent} may lack something. */
    private BinlogPosition recentFrom;

    private Optional<String> ended = Optional.empty();
    private int resumed;
    private int untilLook;

    /**
     * @param from where the feed begins
     * @param before the GTID position of that place
     */
    ChangeLog(BinlogPosition from, GtidSet before) {
        this.reached = from;
        this.boundary = from;
        this.toldBefore = from;
        this.recentFrom = from;
        before.byDomain().values().forEach(gtid -> transactions.add(new Transaction(gtid, from)));
    }

    /** How a row was left by the last change that was told. */
    record Touch(BinlogPosition at, boolean present) {}

    /** The rows that have these values in these columns. */
    record Group(List<String> columns, List<String> values) {}

    /** Any row of a table may have changed up to here. */
    record Doubt(BinlogPosition at, String reason) {}

    /** What changed behind a position, by key and by group. */
    record Changed(List<List<String>> keys, List<Group> groups) {
        boolean none() {
            return keys.isEmpty() && groups.isEmpty();
        }

        int size() {
            return keys.size() + groups.size();
        }
    }

    /** The feed can tell no more, so nothing is known of what changes. */
    static final class Deaf extends RuntimeException {
        Deaf(String reason) {
            super(reason);
        }
    }

    private static final class Told {
        private final Map<List<String>, Touch> keys = new LinkedHashMap<>();
        private final Map<Group, BinlogPosition> groups = new LinkedHashMap<>();
        private Optional<Doubt> doubt = Optional.empty();
        private Optional<BinlogPosition> cascaded = Optional.empty();
        private long balance;
    }

    private record Recent(TableName table, List<String> key, BinlogPosition at, int balance) {}

    private static final class Transaction {
        private final GtidSet.Gtid gtid;
        private BinlogPosition end;

        Transaction(GtidSet.Gtid gtid, BinlogPosition end) {
            this.gtid = gtid;
            this.end = end;
        }
    }

    @Override
    public synchronized void accept(Change change) {
        if (change instanceof Change.Ended end) {
            ended = Optional.of(end.reason());
            notifyAll();
        } else if (change instanceof Change.Reached) {
            advance(change.position());
        } else if (change.position().compareTo(toldBefore) > 0) {
            take(change);
        }
    }

    private void take(Change change) {
        if (change instanceof Change.Begun begun) {
            boundary = reached;
            transactions.add(new Transaction(begun.transaction(), begun.position()));
            if (transactions.size() > MOST_RECENT) {
                transactions.remove();
            }
        } else if (change instanceof Change.RowChanged row) {
            touched(row);
        } else if (change instanceof Change.RowsCascaded rows) {
            Told told = of(rows.table());
            told.groups.put(new Group(rows.columns(), rows.values()), rows.position());
            told.cascaded = Optional.of(rows.position());
            if (told.groups.size() > MOST_GROUPS) {
                told.groups.clear();
                told.doubt = Optional.of(new Doubt(rows.position(), "foreign keys changed too many rows of it"));
            }
        } else if (change instanceof Change.TableDirty dirty) {
            of(dirty.table()).doubt = Optional.of(new Doubt(dirty.position(), dirty.reason()));
        } else if (change instanceof Change.AllDirty all) {
            everything = Optional.of(new Doubt(all.position(), all.reason()));
        }
    }

    /** Any row of any table may have changed up to here, in a way that no binlog tells. */
    synchronized void doubtAll(BinlogPosition at, String reason) {
        everything = Optional.of(new Doubt(at, reason));
    }

    private void touched(Change.RowChanged row) {
        Told told = of(row.table());
        int balance =
                switch (row.kind()) {
                    case INSERTED -> 1;
                    case DELETED -> -1;
                    case UPDATED -> 0;
                };
        told.balance += balance;
        told.keys.put(row.key(), new Touch(row.position(), row.kind() != Change.Kind.DELETED));
        if (++untilLook % LOOK_EVERY == 0 && size() > MOST_KEYS) {
            forgetMost(row.position());
        }
        recent.add(new Recent(row.table(), row.key(), row.position(), balance));
        if (recent.size() > MOST_RECENT) {
            recentFrom = recent.remove().at();
        }
    }

    /** Of the table with most keys any row may have changed, then. */
    private void forgetMost(BinlogPosition position) {
        Told most = Collections.max(tables.values(), Comparator.comparingInt(told -> told.keys.size()));
        most.doubt =
                Optional.of(new Doubt(position, most.keys.size() + " of its rows changed and were not proved again"));
        most.keys.clear();
    }

    private void advance(BinlogPosition position) {
        if (position.compareTo(reached) > 0) {
            reached = position;
            if (!transactions.isEmpty()) {
                transactions.getLast().end = position;
            }
            notifyAll();
        }
    }

    private Told of(TableName table) {
        return tables.computeIfAbsent(table, name -> new Told());
    }

    /** A new feed goes on from here; what it tells again is passed over. */
    synchronized BinlogPosition resume() {
        ended = Optional.empty();
        toldBefore = reached;
        resumed++;
        return boundary;
    }

    /** How often another feed went on; an event cut short may be counted twice then. */
    synchronized int resumed() {
        return resumed;
    }

    synchronized Optional<String> ended() {
        return ended;
    }

    synchronized BinlogPosition reached() {
        return reached;
    }

    /**
     * Waits until everything up to the position was told.
     *
     * @throws Deaf when it will not be, or not in time
     */
    synchronized void await(BinlogPosition position, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!reached.reached(position)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || ended.isPresent()) {
                throw new Deaf("the source's binlog was read up to " + reached + ", not up to " + position + ", within "
                        + limit.toSeconds() + " s"
                        + ended.map(reason -> ": " + reason).orElse(""));
            }
            wait(Math.min(left, 1_000));
        }
    }

    /** The last doubt about a table. */
    synchronized Optional<Doubt> doubt(TableName table) {
        Optional<Doubt> own = Optional.ofNullable(tables.get(table)).flatMap(told -> told.doubt);
        if (own.isEmpty() || everything.isEmpty()) {
            return own.or(() -> everything);
        }
        return own.get().at().compareTo(everything.get().at()) > 0 ? own : everything;
    }

    /** What changed behind a position; empty when it is not known any more. */
    synchronized Optional<Changed> changedBehind(TableName table, BinlogPosition position) {
        if (position.compareTo(recentFrom) < 0) {
            return Optional.empty();
        }
        Set<List<String>> keys = new LinkedHashSet<>();
        for (Iterator<Recent> newest = recent.descendingIterator(); newest.hasNext(); ) {
            Recent change = newest.next();
            if (change.at().compareTo(position) <= 0) {
                break;
            }
            if (change.table().equals(table)) {
                keys.add(change.key());
            }
        }
        List<Group> groups = of(table).groups.entrySet().stream()
                .filter(group -> group.getValue().compareTo(position) > 0)
                .map(Map.Entry::getKey)
                .toList();
        return Optional.of(new Changed(List.copyOf(keys), groups));
    }

    /** Whether rows came or went behind a position that the feed did not count. */
    synchronized boolean uncountedBehind(TableName table, BinlogPosition position) {
        return of(table).cascaded.filter(at -> at.compareTo(position) > 0).isPresent()
                || doubt(table)
                        .filter(doubt -> doubt.at().compareTo(position) > 0)
                        .isPresent();
    }

    /** Inserts less deletes up to a position; empty when it is not known. */
    synchronized Optional<Long> balance(TableName table, BinlogPosition position) {
        if (position.compareTo(recentFrom) < 0) {
            return Optional.empty();
        }
        long balance = of(table).balance;
        for (Iterator<Recent> newest = recent.descendingIterator(); newest.hasNext(); ) {
            Recent change = newest.next();
            if (change.at().compareTo(position) <= 0) {
                break;
            }
            balance -= change.table().equals(table) ? change.balance() : 0;
        }
        return Optional.of(balance);
    }

    /** The place in the binlog up to which a follower with this GTID position has applied everything. */
    synchronized Optional<BinlogPosition> endOf(GtidSet applied) {
        Iterator<Transaction> newest = transactions.descendingIterator();
        while (newest.hasNext()) {
            Transaction transaction = newest.next();
            GtidSet.Gtid last = applied.byDomain().get(transaction.gtid.domain());
            if (last != null && last.sequence() == transaction.gtid.sequence()) {
                return Optional.of(transaction.end);
            }
        }
        return Optional.empty();
    }

    /** Nobody will ask any more what changed before the position. */
    synchronized void forget(BinlogPosition position) {
        while (!recent.isEmpty() && recent.peek().at().compareTo(position) <= 0) {
            recentFrom = recent.remove().at();
        }
        while (transactions.size() > 1 && transactions.peek().end.compareTo(position) < 0) {
            transactions.remove();
        }
    }

    /** Keys whose last change lies at or before the position, the oldest first. */
    synchronized Map<List<String>, Touch> keys(TableName table, BinlogPosition upTo, int most) {
        Map<List<String>, Touch> found = new LinkedHashMap<>();
        for (Map.Entry<List<String>, Touch> key : of(table).keys.entrySet()) {
            if (found.size() == most) {
                break;
            }
            if (key.getValue().at().compareTo(upTo) <= 0) {
                found.put(key.getKey(), key.getValue());
            }
        }
        return found;
    }

    synchronized List<Group> groups(TableName table, BinlogPosition upTo) {
        return of(table).groups.entrySet().stream()
                .filter(group -> group.getValue().compareTo(upTo) <= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** These were found the same as of their last change; those that changed since stay. */
    synchronized void proved(TableName table, Map<List<String>, Touch> keys) {
        keys.forEach(of(table).keys::remove);
        owed.settled(table, keys.keySet());
    }

    /** These groups were found the same at the position; those that changed since stay. */
    synchronized void provedGroups(TableName table, List<Group> groups, BinlogPosition upTo) {
        groups.forEach(
                group -> of(table).groups.computeIfPresent(group, (same, at) -> at.compareTo(upTo) <= 0 ? null : at));
        owed.settledGroups(table, groups);
    }

    /** Every row of the table was found the same as of the position. */
    synchronized void provedAll(TableName table, BinlogPosition upTo) {
        Told told = of(table);
        told.keys.values().removeIf(touch -> touch.at().compareTo(upTo) <= 0);
        told.groups.values().removeIf(at -> at.compareTo(upTo) <= 0);
        owed.read(table, told.keys.keySet(), told.groups.keySet());
    }

    /** What changed while its table was read. */
    Owed owed() {
        return owed;
    }

    /** How many keys and groups are not proved, of all tables. */
    synchronized long size() {
        return tables.values().stream()
                .mapToLong(told -> told.keys.size() + (long) told.groups.size())
                .sum();
    }

    /** The tables that have any. */
    synchronized List<TableName> changedTables() {
        List<TableName> names = new ArrayList<>();
        tables.forEach((name, told) -> {
            if (!told.keys.isEmpty() || !told.groups.isEmpty()) {
                names.add(name);
            }
        });
        return names;
    }
}
