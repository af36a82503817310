package dev.evenkeel.workload;

import java.util.Arrays;

/**
 * The writes of one connection by their sequence, kept small: some twenty bytes each. A connection writes to rows of its
 * own only, so what each row must be is known exactly. For the connection's thread; for others once that has ended.
 */
final class OwnWrites {
    private static final Kind[] KINDS = Kind.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    static final int NONE = -1;

    private int size;
    private byte[] kinds = new byte[1024];
    private byte[] outcomes = new byte[1024];
    private byte[] removals = new byte[1024];
    private int[] subjects = new int[1024];
    private int[] updates = new int[1024];
    private int[] doubtfulUpdates = new int[1024];
    private long acknowledged;
    private long inDoubt;

    /**
     * Takes the next number for a write that is about to be sent. Until {@link #settle} it counts as refused.
     *
     * @param subject the session a row belongs to, or the row that is updated or deleted; {@link #NONE} for a session
     */
    int begin(Kind kind, int subject) {
        int sequence = add(kind, subject);
        if (kind == Kind.TRANSACTION) {
            add(Kind.PART, sequence);
        }
        return sequence;
    }

    void settle(int sequence, Outcome outcome) {
        outcomes[sequence] = (byte) outcome.ordinal();
        if (outcome == Outcome.REFUSED) {
            return;
        }
        boolean sure = outcome == Outcome.ACKNOWLEDGED;
        if (sure) {
            acknowledged++;
        } else {
            inDoubt++;
        }
        int subject = subjects[sequence];
        switch (kind(sequence)) {
            case UPDATE -> (sure ? updates : doubtfulUpdates)[subject]++;
            case DELETE -> removals[subject] = (byte) outcome.ordinal();
            default -> {}
        }
    }

    int size() {
        return size;
    }

    Kind kind(int sequence) {
        return KINDS[kinds[sequence]];
    }

    Outcome outcome(int sequence) {
        return OUTCOMES[outcomes[sequence]];
    }

    int subject(int sequence) {
        return subjects[sequence];
    }

    /** Whether the row was deleted on its own account; refused where nobody tried, or tried in vain. */
    Outcome removal(int sequence) {
        return OUTCOMES[removals[sequence]];
    }

    int updates(int sequence) {
        return updates[sequence];
    }

    int doubtfulUpdates(int sequence) {
        return doubtfulUpdates[sequence];
    }

    long acknowledged() {
        return acknowledged;
    }

    long inDoubt() {
        return inDoubt;
    }

    private int add(Kind kind, int subject) {
        if (size == WriteId.SEQUENCES) {
            throw new IllegalStateException("a connection has made " + size + " writes, all that can be numbered");
        }
        if (size == kinds.length) {
            int more = size * 2;
            kinds = Arrays.copyOf(kinds, more);
            outcomes = Arrays.copyOf(outcomes, more);
            removals = Arrays.copyOf(removals, more);
            subjects = Arrays.copyOf(subjects, more);
            updates = Arrays.copyOf(updates, more);
            doubtfulUpdates = Arrays.copyOf(doubtfulUpdates, more);
        }
        kinds[size] = (byte) kind.ordinal();
        subjects[size] = subject;
        return size++;
    }
}
