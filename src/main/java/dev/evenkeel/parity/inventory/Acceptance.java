package dev.evenkeel.parity.inventory;

import dev.evenkeel.event.Verdict;

/**
 * A difference that was found and that the profile accepts.
 *
 * @param what the difference
 * @param because the profile's reason
 */
public record Acceptance(String what, String because) {
    static Acceptance of(String kind, String name, String difference, String reason) {
        // As items are shown: names and values come from a database.
        Item shown = new Item(kind, name, Verdict.ALLOWED, difference);
        return new Acceptance(
                "accepted difference of " + shown.kind() + " " + shown.name() + ": " + shown.detail(), reason);
    }
}
