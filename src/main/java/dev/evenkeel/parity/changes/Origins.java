package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.GtidSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transactions that the source's binlog told and the target's did not yet, each with what it wrote. A transaction of the
 * target's binlog is replication's when it is here, and only once.
 *
 * <p>Memory is bounded: where the target lags far, the oldest are forgotten, and what is forgotten is known by its
 * number.
 */
public final class Origins {
    private final long mostBytes;
    private final Map<GtidSet.Gtid, Transaction> transactions = new LinkedHashMap<>();
    /** By domain, the place in the source's order of the last one that the target wrote. */
    private final Map<Long, Long> lastWritten = new HashMap<>();

    private final Map<Long, Long> forgotten = new HashMap<>();
    /** By domain, the last one that the target had applied before its binlog was watched, until the source has told it. */
    private final Map<Long, GtidSet.Gtid> before = new HashMap<>();

    private long count;
    private long bytes;

    private record Transaction(long place, boolean before, Written written) {}

    Origins(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * The last transaction of each domain that the target had applied before its binlog was watched. Those that the source shows up
     * to it appear in a part of the target's binlog that nobody reads.
     */
    synchronized void appliedBefore(List<GtidSet.Gtid> last) {
        last.forEach(transaction -> before.put(transaction.domain(), transaction));
    }

    /** What the source shows from now on was not applied before. */
    synchronized void noneBefore() {
        before.clear();
    }

    /** What is known of a transaction of the target's binlog. */
    public sealed interface Origin {
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
        boolean isBefore = before.containsKey(transaction.domain());
        before.remove(transaction.domain(), transaction);
        if (written.nothing()) {
            return;
        }
        transactions.put(transaction, new Transaction(count++, isBefore, written));
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
     * @param complete the source's binlog was reported up to a place that was its end after the target wrote this
     */
    synchronized Origin origin(GtidSet.Gtid transaction, boolean complete) {
        Optional<Transaction> told = Optional.ofNullable(transactions.remove(transaction));
        if (told.isPresent()) {
            bytes -= told.get().written().bytes();
            boolean inOrder = told.get().place() > lastWritten.getOrDefault(transaction.domain(), -1L);
            if (!inOrder || told.get().before()) {
                return new Origin.Stranger();
            }
            lastWritten.put(transaction.domain(), told.get().place());
            return new Origin.Source(told.get().written());
        }
        if (transaction.sequence() <= forgotten.getOrDefault(transaction.domain(), -1L)) {
            return new Origin.Forgotten();
        }
        return complete ? new Origin.Stranger() : new Origin.NotYet();
    }
}
