package dev.evenkeel.parity.live;

import dev.evenkeel.parity.changes.ChangedRows;
import dev.evenkeel.parity.changes.RowGroup;
import dev.evenkeel.parity.rows.KeyedRows;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts keys into batches whose conditions a server takes in one statement: so many keys at most, and so many letters, since a
 * statement longer than max_allowed_packet ends the connection.
 */
final class KeyBatches {
    /** Beside a key's values: column names, comparisons, character sets. */
    private static final int AROUND_A_VALUE = 100;

    private KeyBatches() {}

    /** Of keys as a feed reports them, all of one table. */
    static List<List<List<String>>> ofKeys(List<List<String>> keys, long mostLetters) {
        List<List<List<String>>> batches = new ArrayList<>();
        int from = 0;
        long letters = 0;
        for (int i = 0; i < keys.size(); i++) {
            long more = letters(keys.get(i));
            if (i > from && (i - from == KeyedRows.AT_ONCE || letters + more > mostLetters)) {
                batches.add(keys.subList(from, i));
                from = i;
                letters = 0;
            }
            letters += more;
        }
        if (from < keys.size()) {
            batches.add(keys.subList(from, keys.size()));
        }
        return batches;
    }

    static List<List<RowGroup>> ofGroups(List<RowGroup> groups, long mostLetters) {
        List<List<RowGroup>> batches = new ArrayList<>();
        int taken = 0;
        for (List<List<String>> batch :
                ofKeys(groups.stream().map(RowGroup::values).toList(), mostLetters)) {
            batches.add(groups.subList(taken, taken + batch.size()));
            taken += batch.size();
        }
        return batches;
    }

    /** About how long a condition on what changed is. */
    static long letters(ChangedRows changed) {
        return changed.keys().stream().mapToLong(KeyBatches::letters).sum()
                + changed.groups().stream()
                        .mapToLong(group -> letters(group.values()))
                        .sum();
    }

    private static long letters(List<String> key) {
        long letters = 0;
        for (String value : key) {
            letters += AROUND_A_VALUE + value.length();
        }
        return letters;
    }
}
