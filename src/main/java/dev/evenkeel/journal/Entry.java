package dev.evenkeel.journal;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a journal.
 *
 * @param seq counts from 1 without a gap
 * @param at when it was written
 * @param data plain JSON values: texts, numbers, booleans, lists and maps of these
 * @param prev the hash of the line before, of 64 zeros for the first
 * @param hash SHA-256 over the line's other fields
 */
public record Entry(long seq, Instant at, Kind kind, Map<String, Object> data, String prev, String hash) {
    /** A field of {@link #data} as text, empty where it is missing. */
    public String text(String field) {
        Object value = data.get(field);
        return value == null ? "" : value.toString();
    }

    /** A field of {@link #data} as a whole number, 0 where it is missing. */
    public long number(String field) {
        return data.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
