package dev.evenkeel.parity.changes;

/** The feed can tell no more, so nothing is known of what changes. */
public final class Deaf extends RuntimeException {
    public Deaf(String reason) {
        super(reason);
    }
}
