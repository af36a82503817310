package dev.evenkeel.runbook.glue;

/** A gate has no answer yet: the run stops here, nothing is undone, and it can be resumed. */
public final class GateSuspended extends RuntimeException {
    public GateSuspended(String message) {
        super(message);
    }
}
