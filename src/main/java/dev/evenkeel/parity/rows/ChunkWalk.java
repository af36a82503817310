package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Cuts a table into chunks along its key, one at a time, as they are asked for. Bounds are keys that were found
 * by counting forward from the last one; where the left side ends the right side is followed, so that rows only the
 * right side has do not all fall into the last chunk. Counting costs the server about a tenth of reading the chunk, so
 * where keys are whole numbers a bound is guessed from how dense they lay before, and taken where the server's own
 * estimate agrees. Not for several threads, except for {@link #held}.
 */
public final class ChunkWalk {
    /** Fewer rows are counted as quickly as they are estimated, and an estimate of few is a poor one. */
    private static final long GUESSED_FROM = 1_000;
    /** A server's estimate of a range is right within a factor of about two. */
    private static final long FEWEST = 8;

    private static final long MOST = 4;

    private final Table table;
    private final Optional<KeyOrder> order;
    private Optional<Bound> reached = Optional.empty();
    private boolean leftEnded;
    private volatile boolean ended;
    private volatile Optional<Density> density = Optional.empty();

    /** Of the keys that there can be in a range, so many are rows. */
    private record Density(BigInteger keys, long rows) {
        BigInteger keysFor(long wanted) {
            return keys.multiply(BigInteger.valueOf(wanted)).divide(BigInteger.valueOf(rows));
        }
    }

    public ChunkWalk(Table left, Table right) {
        this.table = left;
        this.order = KeyOrder.of(left, right);
    }

    /**
     * Continues after a key, all rows up to which are known.
     *
     * @return false, and begins at the beginning, where it is not a key of this table: one that was kept elsewhere may be anything
     */
    boolean from(Bound bound) {
        reached = order.filter(key -> key.holds(bound)).map(key -> bound);
        return reached.isPresent();
    }

    /** How many rows a chunk had; from any thread. */
    public void held(Chunk chunk, long rows) {
        if (chunk.after().isPresent() && chunk.upTo().isPresent()) {
            // An empty one was guessed: nothing leads to the end then but counting.
            density = order.filter(any -> rows > 0)
                    .flatMap(
                            key -> key.between(chunk.after().get(), chunk.upTo().get()))
                    .map(keys -> new Density(keys, rows));
        }
    }

    public boolean ended() {
        return ended;
    }

    /** Whether the chunks' rows are to be counted once more as a whole. */
    public boolean toBeCounted() {
        return order.filter(KeyOrder::converted).isPresent();
    }

    String method() {
        return order.isPresent() ? "by key range" : "whole table";
    }

    public Chunk next(BothSides sides, long rows) {
        if (order.isEmpty()) {
            ended = true;
            return Chunk.whole(table);
        }
        Optional<Bound> bound = Optional.empty();
        if (!leftEnded) {
            bound = guessed(sides.left(), order.get(), rows);
            if (bound.isEmpty()) {
                bound = bound(sides.left(), order.get(), rows);
            }
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

    private Optional<Bound> guessed(SessionPool pool, KeyOrder key, long rows) {
        // Another thread may set it meanwhile.
        Optional<Density> known = density;
        if (rows < GUESSED_FROM || known.isEmpty() || reached.isEmpty()) {
            return Optional.empty();
        }
        Optional<Bound> ahead = key.ahead(reached.get(), known.get().keysFor(rows));
        return ahead.filter(bound -> {
            long estimate = pool.read(session -> session.first(
                            "EXPLAIN SELECT 1" + new Chunk(table, order, reached, ahead).source(),
                            row -> row.optional("rows").map(Long::parseLong).orElse(0L)))
                    .orElse(0L);
            return estimate >= rows / FEWEST && estimate <= rows * MOST;
        });
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
