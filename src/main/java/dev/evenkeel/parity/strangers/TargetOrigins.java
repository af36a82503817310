package dev.evenkeel.parity.strangers;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.Origins;
import dev.evenkeel.parity.changes.Written;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who wrote the transactions of the target's binlog, asked of what the source told. They are judged in their order: one that the
 * source has not told yet keeps those after it waiting.
 */
final class TargetOrigins {
    private static final int MOST_NAMED = 1_000;

    private final ChangeLog source;
    private final StrangeWrites writes;
    private final long mostBytes;
    private final Map<TableName, Strangers.Stranger> named = new LinkedHashMap<>();
    private final Deque<TargetTransaction> pending = new ArrayDeque<>();
    private long bytes;
    /** How many were judged, which is the number of the first that waits. */
    private long judged;

    /** @param writes takes what somebody else wrote */
    TargetOrigins(ChangeLog source, StrangeWrites writes, long mostBytes) {
        this.source = source;
        this.writes = writes;
        this.mostBytes = mostBytes;
    }

    /** A transaction was told to its end. */
    void add(TargetTransaction transaction) {
        pending.add(transaction);
        bytes += transaction.bytes();
        judge(seen(), Optional.empty());
        for (Iterator<TargetTransaction> oldest = pending.iterator(); bytes > mostBytes && oldest.hasNext(); ) {
            TargetTransaction large = oldest.next();
            bytes -= large.bytes();
            large.forgetRows();
            bytes += large.bytes();
        }
        while (bytes > mostBytes) {
            bytes -= pending.remove().bytes();
            judged++;
            String reason = "too many transactions of the target wait to be attributed to whoever wrote them";
            writes.anything(new StrangeWrites.Doubt(System.nanoTime(), reason));
        }
    }

    boolean isPending() {
        return !pending.isEmpty();
    }

    /** How many were seen so far, judged or not. */
    long seen() {
        return judged + pending.size();
    }

    /**
     * Judges those that wait.
     *
     * @param seen so many had been seen by then
     * @param sourcesEnd a place that was the source's end after that, and up to which it was reported
     */
    void judge(long seen, BinlogPosition sourcesEnd) {
        judge(seen, Optional.of(sourcesEnd));
    }

    private void judge(long seen, Optional<BinlogPosition> sourcesEnd) {
        while (judged < seen && judged(pending.element(), sourcesEnd)) {
            bytes -= pending.remove().bytes();
            judged++;
        }
    }

    private boolean judged(TargetTransaction transaction, Optional<BinlogPosition> sourcesEnd) {
        Origins.Origin origin = source.origin(transaction.gtid(), sourcesEnd);
        if (origin instanceof Origins.Origin.NotYet) {
            return false;
        }
        Written written = transaction.written();
        if (origin instanceof Origins.Origin.Source told) {
            // Where one side's rows could not be read, it was replication for all that is known, and a doubt all the
            // same.
            strange(
                    transaction,
                    written.beyond(told.written()),
                    written.anythingBeyond(told.written()),
                    table -> !transaction.whole().contains(table)
                            || !told.written().tables().contains(table));
        } else {
            boolean certain = origin instanceof Origins.Origin.Stranger;
            strange(transaction, written.tables(), written.anything(), table -> certain);
        }
        return true;
    }

    /** Somebody else wrote all of a transaction. */
    void name(TargetTransaction transaction) {
        strange(
                transaction,
                transaction.written().tables(),
                transaction.written().anything(),
                table -> true);
    }

    /**
     * A transaction wrote what the source did not tell.
     *
     * @param beyond the tables in which
     * @param certain whether it is, and not only that nobody can say
     */
    private void strange(
            TargetTransaction transaction, Set<TableName> beyond, boolean anything, Predicate<TableName> certain) {
        long now = System.nanoTime();
        if (anything) {
            String reason = transaction.anything().orElse("a transaction that nobody can read");
            writes.anything(new StrangeWrites.Doubt(now, "on the target: " + reason));
        }
        for (TableName table : beyond) {
            if (transaction.whole().contains(table)) {
                writes.table(table, "somebody changed rows of it on the target that cannot be named", now);
            }
            if (certain.test(table) && named.size() < MOST_NAMED) {
                named.putIfAbsent(
                        table,
                        new Strangers.Stranger(
                                table,
                                transaction.gtid().serverId(),
                                transaction.position(),
                                transaction.begun().at()));
            }
        }
        transaction.rows().stream().filter(row -> beyond.contains(row.table())).forEach(row -> writes.row(row, now));
    }

    /** The first write to each table, each once. */
    List<Strangers.Stranger> found() {
        return List.copyOf(named.values());
    }

    boolean named(TableName table) {
        return named.containsKey(table);
    }
}
