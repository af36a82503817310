package dev.evenkeel.parity.changes;

import java.util.List;

/** What changed after a position, by key and by group. */
public record ChangedRows(List<List<String>> keys, List<RowGroup> groups) {
    public boolean none() {
        return keys.isEmpty() && groups.isEmpty();
    }

    public int size() {
        return keys.size() + groups.size();
    }
}
