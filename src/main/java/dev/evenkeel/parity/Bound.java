package dev.evenkeel.parity;

import java.util.List;

/**
 * A key between two chunks, the last of the first one.
 *
 * @param literals the key's columns in order, each as an exact SQL literal
 */
record Bound(List<String> literals) {
    Bound {
        literals = List.copyOf(literals);
    }
}
