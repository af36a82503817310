package dev.evenkeel.parity.strangers;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.changes.TableChanges;
import dev.evenkeel.parity.changes.Written;
import dev.evenkeel.replication.feed.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A transaction of the target's binlog, with all it wrote, until it is known who wrote it. */
final class TargetTransaction {
    private final Change.Begun begun;
    private final long mostBytes;
    private Written written = new Written();
    private Written writtenAtReached = new Written();
    private final List<Change.RowChanged> rows = new ArrayList<>();
    /** Tables of which not every key is kept, or known. */
    private final Set<TableName> whole = new HashSet<>();

    private Optional<String> anything = Optional.empty();
    private long bytes;

    TargetTransaction(Change.Begun begun, long mostBytes) {
        this.begun = begun;
        this.mostBytes = mostBytes;
    }

    GtidSet.Gtid gtid() {
        return begun.transaction();
    }

    Change.Begun begun() {
        return begun;
    }

    void add(Change change) {
        written.add(change);
        if (change instanceof Change.RowChanged row) {
            if (!whole.contains(row.table())) {
                rows.add(row);
                bytes += TableChanges.bytes(row.key());
            }
            if (bytes > mostBytes) {
                forgetRows();
            }
        } else if (change instanceof Change.RowsCascaded cascaded) {
            whole.add(cascaded.table());
        } else if (change instanceof Change.TableDirty dirty) {
            whole.add(dirty.table());
        } else if (change instanceof Change.AllDirty all) {
            anything = Optional.of(all.reason());
        }
    }

    /** Keeps no keys any more: should somebody else have written it, its tables are read as wholes. */
    void forgetRows() {
        rows.forEach(row -> whole.add(row.table()));
        rows.clear();
        bytes = 0;
    }

    /** Everything up to here was shown by whole events. */
    void reached() {
        writtenAtReached = written.copy();
    }

    /** Another feed continues and tells once more an event that was cut short. */
    void resumed() {
        written = writtenAtReached.copy();
    }

    Written written() {
        return written;
    }

    List<Change.RowChanged> rows() {
        return rows;
    }

    Set<TableName> whole() {
        return whole;
    }

    /** Why nobody can say what it wrote. */
    Optional<String> anything() {
        return anything;
    }

    BinlogPosition position() {
        return begun.position();
    }

    long bytes() {
        return 600 + bytes + written.bytes();
    }
}
