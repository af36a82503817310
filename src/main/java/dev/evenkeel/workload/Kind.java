package dev.evenkeel.workload;

import java.util.Locale;

/** What a write does. */
enum Kind {
    /** Inserts a row of sessions, to which further writes belong. */
    SESSION,
    /** Inserts one response. */
    INSERT,
    /** Counts the revision of a response or a session up by one. */
    UPDATE,
    /** Deletes a response, or a session with all that belongs to it. */
    DELETE,
    /** Inserts two responses and a score, and counts the session's revision up, all or nothing. */
    TRANSACTION,
    /** The second response of the transaction numbered before it; no write of its own. */
    PART;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
