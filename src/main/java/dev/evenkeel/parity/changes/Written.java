package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.feed.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one transaction of a binlog wrote: for each table the sum of its rows' digests, so that their order does not matter,
 * and the tables of which any row may have changed. Two servers that logged the same transaction logged the same here.
 */
public final class Written {
    private final Map<TableName, Long> rows = new HashMap<>();
    private final Set<TableName> whole = new HashSet<>();
    private boolean anything;

    public Written() {}

    private Written(Written other) {
        rows.putAll(other.rows);
        whole.addAll(other.whole);
        anything = other.anything;
    }

    public Written copy() {
        return new Written(this);
    }

    public void add(Change change) {
        if (change instanceof Change.RowChanged row) {
            rows.merge(row.table(), digest(row.kind().ordinal(), row.key()), Long::sum);
        } else if (change instanceof Change.RowsCascaded group) {
            rows.merge(group.table(), digest(digest(7, group.columns()), group.values()), Long::sum);
        } else if (change instanceof Change.TableDirty dirty) {
            whole.add(dirty.table());
        } else if (change instanceof Change.AllDirty) {
            anything = true;
        }
    }

    public boolean nothing() {
        return rows.isEmpty() && whole.isEmpty() && !anything;
    }

    /** Nobody can say what it wrote. */
    public boolean anything() {
        return anything;
    }

    public Set<TableName> tables() {
        Set<TableName> tables = new HashSet<>(rows.keySet());
        tables.addAll(whole);
        return tables;
    }

    /**
     * The tables in which this transaction wrote something that the other one, of the same name on another server, did not.
     * What the other left out does not matter here: that shows in the rows that it told.
     */
    public Set<TableName> beyond(Written other) {
        Set<TableName> tables = new HashSet<>();
        if (other.anything) {
            return tables;
        }
        rows.forEach((table, sum) -> {
            if (!other.whole.contains(table) && !sum.equals(other.rows.get(table))) {
                tables.add(table);
            }
        });
        whole.stream().filter(table -> !other.whole.contains(table)).forEach(tables::add);
        return tables;
    }

    /** Whether nobody can say what it wrote, and the other one does not say so. */
    public boolean anythingBeyond(Written other) {
        return anything && !other.anything;
    }

    /** About how much memory it takes. */
    public long bytes() {
        return 160 + 64L * (rows.size() + whole.size());
    }

    /** Of texts in their order: FNV-1a over their letters, mixed once more so that sums of such are as good. */
    private static long digest(long seed, List<String> texts) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x1_0000) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
