package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import java.util.Optional;

/** Moves the application from one server to another. Its text names it in a report. */
public interface TrafficSwitch {
    /**
     * Called once, before a runbook on servers that were there before: the application goes to the source. A switch that others
     * depend on is only asked, and nothing is changed.
     *
     * @throws Misconfigured when the application goes elsewhere, or where it goes cannot be known
     */
    default void begin(Endpoint source) {
        pointTo(source);
    }

    /**
     * Sends the application there. The first time where it was sent before is remembered.
     *
     * @throws NotMoved when it is not known that all of the application goes there now
     */
    void pointTo(Endpoint endpoint);

    /**
     * Where the application is sent now.
     *
     * @throws NotMoved where that cannot be known
     */
    Endpoint current();

    /**
     * Where a client that connects now is led, which may learn later than {@link #current} that the application was moved. Asked
     * at every connect, so it must be quick.
     */
    default Endpoint led() {
        return current();
    }

    /**
     * Sends the application back to where it went before this run, where it still goes to the given server. What has been
     * moved since, by the switch or by somebody else, stays.
     *
     * @return where it goes again; empty where nothing was changed
     */
    Optional<String> putBack(Endpoint made);

    /** The application was not moved, or only a part of it, or nobody can tell. */
    final class NotMoved extends RuntimeException {
        /** @param message what was tried, and what was seen instead */
        public NotMoved(String message) {
            super(message, null, false, false);
        }
    }
}
