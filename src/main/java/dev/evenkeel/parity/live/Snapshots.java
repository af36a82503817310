package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Connections;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.Deaf;
import dev.evenkeel.parity.changes.Transactions;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.ChunkDigest;
import dev.evenkeel.parity.rows.Hashing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Opens one view of both sides after the other, over the same two connections. A view is kept for a short time only: an
 * old snapshot makes a server keep every version of a row since. For one thread.
 */
final class Snapshots implements AutoCloseable {
    private static final long OLDEST = Duration.ofSeconds(2).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;

    private final Server source;
    private final Server target;
    private final Supplier<BinlogPosition> executed;
    private final ChangeLog log;
    /** The target applies GTID domains side by side, so that no one position shows how far it is. */
    private final BooleanSupplier sideBySide;

    private final ExecutorService otherSide = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "live proof, target");
        thread.setDaemon(true);
        return thread;
    });
    /** The connections, whether a view is open over them or not. */
    private volatile List<Session> sessions = List.of();

    private Optional<SnapshotPair> current = Optional.empty();
    /** What the last view held of all domains. */
    private Optional<BinlogPosition> held = Optional.empty();

    private Optional<SnapshotPair> askedExactly = Optional.empty();
    private Optional<BinlogPosition> exactly = Optional.empty();
    /** How often in a row a connection was lost. */
    private int losses;

    Snapshots(Server source, Server target, Supplier<BinlogPosition> executed, ChangeLog log) {
        this(source, target, executed, log, () -> false);
    }

    Snapshots(
            Server source,
            Server target,
            Supplier<BinlogPosition> executed,
            ChangeLog log,
            BooleanSupplier sideBySide) {
        this.sideBySide = sideBySide;
        this.source = source;
        this.target = target;
        this.executed = executed;
        this.log = log;
    }

    /**
     * The view there is, or a new one when that is too old or holds too little.
     *
     * @param atLeast what both sides must hold
     */
    SnapshotPair view(BinlogPosition atLeast) throws InterruptedException {
        Optional<SnapshotPair> usable = current.filter(view -> System.nanoTime() - view.opened() < OLDEST)
                .filter(view -> view.from().reached(atLeast));
        return usable.isPresent() ? usable.get() : fresh(atLeast);
    }

    /** A new view. */
    SnapshotPair fresh(BinlogPosition atLeast) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (sideBySide.getAsBoolean()) {
                // The place that is executed is that of the domain which is furthest.
                held.ifPresent(log::forget);
            } else {
                log.forget(least(executed.get(), log.reached()));
            }
            current = Optional.empty();
            connect();
            SnapshotPair view = ordered(SnapshotPair.open(sessions.get(0), sessions.get(1), executed));
            current = Optional.of(view);
            if (view.from().reached(atLeast)) {
                return view;
            }
            if (System.nanoTime() > deadline) {
                throw new Deaf("the target has applied the source up to " + view.from() + " and comes no"
                        + " closer to " + atLeast);
            }
            release();
            Pauses.pause(Duration.ofMillis(LOOK_MILLIS));
        }
    }

    /** With the place up to which every domain is applied, where there are several. */
    private SnapshotPair ordered(SnapshotPair view) throws InterruptedException {
        if (!sideBySide.getAsBoolean()) {
            return view;
        }
        log.await(view.to(), PATIENCE);
        if (log.domains() < 2) {
            held = Optional.of(view.from());
            return view;
        }
        BinlogPosition applied = view.applied()
                .map(log::applied)
                .filter(Transactions.Applied::known)
                .map(Transactions.Applied::upTo)
                .orElseThrow(
                        () -> new Deaf(
                                "the target applies several GTID domains side by side, and does not show how far each is; set slave_parallel_threads = 0 on it"));
        held = Optional.of(least(applied, view.at()));
        return view.holding(held.get());
    }

    /** The place in the source's binlog that the target's snapshot holds, all before it and nothing after, if that is known. */
    Optional<BinlogPosition> exactlyApplied(SnapshotPair view) {
        if (askedExactly.filter(asked -> asked == view).isEmpty()) {
            exactly = view.applied()
                    .map(log::applied)
                    .filter(Transactions.Applied::exactly)
                    .map(Transactions.Applied::upTo);
            askedExactly = Optional.of(view);
        }
        return exactly;
    }

    private static BinlogPosition least(BinlogPosition one, BinlogPosition other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void connect() {
        if (sessions.isEmpty()) {
            Session left = SnapshotPair.session(source);
            try {
                sessions = List.of(left, SnapshotPair.session(target));
                sessions.forEach(session -> session.lostBefore(losses));
            } catch (RuntimeException e) {
                left.close();
                throw e;
            }
        }
    }

    /** What a table's rows give on either side of a view. */
    BothSides.Answer digest(SnapshotPair at, Hashing hashing, Table table, Function<Session, String> source)
            throws InterruptedException {
        return both(at, session -> hashing.read(session, table, source.apply(session)), BothSides.Answer::new);
    }

    /** What each of some small tables gives, all of them read in one statement. */
    List<BothSides.Answer> digests(SnapshotPair at, List<Table> tables) throws InterruptedException {
        return both(
                at, session -> ChunkDigest.ofTables(session, tables), (left, right) -> IntStream.range(0, tables.size())
                        .mapToObj(i -> new BothSides.Answer(left.get(i), right.get(i)))
                        .toList());
    }

    private <D, A> A both(SnapshotPair at, Function<Session, D> reading, BiFunction<D, D, A> answer)
            throws InterruptedException {
        Future<D> theirs = otherSide.submit(() -> reading.apply(at.target()));
        D mine;
        try {
            mine = reading.apply(at.source());
        } catch (RuntimeException e) {
            reset();
            throw e;
        }
        try {
            A both = answer.apply(mine, theirs.get());
            losses = 0;
            return both;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Ends the view, so that its transactions hold nobody up; the connections stay. */
    void release() {
        if (current.isPresent()) {
            current = Optional.empty();
            sessions.forEach(Session::rollback);
        }
    }

    /** Stops what is running, from any thread and within a second. */
    void cancel() {
        Connections.end(sessions);
    }

    /** Drops both connections, in whatever state they are, within a second. */
    void reset() {
        current = Optional.empty();
        Connections.end(sessions);
        if (sessions.stream().anyMatch(Session::lost)) {
            losses++;
        }
        for (Session session : sessions) {
            session.close();
        }
        sessions = List.of();
    }

    @Override
    public void close() {
        reset();
        otherSide.shutdownNow();
    }
}
