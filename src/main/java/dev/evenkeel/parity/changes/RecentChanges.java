package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What changed lately, in order, for as far back as there is memory for it. */
final class RecentChanges {
    private final long mostBytes;
    private final Deque<Recent> recent = new ArrayDeque<>();
    /** Of what changed before it, something may be missing. */
    private BinlogPosition from;

    private long bytes;

    /** What changed from there on is kept, although others need it no longer. */
    private Optional<BinlogPosition> held = Optional.empty();

    /** @param group instead of a key, where a foreign key leads to the rows */
    private record Recent(
            TableName table, List<String> key, Optional<RowGroup> group, BinlogPosition at, int balance) {}

    RecentChanges(BinlogPosition from, long mostBytes) {
        this.from = from;
        this.mostBytes = mostBytes;
    }

    void add(TableName table, List<String> key, BinlogPosition at, int balance) {
        add(new Recent(table, key, Optional.empty(), at, balance));
    }

    void add(TableName table, RowGroup group, BinlogPosition at) {
        add(new Recent(table, group.values(), Optional.of(group), at, 0));
    }

    private void add(Recent change) {
        recent.add(change);
        bytes += TableChanges.bytes(change.key());
        while (bytes > mostBytes) {
            from = removeOldest().at();
        }
    }

    /** What of a table changed after a position; empty when it is not known any more. */
    Optional<ChangedRows> after(TableName table, BinlogPosition position) {
        if (position.compareTo(from) < 0) {
            return Optional.empty();
        }
        Set<List<String>> keys = new LinkedHashSet<>();
        Set<RowGroup> groups = new LinkedHashSet<>();
        for (Iterator<Recent> newest = recent.descendingIterator(); newest.hasNext(); ) {
            Recent change = newest.next();
            if (change.at().compareTo(position) <= 0) {
                break;
            }
            if (change.table().equals(table)) {
                change.group().ifPresentOrElse(groups::add, () -> keys.add(change.key()));
            }
        }
        return Optional.of(new ChangedRows(List.copyOf(keys), List.copyOf(groups)));
    }

    /** Inserts less deletes after a position; empty when they are not known any more. */
    OptionalLong balanceAfter(TableName table, BinlogPosition position) {
        if (position.compareTo(from) < 0) {
            return OptionalLong.empty();
        }
        long balance = 0;
        for (Iterator<Recent> newest = recent.descendingIterator(); newest.hasNext(); ) {
            Recent change = newest.next();
            if (change.at().compareTo(position) <= 0) {
                break;
            }
            balance += change.table().equals(table) ? change.balance() : 0;
        }
        return OptionalLong.of(balance);
    }

    /** Nobody will ask any more what changed before the position. */
    void forget(BinlogPosition position) {
        BinlogPosition upTo = held.filter(from -> from.compareTo(position) < 0).orElse(position);
        while (!recent.isEmpty() && recent.peek().at().compareTo(upTo) <= 0) {
            from = removeOldest().at();
        }
    }

    /**
     * Keeps what changed after a position for as long as there is memory for it, or no longer where it is empty.
     *
     * @return whether all of it is known
     */
    boolean hold(Optional<BinlogPosition> position) {
        held = position;
        return position.filter(wanted -> wanted.compareTo(from) < 0).isEmpty();
    }

    void clear(BinlogPosition now) {
        recent.clear();
        bytes = 0;
        from = now;
    }

    private Recent removeOldest() {
        Recent oldest = recent.remove();
        bytes -= TableChanges.bytes(oldest.key());
        return oldest;
    }
}
