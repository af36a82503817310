package dev.evenkeel.verify;

import java.util.Locale;

/** What can be compared. */
public enum Part {
    DATA,
    OBJECTS,
    ACCOUNTS,
    SETTINGS;

    /** As it is written on a command line and in the journal. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
