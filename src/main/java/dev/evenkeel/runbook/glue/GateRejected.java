package dev.evenkeel.runbook.glue;

/** A person said no at a gate: what had begun is undone. */
public final class GateRejected extends RuntimeException {
    public GateRejected(String message) {
        super(message);
    }
}
