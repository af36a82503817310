package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds by trying who hashes a table's rows sooner, the servers or this program: that depends on the processors of all
 * three, on the network, on the version and on the columns. A large table is tried itself; a small one goes by the last that
 * was.
 */
public final class HashingChoice {
    private static final long LARGE = 100_000;

    /** Of all rows, one in so many is tried, more than once and in both ways. */
    private static final long PART = 500;

    private static final long LEAST = 1_000;
    private static final long MOST = 20_000;
    private static final int TIMES = 2;
    /** Readings that are not quicker than the quickest by a tenth, one after the other. */
    private static final int IN_VAIN = 3;

    private final Optional<Hashing> given;
    private final LongSupplier clock;
    private volatile Optional<Hashing> last = Optional.empty();

    /** Reads a chunk on both sides. */
    public interface Reading {
        BothSides.Answer digest(Chunk chunk, Hashing hashing) throws InterruptedException;
    }

    /** @param given nothing is tried, and the rows of every table are hashed like this as far as they can be */
    public HashingChoice(Optional<Hashing> given) {
        this(given, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    public HashingChoice(Optional<Hashing> given, LongSupplier clock) {
        this.given = given;
        this.clock = clock;
    }

    /** What needs no trial, for a table and its partner. */
    public Optional<Hashing> settled(Table left, Table right) {
        return StreamedDigest.fits(left, right) ? given : Optional.of(Hashing.SERVERS);
    }

    /**
     * Which is the sooner one for a table, all of whose chunks have to keep to it.
     *
     * @param first the table's first rows, {@link #toTry} of them
     */
    public Hashing tried(Chunk first, Reading reading) throws InterruptedException {
        Optional<Hashing> known = last;
        if (first.order().isEmpty() || known.isPresent() && first.table().estimatedRows() < LARGE) {
            // Without a key the first rows are all there are.
            return known.orElse(Hashing.SERVERS);
        }
        Hashing sooner = isSoonerHere(first, reading) ? Hashing.HERE : Hashing.SERVERS;
        last = Optional.of(sooner);
        return sooner;
    }

    /** A program that has just begun is slow at first; it is tried for as long as that makes it quicker. */
    private boolean isSoonerHere(Chunk first, Reading reading) throws InterruptedException {
        long servers = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            servers = Math.min(servers, nanos(first, Hashing.SERVERS, reading));
        }
        long quickest = Long.MAX_VALUE;
        for (int vain = 0; vain < IN_VAIN; ) {
            long here = nanos(first, Hashing.HERE, reading);
            if (here < servers) {
                return true;
            }
            vain = here < quickest * 9 / 10 ? 0 : vain + 1;
            quickest = Math.min(quickest, here);
        }
        return false;
    }

    public static long toTry(Table table) {
        return Math.max(LEAST, Math.min(MOST, table.estimatedRows() / PART));
    }

    private long nanos(Chunk chunk, Hashing hashing, Reading reading) throws InterruptedException {
        long begun = clock.getAsLong();
        reading.digest(chunk, hashing);
        return clock.getAsLong() - begun;
    }
}
