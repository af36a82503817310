package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The source's transactions in the order of its binlog, each with its end there. By them a follower's GTID position becomes a
 * place in the source's binlog: domains are followed one by one, so the place is that of the first transaction, of whatever
 * domain, that it has not applied.
 */
public final class Transactions {
    private static final int MOST = 200_000;

    private final Map<Long, GtidSet.Gtid> before;
    private final Deque<Transaction> all = new ArrayDeque<>();
    private final Map<Long, GtidSet.Gtid> last = new HashMap<>();
    /** By domain, the last of those that are not kept any more. */
    private final Map<Long, GtidSet.Gtid> forgotten = new HashMap<>();

    /** The end of what is not kept any more. */
    private BinlogPosition from;

    private static final class Transaction {
        private final GtidSet.Gtid gtid;
        private final BinlogPosition start;
        private BinlogPosition end;

        Transaction(GtidSet.Gtid gtid, BinlogPosition start, BinlogPosition end) {
            this.gtid = gtid;
            this.start = start;
            this.end = end;
        }
    }

    /**
     * How far a follower is.
     *
     * @param upTo it has applied everything before
     * @param exactly and nothing after
     * @param known false where the position names what nobody told, and the place may be too late
     */
    public record Applied(BinlogPosition upTo, boolean exactly, boolean known) {}

    /** @param before the GTID position of the place where the feed begins, all of which is applied */
    Transactions(BinlogPosition from, GtidSet before) {
        this.from = from;
        this.before = before.byDomain();
    }

    /** @param start the end of what was reported before it */
    void begun(GtidSet.Gtid gtid, BinlogPosition start, BinlogPosition position) {
        all.add(new Transaction(gtid, start, position));
        last.put(gtid.domain(), gtid);
        if (all.size() > MOST) {
            dropOldest();
        }
    }

    private void dropOldest() {
        Transaction oldest = all.remove();
        from = oldest.end;
        forgotten.put(oldest.gtid.domain(), oldest.gtid);
    }

    void advance(BinlogPosition position) {
        if (!all.isEmpty()) {
            all.getLast().end = position;
        }
    }

    /** How many domains there are. */
    int domains() {
        Map<Long, GtidSet.Gtid> domains = new HashMap<>(before);
        domains.putAll(last);
        return domains.size();
    }

    /** The first transaction, of those told last in each domain, that a follower with this GTID position has not applied. */
    Optional<GtidSet.Gtid> missing(GtidSet applied) {
        return last.values().stream()
                .filter(gtid -> applied.byDomain().get(gtid.domain()) == null
                        || applied.byDomain().get(gtid.domain()).sequence() < gtid.sequence())
                .findFirst();
    }

    /**
     * How far a follower with this GTID position is. Within a domain it applies in the order of the binlog, so all is applied
     * up to the very transaction that the position names; numbers alone say less, since they may go back.
     */
    Applied applied(GtidSet position) {
        Set<Long> open = new HashSet<>(last.keySet());
        Set<Long> passed = new HashSet<>();
        BinlogPosition upTo = all.isEmpty() ? from : all.getLast().end;
        boolean exactly = true;
        for (Iterator<Transaction> newest = all.descendingIterator(); newest.hasNext() && !open.isEmpty(); ) {
            Transaction transaction = newest.next();
            long domain = transaction.gtid.domain();
            if (transaction.gtid.equals(position.byDomain().get(domain))) {
                open.remove(domain);
            }
            if (open.contains(domain)) {
                // Whatever comes after it in another domain and is applied lies beyond every place.
                exactly &= passed.isEmpty();
                upTo = transaction.start;
            } else {
                passed.add(domain);
            }
        }
        boolean known = open.stream()
                .allMatch(domain -> isBefore(domain, position.byDomain().get(domain)));
        return new Applied(upTo, exactly && known, known);
    }

    /** Nothing of the domain is applied but what was before the first that is kept. */
    private boolean isBefore(long domain, GtidSet.Gtid applied) {
        GtidSet.Gtid dropped = forgotten.get(domain);
        if (dropped != null) {
            return dropped.equals(applied);
        }
        GtidSet.Gtid first = before.get(domain);
        return applied == null || first != null && applied.sequence() <= first.sequence();
    }
    /** Nobody will ask any more for places before the position. */
    void forget(BinlogPosition position) {
        while (all.size() > 1 && all.peek().end.compareTo(position) < 0) {
            dropOldest();
        }
    }
}
