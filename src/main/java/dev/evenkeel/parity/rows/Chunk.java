package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import java.util.Optional;

/**
 * A range of a table's keys, from after one bound up to and including the next; an absent bound is open. A table's chunks
 * cover every key there can be, on either side, and none twice.
 *
 * @param order empty for a table that is read as a whole
 */
public record Chunk(Table table, Optional<KeyOrder> order, Optional<Bound> after, Optional<Bound> upTo) {
    public static Chunk whole(Table table) {
        return new Chunk(table, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A range of keys, and not all that there are. */
    boolean isPart() {
        return after.isPresent() || upTo.isPresent();
    }

    /** FROM with the range and a condition as WHERE. */
    public String source(String condition) {
        String source = source();
        return source + (after.isEmpty() && upTo.isEmpty() ? " WHERE " : " AND ") + condition;
    }

    /** FROM with the range as WHERE. */
    public String source() {
        String from = " FROM " + table.name().quoted();
        if (after.isEmpty() && upTo.isEmpty()) {
            return from;
        }
        // Forced: from its statistics a server may think that scanning everything once more costs less.
        KeyOrder key = order.orElseThrow();
        return from + " FORCE INDEX (" + key.index() + ") WHERE (" + key.condition(after, upTo) + ")";
    }
}
