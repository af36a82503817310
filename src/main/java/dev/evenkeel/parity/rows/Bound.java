package dev.evenkeel.parity.rows;

import java.util.List;

/**
 * A key between two chunks, the last of the first one.
 *
 * @param literals the key's columns in order, each as an exact SQL literal; one that comes from a journal may be anything
 *     until {@link KeyOrder#holds} has seen it
 */
public record Bound(List<String> literals) {
    public Bound {
        literals = List.copyOf(literals);
    }
}
