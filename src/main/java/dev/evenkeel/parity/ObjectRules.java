package dev.evenkeel.parity;

import java.util.Objects;
import java.util.Set;

/**
 * In what two servers' objects may differ.
 *
 * @param loadingUser the account that loaded the right side, {@code user@host}; empty where nobody did
 * @param rewrittenDefiners definers of the left side that the load replaced by the loading user
 * @param eventsWait events of the right side are still disabled, whatever the left side's do
 */
public record ObjectRules(String loadingUser, Set<String> rewrittenDefiners, boolean eventsWait) {
    /** Nothing may differ. */
    public static final ObjectRules STRICT = new ObjectRules("", Set.of(), false);

    public ObjectRules {
        Objects.requireNonNull(loadingUser, "loadingUser");
        rewrittenDefiners = Set.copyOf(rewrittenDefiners);
    }
}
