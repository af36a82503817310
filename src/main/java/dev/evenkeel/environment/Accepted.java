package dev.evenkeel.environment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Differences that a profile accepts in advance, each by its name and with its reason; nothing else is accepted with it.
 *
 * @param settings reasons by variable
 * @param accounts reasons by account, as SQL names it, and by what differs of it
 * @param leftOut reasons by database of the source that is not moved, why nothing is written to it before the switch
 */
public record Accepted(
        Map<String, String> settings, Map<String, Map<String, String>> accounts, Map<String, String> leftOut) {
    public static final Accepted NOTHING = new Accepted(Map.of(), Map.of(), Map.of());

    public Accepted {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        accounts = Collections.unmodifiableMap(new TreeMap<>(accounts));
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }
}
