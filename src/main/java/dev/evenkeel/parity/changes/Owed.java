package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows, and groups of rows, that changed while their table was read, and that were compared at no moment since. Each is
 * owed one comparison, however often it changes.
 */
public final class Owed {
    private final Map<TableName, Set<List<String>>> rows = new HashMap<>();
    private final Map<TableName, Set<RowGroup>> groups = new HashMap<>();

    /** The table was read; these changed after what was read. */
    synchronized void read(TableName table, Collection<List<String>> changed, Collection<RowGroup> changedGroups) {
        rows.put(table, new HashSet<>(changed));
        groups.put(table, new HashSet<>(changedGroups));
    }

    /** These were the same on both sides at one moment. */
    public synchronized void settled(TableName table, Collection<List<String>> same) {
        same.forEach(rows.getOrDefault(table, Set.of())::remove);
    }

    synchronized void settledGroups(TableName table, Collection<RowGroup> same) {
        same.forEach(groups.getOrDefault(table, Set.of())::remove);
    }

    /** Some of a table's rows. */
    public synchronized List<List<String>> rows(TableName table, int most) {
        return rows.getOrDefault(table, Set.of()).stream().limit(most).toList();
    }

    /** Rows and groups of a table. */
    public synchronized int size(TableName table) {
        return rows.getOrDefault(table, Set.of()).size()
                + groups.getOrDefault(table, Set.of()).size();
    }

    /** Rows and groups of all tables. */
    public synchronized long size() {
        return rows.keySet().stream().mapToLong(this::size).sum();
    }
}
