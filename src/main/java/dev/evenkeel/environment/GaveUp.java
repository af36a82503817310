package dev.evenkeel.environment;

/** A wait reached its limit. Nothing is proved by it; waiting again is safe. */
public final class GaveUp extends RuntimeException {
    public GaveUp(String message) {
        super(message);
    }
}
