package dev.evenkeel.parity;

import dev.evenkeel.event.ParityEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row that is not the same on both sides.
 *
 * @param key the primary key's columns and values; of a table without one, the row's digest
 * @param values what differs, where the row is on both sides; the whole row where it is on one and values were asked for
 * @param find the SELECT that finds the row, after what the session must be set to where that matters; empty where none does
 */
public record RowDifference(Kind kind, String key, List<Value> values, String find) {
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
     * A column's value on either side: the first 16 digits of its SHA-256 after {@code sha256:}, or as it is where that was
     * asked for; empty text for the side without the row.
     */
    public record Value(String column, String left, String right) {
        ParityEvent.Value event() {
            return new ParityEvent.Value(
                    column,
                    Optional.of(left).filter(text -> !text.isEmpty()),
                    Optional.of(right).filter(text -> !text.isEmpty()));
        }
    }

    /** For people: {@code changed id=17 in name, city}. */
    public String words() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + key
                + (kind != Kind.CHANGED || values.isEmpty() ? "" : " in " + String.join(", ", columns()));
    }

    private List<String> columns() {
        return values.stream().map(Value::column).toList();
    }

    ParityEvent.Difference event() {
        return new ParityEvent.Difference(
                key,
                kind.name().toLowerCase(Locale.ROOT),
                kind == Kind.CHANGED ? columns() : List.of(),
                values.stream().map(Value::event).toList(),
                find);
    }
}
