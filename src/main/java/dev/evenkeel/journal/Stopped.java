package dev.evenkeel.journal;

/** The run was asked to stop, and the work that says how far it is ends here. */
public final class Stopped extends RuntimeException {
    public Stopped() {
        super("interrupted while it was running");
    }
}
