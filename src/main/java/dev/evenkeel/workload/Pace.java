package dev.evenkeel.workload;

/**
 * When each write of a connection is due: evenly, and after an outage at no more than twice the rate until at most a
 * second's worth is made up for.
 */
final class Pace {
    private static final long MADE_UP_NANOS = 1_000_000_000;

    private final long intervalNanos;
    private long scheduled;
    private long last;

    Pace(long intervalNanos, long firstNanos) {
        this.intervalNanos = intervalNanos;
        this.scheduled = firstNanos;
        this.last = firstNanos - intervalNanos;
    }

    /** The time of the next write, given the time now; both by {@link System#nanoTime}. */
    long next(long now) {
        if (now - scheduled > MADE_UP_NANOS) {
            scheduled = now - MADE_UP_NANOS;
        }
        long soonest = last + intervalNanos / 2;
        long due = scheduled - soonest > 0 ? scheduled : soonest;
        scheduled += intervalNanos;
        last = due - now > 0 ? due : now;
        return due;
    }
}
