package dev.evenkeel.parity.live;

import java.time.Duration;

/**
 * How much of its time the background thread works: beside an application on the same processors, this is what that one loses.
 * A piece of work is meant to take 150 ms; what takes far longer waited for a lock, a disk or a paused server, and nobody has to
 * rest from waiting. For one thread.
 */
final class WorkShare {
    private static final double SHARE = 0.2;
    /** Work that is not rested from at once, so that many small tables share a view. */
    private static final long REST_FROM = Duration.ofMillis(50).toNanos();

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final long HURRY = Duration.ofSeconds(30).toNanos();

    private static final long LONGEST_PIECE = Duration.ofSeconds(1).toNanos();

    private long owed;
    private volatile long worked;
    private volatile long hurriedAt = System.nanoTime() - HURRY;

    /**
     * For half a minute hardly rests: both sides are about to be closed, and each key that is proved by then is not left to the
     * time without writes. For any thread.
     */
    void hurry() {
        hurriedAt = System.nanoTime();
    }

    private boolean hurried() {
        return System.nanoTime() - hurriedAt < HURRY;
    }

    /** How long to wait between two rounds over what changed. */
    Duration pause() {
        return hurried() ? SHORT : PAUSE;
    }

    /** Enters a piece of work. */
    void did(long nanos) {
        long work = withoutWaiting(nanos);
        owed += work;
        worked = worked + work;
    }

    /** How long a piece of work took, without what it must have waited for. */
    static long withoutWaiting(long nanos) {
        return Math.min(nanos, LONGEST_PIECE);
    }

    /** All work so far, in nanoseconds, without what was waited for. */
    long worked() {
        return worked;
    }

    boolean restIsDue() {
        return owed > REST_FROM;
    }

    /** How long to rest now from what was done since the last rest. */
    Duration rest() {
        Duration rest = Duration.ofNanos((long) (owed * (1 / SHARE - 1)));
        owed = 0;
        return hurried() && rest.compareTo(SHORT) > 0 ? SHORT : rest;
    }
}
