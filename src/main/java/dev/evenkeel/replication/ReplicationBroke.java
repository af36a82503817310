package dev.evenkeel.replication;

/** Replication is not running where it must, and waiting cannot fix that; says what it met. */
public final class ReplicationBroke extends RuntimeException {
    public ReplicationBroke(String message) {
        super(message);
    }

    public ReplicationBroke(String message, Throwable cause) {
        super(message, cause);
    }
}
