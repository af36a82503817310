package dev.evenkeel.replication.feed;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.statement.Meaning;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps back what a prepared transaction changed. From 10.5 on its rows are logged at XA PREPARE, and nobody sees them
 * before XA COMMIT, which may come much later, as a group of its own without rows: only then they are reported.
 */
final class PreparedChanges implements Consumer<Change> {
    /** Of keys kept, about, over all transactions; above, their tables are kept instead. */
    private static final long MOST_BYTES = 16L << 20;

    private static final int MOST_TRANSACTIONS = 10_000;
    private static final int CHANGE_BYTES = 100;

    private final Consumer<Change> sink;
    private final Map<String, List<Change>> byTransaction = new LinkedHashMap<>();
    private List<Change> open = List.of();
    private boolean isOpen;
    private long bytes;

    PreparedChanges(Consumer<Change> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(Change change) {
        if (!isOpen || size(change) == 0) {
            sink.accept(change);
            return;
        }
        open.add(change);
        bytes += size(change);
        if (bytes > MOST_BYTES) {
            byTransaction.replaceAll((transaction, changes) -> ofTables(changes));
            open = ofTables(open);
            bytes = 0;
        }
    }

    /** A group begins; what is told of it is kept back when it will only be prepared. */
    void begin(boolean toBePrepared) {
        if (isOpen) {
            // It was not prepared after all.
            open.forEach(sink);
        }
        isOpen = toBePrepared;
        open = new ArrayList<>();
    }

    void prepared(String transaction) {
        if (isOpen) {
            byTransaction.merge(transaction, open, (before, more) -> {
                before.addAll(more);
                return before;
            });
            isOpen = false;
        }
        Iterator<String> eldest = byTransaction.keySet().iterator();
        while (byTransaction.size() > MOST_TRANSACTIONS) {
            eldest.next();
            eldest.remove();
        }
    }

    /** Tells what it changed, as of here; false when nobody knows what that was. */
    boolean finished(Meaning.Finished end, BinlogPosition here) {
        List<Change> changes = byTransaction.remove(end.transaction());
        if (changes == null) {
            return !end.committed();
        }
        changes.forEach(change -> bytes = Math.max(0, bytes - size(change)));
        if (end.committed()) {
            changes.forEach(change -> sink.accept(moved(change, here)));
        }
        return true;
    }

    private static Change moved(Change change, BinlogPosition here) {
        if (change instanceof Change.RowChanged row) {
            return new Change.RowChanged(row.table(), row.kind(), row.key(), here);
        }
        if (change instanceof Change.RowsCascaded rows) {
            return new Change.RowsCascaded(rows.table(), rows.columns(), rows.values(), here);
        }
        if (change instanceof Change.TableDirty table) {
            return new Change.TableDirty(table.table(), table.reason(), here);
        }
        return change;
    }

    /** Roughly what it takes to keep it; 0 for what is reported at once. */
    private static long size(Change change) {
        if (change instanceof Change.RowChanged row) {
            return CHANGE_BYTES + length(row.key());
        }
        if (change instanceof Change.RowsCascaded rows) {
            return CHANGE_BYTES + length(rows.values());
        }
        return change instanceof Change.TableDirty ? 1 : 0;
    }

    private static long length(List<String> values) {
        return values.stream().mapToLong(String::length).sum();
    }

    private static List<Change> ofTables(List<Change> changes) {
        Set<TableName> tables = new TreeSet<>();
        List<Change> kept = new ArrayList<>();
        for (Change change : changes) {
            TableName table = change instanceof Change.RowChanged row
                    ? row.table()
                    : change instanceof Change.RowsCascaded rows ? rows.table() : ((Change.TableDirty) change).table();
            if (tables.add(table)) {
                kept.add(new Change.TableDirty(
                        table, "a prepared transaction changed many rows of it", change.position()));
            }
        }
        return kept;
    }
}
