package dev.evenkeel.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * The longest time in which the application was acknowledged nothing on any connection, while it met errors or for a
 * second and more.
 *
 * @param lastBefore the last acknowledged write before, or the start where there was none
 * @param firstAfter the first acknowledged write after, or when this was asked where it is not over
 * @param errors how many errors the application met meanwhile
 * @param over whether writes have continued since
 */
public record Outage(long unavailableMillis, Instant lastBefore, Instant firstAfter, long errors, boolean over) {
    /** Nothing failed. */
    static final Outage NONE = new Outage(0, Instant.EPOCH, Instant.EPOCH, 0, true);

    static Outage between(Instant lastBefore, Instant firstAfter, long errors, boolean over) {
        return new Outage(Duration.between(lastBefore, firstAfter).toMillis(), lastBefore, firstAfter, errors, over);
    }

    public boolean happened() {
        return unavailableMillis > 0;
    }
}
