package dev.evenkeel.parity.strangers;

import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.changes.TableChanges;
import dev.evenkeel.replication.feed.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What others than replication wrote on the target, or may have written: keys, whole tables, anything. A doubt
 * is known with the time when it was noticed, by the JVM's clock in nanoseconds: rows that were read in a snapshot opened later
 * hold it.
 */
final class StrangeWrites {
    /** A binlog may tell of a write before it is committed, by as much as another server takes to acknowledge it. */
    private static final long NOT_YET_COMMITTED = Duration.ofSeconds(5).toNanos();

    private final long mostBytes;
    /** By table, the rows that somebody wrote, and whether each was left there. */
    private final Map<TableName, Map<List<String>, Boolean>> keys = new HashMap<>();

    private final Map<TableName, Doubt> tables = new HashMap<>();
    private Optional<Doubt> anything = Optional.empty();
    private long bytes;

    StrangeWrites(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Any row of a table may have been written. */
    record Doubt(long noticed, String reason) {
        /** Nothing that is read dispels it. */
        static Doubt lasting(String reason) {
            return new Doubt(Long.MAX_VALUE, reason);
        }

        boolean after(long opened) {
            return noticed == Long.MAX_VALUE || noticed - opened >= 0;
        }
    }

    void row(Change.RowChanged row, long noticed) {
        Map<List<String>, Boolean> written = keys.computeIfAbsent(row.table(), table -> new LinkedHashMap<>());
        if (written.put(row.key(), row.kind() != Change.Kind.DELETED) == null) {
            bytes += TableChanges.bytes(row.key());
        }
        if (bytes > mostBytes) {
            keys.keySet().forEach(table -> table(table, "somebody wrote many rows on the target", noticed));
            keys.clear();
            bytes = 0;
        }
    }

    void table(TableName table, String reason, long noticed) {
        tables.put(table, new Doubt(noticed + NOT_YET_COMMITTED, reason));
    }

    void anything(Doubt doubt) {
        anything = lasting() ? anything : Optional.of(doubt);
    }

    /**
     * Rows of a table that were written, whenever: a binlog may tell of a row before it is committed, and then a snapshot that was
     * opened after it was noticed need not hold it.
     */
    Map<List<String>, Boolean> keys(TableName table) {
        return new LinkedHashMap<>(keys.getOrDefault(table, Map.of()));
    }

    /** Why any row of a table may have been written since a snapshot was opened. */
    Optional<String> doubtSince(TableName table, long opened) {
        return anything.filter(doubt -> doubt.after(opened))
                .or(() -> Optional.ofNullable(tables.get(table)).filter(doubt -> doubt.after(opened)))
                .map(Doubt::reason);
    }

    /** Nothing that is read dispels the doubt. */
    boolean lasting() {
        return anything.filter(doubt -> doubt.noticed() == Long.MAX_VALUE).isPresent();
    }

    boolean wrote(TableName table) {
        return keys.containsKey(table) || tables.containsKey(table);
    }
}
