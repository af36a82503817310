package dev.evenkeel.parity;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row that is not the same on both sides.
 *
 * @param key the primary key's columns and values; of a table without one, the row's digest
 * @param columns the columns that differ, where the row is on both sides
 */
public record RowDifference(Kind kind, String key, List<String> columns) {
    public RowDifference {
        columns = List.copyOf(columns);
    }

    /** Seen from the side that is compared with. */
    public enum Kind {
        /** On both sides, with other values. */
        CHANGED,
        /** Not on the right side. */
        MISSING,
        /** Only on the right side. */
        EXTRA
    }

    Map<String, Object> data() {
        return Map.of("key", key, "kind", kind.name().toLowerCase(Locale.ROOT), "columns", columns);
    }
}
