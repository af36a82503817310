package dev.evenkeel.parity;

import java.util.Objects;
import java.util.Set;

/**
 * In what two servers' objects may differ.
 *
 * @param loadingUser the account that loaded the right side, {@code user@host}; empty where nobody did
 * @param rewrittenDefiners definers of the left side that the load replaced by the loading user
 * @param beforeSwitch events of the right side are still disabled whatever the left side's do, and its AUTO_INCREMENT
 *     values may be behind: the switch enables the ones and raises the others
 */
public record ObjectRules(String loadingUser, Set<String> rewrittenDefiners, boolean beforeSwitch) {
    /** Nothing may differ. */
    public static final ObjectRules STRICT = new ObjectRules("", Set.of(), false);

    public ObjectRules {
        Objects.requireNonNull(loadingUser, "loadingUser");
        rewrittenDefiners = Set.copyOf(rewrittenDefiners);
    }
}
