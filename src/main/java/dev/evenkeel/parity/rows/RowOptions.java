package dev.evenkeel.parity.rows;

import java.util.Optional;

/**
 * What whoever asks for a comparison of rows may choose.
 *
 * @param hashing who hashes them, empty where that is to be found by a trial
 * @param showValues whether what differs is shown as it is, and not by its digest
 */
public record RowOptions(Optional<Hashing> hashing, boolean showValues) {
    public static final RowOptions USUAL = new RowOptions(Optional.empty(), false);
}
