package dev.evenkeel.environment;

import java.time.Duration;

/**
 * Closes one server for the writes of everyone but replication and the provider itself, and opens it again. States are plain
 * words, so that another process can read them from the journal and go on.
 */
public interface Fence {
    /** The state of a server that whoever may write writes to. */
    String OPEN = "0";

    /** Asks the server, as the account that is shut out: {@link #OPEN}, or how it is closed. */
    String state();

    /** The state that {@link #close} leads to. */
    String whenClosed();

    default boolean closed() {
        return !state().equals(OPEN);
    }

    /**
     * Closes the server.
     *
     * @param patience how long somebody's statement may keep it from that, while others perhaps wait too
     * @throws NotClosed when the limit is reached; the server is as open as before
     */
    void close(Duration patience);

    /** Puts it into a state that {@link #state} answered once. */
    void restore(String state);

    default void open() {
        restore(OPEN);
    }

    /** The server stays open, because somebody's statement does not end. */
    final class NotClosed extends RuntimeException {
        /** @param message what was tried on which server and for how long */
        public NotClosed(String message) {
            super(message);
        }
    }
}
