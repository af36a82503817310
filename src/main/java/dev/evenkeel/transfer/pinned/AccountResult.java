package dev.evenkeel.transfer.pinned;

import java.util.List;

/**
 * Accounts after their copy.
 *
 * @param created on the target
 * @param leftAlone which were there with the same grants
 * @param notes what could not be done or differs, a sentence each
 */
public record AccountResult(List<String> created, List<String> leftAlone, List<String> notes) {
    public AccountResult {
        created = List.copyOf(created);
        leftAlone = List.copyOf(leftAlone);
        notes = List.copyOf(notes);
    }
}
