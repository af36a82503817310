package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import java.util.Optional;

/** Moves the application from one server to another. Its text names it in a report. */
public interface TrafficSwitch {
    /** Sends the application there. The first time where it was sent before is remembered. */
    void pointTo(Endpoint endpoint);

    /** Where the application connects now. */
    Endpoint current();

    /**
     * Sends the application back to where it went before this run, where it still goes to the given server. What has been
     * moved since, by the switch or by somebody else, stays.
     *
     * @return where it goes again; empty where nothing was changed
     */
    Optional<String> putBack(Endpoint made);
}
