package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Connections;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The two servers of a comparison, asked at the same time. */
public final class BothSides implements AutoCloseable {
    private final SessionPool left;
    private final SessionPool right;
    private final ExecutorService otherSide;
    private final Object drilling = new Object();
    private final int workers;

    public BothSides(Server left, Server right, int workers) {
        this.left = new SessionPool(left);
        this.right = new SessionPool(right);
        this.workers = workers;
        this.otherSide = Executors.newFixedThreadPool(workers);
    }

    public SessionPool left() {
        return left;
    }

    public SessionPool right() {
        return right;
    }

    /** Opens a session for each worker on both sides now, so that nobody waits for one later. */
    public void ready() {
        left.ready(workers);
        right.ready(workers);
    }

    /** What each side answered for the same chunk. */
    public record Answer(ChunkDigest left, ChunkDigest right) {
        public boolean readable() {
            return left.readable() && right.readable();
        }

        /** Sums say nothing where one holds a row that could not be read; then only the rows one by one tell. */
        public boolean equal() {
            return readable() ? left.equals(right) : left.rows() == right.rows();
        }
    }

    public Answer digest(Chunk chunk, Hashing hashing) throws InterruptedException {
        return digest(session -> hashing.read(session, chunk.table(), chunk.source()));
    }

    /** @param source FROM and WHERE in each side's own words */
    public Answer digest(Table table, Function<Session, String> source) throws InterruptedException {
        return digest(session -> ChunkDigest.read(session, table, source.apply(session)));
    }

    /**
     * How many rows both have; empty where they are not equal, or come in another order.
     *
     * @param source FROM and WHERE
     */
    OptionalLong alike(Table table, String source) throws InterruptedException {
        SideBySide rows = new SideBySide(new StreamedDigest(table), source);
        return atOnce(
                () -> unlessBroken(rows, () -> left.read(rows.first())),
                () -> unlessBroken(rows, () -> right.read(rows.second())),
                (mine, theirs) -> mine.equals(theirs) ? mine : OptionalLong.empty());
    }

    /** The other side must not wait for one that never got a session. */
    private static <T> T unlessBroken(SideBySide rows, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | Error e) {
            rows.breakOff();
            throw e;
        }
    }

    private Answer digest(Function<Session, ChunkDigest> reading) throws InterruptedException {
        return atOnce(() -> left.read(reading), () -> right.read(reading), Answer::new);
    }

    private <T, R> R atOnce(Supplier<T> here, Supplier<T> there, BiFunction<T, T, R> result)
            throws InterruptedException {
        Future<T> theirs = otherSide.submit(there::get);
        T mine = here.get();
        try {
            return result.apply(mine, theirs.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** One at a time, whatever the number of workers: this is what takes memory. */
    List<RowDifference> drillDown(Chunk chunk, long rows, RowOptions options) {
        synchronized (drilling) {
            return left.read(mine ->
                    right.read(theirs -> new DrillDown(mine, theirs, chunk.table(), options).differences(chunk, rows)));
        }
    }

    /** Within a second, whatever the network does. */
    @Override
    public void close() {
        otherSide.shutdownNow();
        List<Session> running = left.shut();
        running.addAll(right.shut());
        Connections.end(running);
    }
}
