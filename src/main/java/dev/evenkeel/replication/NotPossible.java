package dev.evenkeel.replication;

/** Something a server, as it is set up, does not allow; nothing was changed. Found, needed, do. */
public final class NotPossible extends RuntimeException {
    public NotPossible(String message) {
        super(message);
    }
}
