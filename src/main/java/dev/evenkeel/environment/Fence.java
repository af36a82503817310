package dev.evenkeel.environment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Closes one server for the writes of everyone but replication and the provider itself, and opens it again. States are plain
 * words, so that another process can read them from the journal and continue.
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

    /** Why the server could not be closed in this way, one sentence each. Asks only; to be called while it is open. */
    default List<String> problems() {
        return List.of();
    }

    /**
     * Who and what can still write when it is closed, one sentence each; empty where that is whoever has SUPER or READ_ONLY ADMIN.
     */
    default Optional<List<String>> passes() {
        return Optional.empty();
    }

    /** Does in advance what would cost time while it is closed, and answers how long closing would take now, where it was measured. */
    default Optional<Duration> prepare() {
        return Optional.empty();
    }

    /**
     * What keeps writers out when a fence is gone that ends with the session that holds it. It is closed in addition and before
     * anybody may write elsewhere. Empty where the fence itself stays.
     */
    default Optional<Fence> lasting() {
        return Optional.empty();
    }

    /**
     * Lets go of what only a session of this process holds. Where the lasting part is closed, whoever waits there is ended first:
     * what waits must not be written here.
     */
    default void release() {}

    /** The statements that change its state, as they are sent, secrets left out: a binlog shows them. */
    default Set<String> statements() {
        return Set.of();
    }

    /** The server stays open, because somebody's statement does not end. */
    final class NotClosed extends RuntimeException {
        /** @param message what was tried on which server and for how long */
        public NotClosed(String message) {
            super(message);
        }
    }
}
