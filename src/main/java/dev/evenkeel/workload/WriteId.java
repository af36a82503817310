package dev.evenkeel.workload;

/**
 * The number of a write, unique over connections and runs: a run of 31 bits, a connection of 8, a sequence of 24. The
 * writes of one run are one range.
 */
record WriteId(long run, int connection, int sequence) {
    static final int CONNECTIONS = 1 << 8;
    static final int SEQUENCES = 1 << 24;

    /** A run's number from its beginning, in tenths of a second; comes round after seven years. */
    static long run(long epochMillis) {
        return epochMillis / 100 & 0x7fff_ffffL;
    }

    static WriteId of(long value) {
        return new WriteId(value >>> 32, (int) (value >>> 24) & (CONNECTIONS - 1), (int) value & (SEQUENCES - 1));
    }

    long value() {
        return run << 32 | (long) connection << 24 | sequence;
    }

    static long first(long run) {
        return run << 32;
    }

    static long last(long run) {
        return run << 32 | 0xffff_ffffL;
    }
}
