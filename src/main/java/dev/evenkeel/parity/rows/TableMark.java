package dev.evenkeel.parity.rows;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.mariadb.TableName;
import java.math.BigDecimal;

/**
 * How far a table was read from its beginning without a difference: the rows up to a key, all of them equal.
 *
 * @param sum of the digests of those rows that were hashed, the same on both sides
 * @param hashing who made the digests
 */
public record TableMark(TableName table, Bound upTo, long rows, BigDecimal sum, int chunks, Hashing hashing) {
    /** As it is journalled. */
    public ParityEvent.Mark event() {
        return new ParityEvent.Mark(
                table.schema(), table.table(), upTo.literals(), rows, sum.toPlainString(), chunks, hashing.name());
    }

    /**
     * Reads {@link #event} back.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static TableMark of(ParityEvent.Mark told) {
        return new TableMark(
                new TableName(told.schema(), told.table()),
                new Bound(told.upTo()),
                told.rows(),
                new BigDecimal(told.sum()),
                Math.toIntExact(told.chunks()),
                Hashing.valueOf(told.hashing()));
    }
}
