package dev.evenkeel.workload;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Compares what the application was told with what a server holds. Every acknowledged write must be there exactly once;
 * one in doubt may be there, whole, or not; one that was refused must not be.
 */
final class LedgerAudit {
    private static final int EXAMPLES = 10;

    private final Ledger ledger;
    private final Found found;
    private final List<String> examples = new ArrayList<>();
    private long lost;
    private long torn;
    private long duplicated;

    private LedgerAudit(Ledger ledger, Found found) {
        this.ledger = ledger;
        this.found = found;
    }

    /**
     * The sums of an audit.
     *
     * @param lost acknowledged writes that are missing, and transactions in doubt that are there in part
     * @param duplicated what is there more often than it may be, be it twice or though refused
     */
    record Sums(
            long acknowledged, long onTarget, long lost, long duplicated, long inDoubt, List<String> examplesOfLost) {}

    static Sums of(Ledger ledger, Found found) {
        LedgerAudit audit = new LedgerAudit(ledger, found);
        long acknowledged = 0;
        long inDoubt = 0;
        for (int connection = 0; connection < ledger.writes().size(); connection++) {
            OwnWrites own = ledger.writes().get(connection);
            audit.new Connection(connection, own).judge();
            acknowledged += own.acknowledged();
            inDoubt += own.inDoubt();
        }
        return new Sums(
                acknowledged,
                acknowledged - audit.lost,
                audit.lost + audit.torn,
                audit.duplicated + found.strays(),
                inDoubt,
                List.copyOf(audit.examples));
    }

    private void example(int connection, int sequence, String what) {
        if (examples.size() < EXAMPLES) {
            Kind kind = ledger.writes().get(connection).kind(sequence);
            examples.add(kind.word() + " " + ledger.id(connection, sequence).value() + " of connection " + connection
                    + ": " + what);
        }
    }

    /** The writes of one connection. */
    private final class Connection {
        private final int connection;
        private final OwnWrites own;
        /** Per session: transactions whose rows are all there, each of which counted the revision up. */
        private final int[] landed;
        /** Rows whose acknowledged deletion did not take all it had to. */
        private final BitSet undeleted = new BitSet();

        Connection(int connection, OwnWrites own) {
            this.connection = connection;
            this.own = own;
            this.landed = new int[own.size()];
        }

        void judge() {
            for (int sequence = 0; sequence < own.size(); sequence++) {
                switch (own.kind(sequence)) {
                    case SESSION, INSERT -> row(sequence, List.of(found.rows(connection, sequence)));
                    case TRANSACTION ->
                        row(
                                sequence,
                                List.of(
                                        found.rows(connection, sequence),
                                        found.rows(connection, sequence + 1),
                                        found.scores(connection, sequence)));
                    default -> {}
                }
            }
            // After the rows, since what transactions counted must be known.
            for (int sequence = 0; sequence < own.size(); sequence++) {
                Kind kind = own.kind(sequence);
                if ((kind == Kind.SESSION || kind == Kind.INSERT) && found.rows(connection, sequence) > 0) {
                    revision(sequence);
                }
            }
            undeleted.stream().forEach(sequence -> {
                lost++;
                example(connection, sequence, "deleted, yet it or what belongs to it is there");
            });
        }

        private void row(int sequence, List<Integer> parts) {
            int present = (int) parts.stream().filter(count -> count > 0).count();
            boolean whole = present == parts.size();
            duplicated +=
                    parts.stream().mapToLong(count -> Math.max(0, count - 1)).sum();
            if (whole && own.kind(sequence) == Kind.TRANSACTION) {
                landed[own.subject(sequence)]++;
            }
            switch (own.outcome(sequence)) {
                case ACKNOWLEDGED -> acknowledgedRow(sequence, present, whole);
                case IN_DOUBT -> {
                    if (present > 0 && !whole) {
                        torn++;
                        example(connection, sequence, "in doubt and there in part");
                    }
                }
                case REFUSED -> duplicated += present > 0 ? 1 : 0;
            }
        }

        private void acknowledgedRow(int sequence, int present, boolean whole) {
            int remover = remover(sequence);
            Outcome removal = remover == OwnWrites.NONE ? Outcome.REFUSED : own.removal(remover);
            if (removal == Outcome.ACKNOWLEDGED) {
                if (present > 0) {
                    undeleted.set(remover);
                }
            } else if (removal == Outcome.IN_DOUBT && present == 0) {
                // Deleted after all.
                return;
            } else if (!whole) {
                int updates = own.updates(sequence);
                lost += 1L + (present == 0 ? updates : 0);
                example(connection, sequence, present == 0 ? "missing" : "there in part");
            }
        }

        /** The row whose deletion, tried or done, takes this row away: itself, or its session. */
        private int remover(int sequence) {
            if (own.removal(sequence) == Outcome.ACKNOWLEDGED || own.kind(sequence) == Kind.SESSION) {
                return sequence;
            }
            int session = own.subject(sequence);
            // A session that is still there took nothing with it.
            boolean sessionGone = own.removal(session) == Outcome.ACKNOWLEDGED
                    || own.removal(session) == Outcome.IN_DOUBT && found.rows(connection, session) == 0;
            return sessionGone ? session : sequence;
        }

        private void revision(int sequence) {
            if (own.outcome(sequence) != Outcome.ACKNOWLEDGED
                    || own.removal(remover(sequence)) == Outcome.ACKNOWLEDGED) {
                return;
            }
            long counted = found.revision(connection, sequence) - (long) landed[sequence];
            long least = own.updates(sequence);
            long most = least + own.doubtfulUpdates(sequence);
            if (counted < least) {
                lost += least - counted;
                example(connection, sequence, (least - counted) + " of its acknowledged updates missing");
            }
            duplicated += Math.max(0, counted - most);
        }
    }
}
