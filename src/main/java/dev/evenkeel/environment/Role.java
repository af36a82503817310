package dev.evenkeel.environment;

import java.util.Locale;

/** The three parts a server can play in a migration. */
public enum Role {
    /** Serves the application before the switch. */
    SOURCE,
    /** Follows the source; it is stopped and copied so that the source never has to stop. */
    REPLICA,
    /** Receives the copy, follows the source, and serves the application after the switch. */
    TARGET;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
