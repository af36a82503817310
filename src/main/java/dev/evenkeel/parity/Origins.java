package dev.evenkeel.parity;

import dev.evenkeel.mariadb.GtidSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The transactions that the source's binlog told and the target's did not yet, each with what it wrote. A transaction of the
 * target's binlog is replication's when it stands here, and only once.
 *
 * <p>Memory is bounded: where the target is far behind the oldest are forgotten, and what is forgotten is known by its
 * number.
 */
final class Origins {
    private final long mostBytes;
    private final Map<GtidSet.Gtid, Transaction> transactions = new LinkedHashMap<>();
    /** By domain, the place in the source's order of the last one that the target wrote. */
    private final Map<Long, Long> lastWritten = new HashMap<>();

    /** By domain, the number up to which all were told, those that wrote nothing among them. */
    private final Map<Long, Long> highest = new HashMap<>();

    private final Map<Long, Long> forgotten = new HashMap<>();
    /** What the target had applied before its binlog was watched. */
    private GtidSet before = new GtidSet(Map.of());

    private long count;
    private long bytes;

    private record Transaction(long place, Written written) {}

    Origins(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What the target has applied of the source appears in the part of its binlog that is watched no more. */
    synchronized void appliedBefore(GtidSet applied) {
        before = applied;
    }

    /** What is known of a transaction of the target's binlog. */
    sealed interface Origin {
        /** The source told it, and this is what it wrote. */
        record Source(Written written) implements Origin {}

        /** The source did not tell it, and will not. */
        record Stranger() implements Origin {}

        /** The source may yet tell it: it has not told one of that number. */
        record NotYet() implements Origin {}

        /** It was perhaps told and forgotten. */
        record Forgotten() implements Origin {}
    }

    synchronized void told(GtidSet.Gtid transaction, Written written) {
        highest.merge(transaction.domain(), transaction.sequence(), Math::max);
        if (written.nothing()) {
            return;
        }
        transactions.put(transaction, new Transaction(count++, written));
        bytes += written.bytes();
        for (Iterator<Map.Entry<GtidSet.Gtid, Transaction>> oldest =
                        transactions.entrySet().iterator();
                bytes > mostBytes && oldest.hasNext(); ) {
            Map.Entry<GtidSet.Gtid, Transaction> entry = oldest.next();
            forgotten.merge(entry.getKey().domain(), entry.getKey().sequence(), Math::max);
            bytes -= entry.getValue().written().bytes();
            oldest.remove();
        }
    }

    /**
     * Who wrote a transaction of the target's binlog. Replication keeps the source's order within a domain: one that comes a second
     * time, or after a later one, or that was applied before, is a stranger's, whoever wrote it first.
     *
     * @param complete the source's binlog was told up to a place that was its end after the target wrote this
     */
    synchronized Origin origin(GtidSet.Gtid transaction, boolean complete) {
        Optional<Transaction> told = Optional.ofNullable(transactions.remove(transaction));
        if (told.isPresent()) {
            bytes -= told.get().written().bytes();
            boolean inOrder = told.get().place() > lastWritten.getOrDefault(transaction.domain(), -1L);
            if (!inOrder || isBefore(transaction)) {
                return new Origin.Stranger();
            }
            lastWritten.put(transaction.domain(), told.get().place());
            return new Origin.Source(told.get().written());
        }
        if (transaction.sequence() <= forgotten.getOrDefault(transaction.domain(), -1L)) {
            return new Origin.Forgotten();
        }
        return complete || transaction.sequence() <= highest.getOrDefault(transaction.domain(), -1L)
                ? new Origin.Stranger()
                : new Origin.NotYet();
    }

    private boolean isBefore(GtidSet.Gtid transaction) {
        GtidSet.Gtid applied = before.byDomain().get(transaction.domain());
        return applied != null && transaction.sequence() <= applied.sequence();
    }
}
