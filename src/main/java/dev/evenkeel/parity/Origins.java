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
    private final Map<GtidSet.Gtid, Written> transactions = new LinkedHashMap<>();
    /** By domain, the number up to which all were told, those that wrote nothing among them. */
    private final Map<Long, Long> highest = new HashMap<>();

    private final Map<Long, Long> forgotten = new HashMap<>();
    private long bytes;

    Origins(long mostBytes) {
        this.mostBytes = mostBytes;
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
        transactions.put(transaction, written);
        bytes += written.bytes();
        for (Iterator<Map.Entry<GtidSet.Gtid, Written>> oldest =
                        transactions.entrySet().iterator();
                bytes > mostBytes && oldest.hasNext(); ) {
            Map.Entry<GtidSet.Gtid, Written> entry = oldest.next();
            forgotten.merge(entry.getKey().domain(), entry.getKey().sequence(), Math::max);
            bytes -= entry.getValue().bytes();
            oldest.remove();
        }
    }

    /**
     * Who wrote a transaction of the target's binlog; one that the source told is taken out, so that a second one of its name
     * is a stranger's.
     *
     * @param complete the source's binlog was told up to a place that was its end after the target wrote this
     */
    synchronized Origin origin(GtidSet.Gtid transaction, boolean complete) {
        Optional<Written> written = Optional.ofNullable(transactions.remove(transaction));
        if (written.isPresent()) {
            bytes -= written.get().bytes();
            return new Origin.Source(written.get());
        }
        if (transaction.sequence() <= forgotten.getOrDefault(transaction.domain(), -1L)) {
            return new Origin.Forgotten();
        }
        return complete || transaction.sequence() <= highest.getOrDefault(transaction.domain(), -1L)
                ? new Origin.Stranger()
                : new Origin.NotYet();
    }
}
