package dev.evenkeel.parity.rows;

import java.time.Duration;

/** How many rows the next chunk of a table shall have, so that reading it takes about as long as wanted. */
public final class ChunkPace {
    private static final double GROWTH = 1.5;

    private final Limits limits;
    private long rows;

    /**
     * @param least rows of the first chunk and of any
     * @param most rows of any chunk
     * @param target how long reading a chunk on the slower side shall take
     */
    public record Limits(long least, long most, Duration target) {
        static final Limits USUAL = new Limits(1_000, 500_000, Duration.ofMillis(500));
    }

    public ChunkPace(Limits limits) {
        this.limits = limits;
        this.rows = limits.least();
    }

    public synchronized long rows() {
        return rows;
    }

    public long within(long rows) {
        return Math.max(limits.least(), Math.min(limits.most(), rows));
    }

    /** A chunk was read; one that was cut short by the table's end tells nothing about the next. */
    public synchronized void took(long read, Duration time) {
        if (read >= rows / 2) {
            double fitting = (double) read * limits.target().toNanos() / Math.max(1, time.toNanos());
            rows = (long) Math.max(limits.least(), Math.min(limits.most(), Math.min(fitting, rows * GROWTH)));
        }
    }
}
