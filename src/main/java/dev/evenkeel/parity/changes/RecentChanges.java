package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    private record Recent(TableName table, List<String> key, BinlogPosition at, int balance) {}

    RecentChanges(BinlogPosition from, long mostBytes) {
        this.from = from;
        this.mostBytes = mostBytes;
    }

    void add(TableName table, List<String> key, BinlogPosition at, int balance) {
        recent.add(new Recent(table, key, at, balance));
        bytes += TableChanges.bytes(key);
        while (bytes > mostBytes) {
            from = removeOldest().at();
        }
    }

    /** The keys of a table that changed after a position; empty when they are not known any more. */
    Optional<List<List<String>>> keysAfter(TableName table, BinlogPosition position) {
        if (position.compareTo(from) < 0) {
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
        return Optional.of(new ArrayList<>(keys));
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
        while (!recent.isEmpty() && recent.peek().at().compareTo(position) <= 0) {
            from = removeOldest().at();
        }
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
