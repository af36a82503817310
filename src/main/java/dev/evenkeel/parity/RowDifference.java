package dev.evenkeel.parity;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row that is not the same on both sides.
 *
 * @param key the primary key's columns and values; of a table without one, the row's digest
 * @param values what differs, where the row is on both sides
 */
public record RowDifference(Kind kind, String key, List<Value> values) {
    public RowDifference {
        values = List.copyOf(values);
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

    /**
     * A column that differs.
     *
     * @param left the first 16 digits of the value's SHA-256 behind {@code sha256:}, or the value where that was asked for
     * @param right the same of the other side
     */
    public record Value(String column, String left, String right) {
        Map<String, Object> data() {
            return Map.of("column", column, "left", left, "right", right);
        }
    }

    /** For people: {@code changed id=17 in name, city}. */
    public String words() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + key
                + (values.isEmpty() ? "" : " in " + String.join(", ", columns()));
    }

    private List<String> columns() {
        return values.stream().map(Value::column).toList();
    }

    Map<String, Object> data() {
        return Map.of(
                "key",
                key,
                "kind",
                kind.name().toLowerCase(Locale.ROOT),
                "columns",
                columns(),
                "values",
                values.stream().map(Value::data).toList());
    }
}
