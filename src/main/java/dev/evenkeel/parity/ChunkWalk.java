package dev.evenkeel.parity;

import dev.evenkeel.catalog.Table;
import java.util.Optional;

/**
 * Cuts a table into chunks along its primary key, one at a time, as they are asked for. Bounds are keys that were found
 * by counting forward from the last one; where the left side ends the right side is followed, so that rows only the
 * right side has do not all fall into the last chunk. Not for several threads.
 */
final class ChunkWalk {
    private final Table table;
    private final Optional<KeyOrder> order;
    private Optional<Bound> reached = Optional.empty();
    private boolean leftEnded;
    private volatile boolean ended;

    ChunkWalk(Table left, Table right) {
        this.table = left;
        this.order = KeyOrder.of(left, right);
    }

    /** Goes on behind a key, all rows up to which are known. */
    void from(Bound bound) {
        reached = Optional.of(bound);
    }

    boolean ended() {
        return ended;
    }

    /** Whether the chunks' rows are to be counted once more as a whole. */
    boolean toBeCounted() {
        return order.filter(KeyOrder::converted).isPresent();
    }

    String method() {
        return order.isPresent() ? "by key range" : "whole table";
    }

    Chunk next(BothSides sides, long rows) {
        if (order.isEmpty()) {
            ended = true;
            return Chunk.whole(table);
        }
        Optional<Bound> bound = Optional.empty();
        if (!leftEnded) {
            bound = bound(sides.left(), order.get(), rows);
            leftEnded = bound.isEmpty();
        }
        if (leftEnded) {
            bound = bound(sides.right(), order.get(), rows);
        }
        // A key of the first characters only is in another order than whole columns: each step would sort everything.
        // A bound that does not lead on would be asked for again without end.
        if (bound.equals(reached) || reached.isEmpty() && order.get().mayBePrefix() && prefix(sides.left())) {
            bound = Optional.empty();
        }
        ended = bound.isEmpty();
        Chunk chunk = new Chunk(table, order, reached, bound);
        reached = bound;
        return chunk;
    }

    private Optional<Bound> bound(SessionPool pool, KeyOrder key, long rows) {
        return pool.read(session -> session.first(key.nth(reached, rows), key::bound));
    }

    private boolean prefix(SessionPool pool) {
        return pool.read(session -> session.number(
                        "SELECT COUNT(*) FROM information_schema.statistics WHERE index_name = 'PRIMARY'"
                                + " AND table_schema = ? AND table_name = ? AND sub_part IS NOT NULL",
                        table.name().schema(),
                        table.name().table()))
                > 0;
    }
}
