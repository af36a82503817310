package dev.evenkeel.parity;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.replication.ChangeFeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The background thread of a live proof: reads tables once, and again what changed, and rests in between. */
final class LiveWork implements AutoCloseable {
    /** Of its time, how much it works: beside an application on the same processors this is what that one loses. */
    private static final double SHARE = 0.2;

    private static final long PAUSE_MILLIS = 200;
    /** Work that is not rested from at once, so that many small tables share a view. */
    private static final long REST_FROM = Duration.ofMillis(50).toNanos();

    private static final int FAILURES = 10;
    /** A row that changes all the time is met at rest, by and by; one that never is must not be waited for. */
    private static final int IDLE_ROUNDS = 50;

    private static final Duration REACHED_WITHIN = Duration.ofSeconds(10);
    private static final int FIRST_ATTEMPTS = 3;
    private static final long AGAIN_AFTER = Duration.ofSeconds(3).toNanos();

    private final LiveSides sides;
    private final RowOptions options;
    private final Throttle throttle;
    private final LiveTables tables;
    private final ChangeLog log;
    private final Viewer viewer;
    private final BothSides pools;
    private final LivePass pass;
    private final LiveResidue residue;
    private final Thread thread;
    private volatile ServerStart started;
    private final AtomicLong examined = new AtomicLong();
    private final AtomicLong worked = new AtomicLong();
    private volatile ChangeFeed feed;
    /** Time worked and not yet rested from; of the one thread. */
    private long owed;

    private volatile boolean stopping;
    /** Rounds over what changed since one of them last compared something that never was. */
    private volatile int idleRounds;

    private long owedBefore;
    private volatile Optional<String> dead = Optional.empty();

    private LiveWork(LiveSides sides, LiveTables tables, RowOptions options, Throttle throttle) {
        this.sides = sides;
        this.options = options;
        this.throttle = throttle;
        this.tables = tables;
        this.started = tables.started();
        this.log = new ChangeLog(tables.from(), tables.before());
        this.viewer = new Viewer(sides.source(), sides.target(), sides.executed(), log);
        this.pools = new BothSides(
                sides.source(), sides.target(), Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.pass = new LivePass(viewer, log, options, examined::addAndGet, this::rest);
        this.residue = new LiveResidue(viewer, log, options, this::rest);
        this.feed = ChangeFeed.of(sides.sourcesBinlog(), tables.from(), tables.read(), log);
        this.thread = new Thread(this::run, "live proof");
        thread.setDaemon(true);
    }

    static LiveWork begin(LiveSides sides, LiveTables tables, RowOptions options, Throttle throttle) {
        LiveWork work = new LiveWork(sides, tables, options, throttle);
        work.thread.start();
        return work;
    }

    ChangeLog log() {
        return log;
    }

    BothSides pools() {
        return pools;
    }

    RowOptions options() {
        return options;
    }

    long examined() {
        return examined.get();
    }

    /** Why the proof cannot go on. */
    Optional<String> dead() {
        return dead;
    }

    /** Every table was read as well as it can be, and what changed meanwhile once behind that. */
    boolean settled() {
        return dead.isPresent()
                || tables.all().stream().allMatch(LiveWork::settled)
                        && (log.owed().size() == 0 || idleRounds >= IDLE_ROUNDS);
    }

    private static boolean settled(LiveTable table) {
        return table.leftToTheFreeze().isPresent()
                || table.proof().isPresent()
                || table.different()
                || table.givenUp()
                || table.attempts() >= FIRST_ATTEMPTS;
    }

    private void run() {
        int failures = 0;
        while (!stopping) {
            try {
                if (log.ended().isPresent()) {
                    resume(failures);
                }
                step();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (ChangeLog.Deaf | DatabaseException e) {
                viewer.reset();
                if (!stopping && ++failures == FAILURES) {
                    die(e.getMessage());
                }
                if (!stopping) {
                    pause(failures);
                }
            } catch (RuntimeException e) {
                if (!stopping) {
                    die(String.valueOf(e));
                }
            }
        }
    }

    private void die(String reason) {
        dead = Optional.of("the live proof ended: " + reason);
        stopping = true;
    }

    private void pause(int failures) {
        try {
            Pace.pause(Duration.ofMillis(PAUSE_MILLIS * failures));
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Goes on where the feed was cut off; a binlog that is gone ends the proof. */
    private void resume(int failures) throws InterruptedException {
        String reason = log.ended().orElse("");
        doubtAfterRestart();
        feed.close();
        feed = ChangeFeed.of(sides.sourcesBinlog(), log.resume(), tables.read(), log);
        Pace.pause(Duration.ofMillis(PAUSE_MILLIS * (failures + 1)));
        if (log.ended().isPresent()) {
            throw new ChangeLog.Deaf("the source's binlog cannot be followed from " + log.reached() + " on: "
                    + log.ended().orElse(reason));
        }
    }

    /** A server that was killed may have forgotten what its binlog tells and the target applied. */
    private void doubtAfterRestart() {
        try (Session session = sides.source().openPinned()) {
            ServerStart now = ServerStart.of(session);
            if (!now.same(started)) {
                started = now;
                log.doubtAll(Binlog.position(session), "the source was started anew");
            }
        }
    }

    private void step() throws InterruptedException {
        Optional<LiveTable> next = tables.all().stream().filter(this::due).findFirst();
        if (next.isPresent()) {
            read(next.get());
            return;
        }
        List<LiveTable> proved =
                tables.all().stream().filter(table -> table.proof().isPresent()).toList();
        Optional<RowsDiffer> differ = residue.shrink(proved);
        differ.ifPresent(found -> found.table().differs(found.rows(), LiveTable.DIFFERENT));
        long owedNow = log.owed().size();
        idleRounds = owedNow == owedBefore ? idleRounds + 1 : 0;
        owedBefore = owedNow;
        viewer.release();
        Pace.pause(Duration.ofMillis(PAUSE_MILLIS));
    }

    /** Rows of a table that were not the same although nothing changed them. */
    record RowsDiffer(LiveTable table, List<RowDifference> rows) {}

    private boolean due(LiveTable table) {
        if (table.leftToTheFreeze().isPresent()
                || table.givenUp()
                || table.different()
                || !table.rested(System.nanoTime())) {
            return false;
        }
        return table.proof()
                .map(proof -> doubt(table)
                        .filter(at -> at.compareTo(proof.from()) > 0)
                        .isPresent())
                .orElse(true);
    }

    private Optional<BinlogPosition> doubt(LiveTable table) {
        return log.doubt(table.source().name()).map(ChangeLog.Doubt::at);
    }

    private void read(LiveTable table) throws InterruptedException {
        TableName name = table.source().name();
        Optional<BinlogPosition> doubt = doubt(table);
        BinlogPosition atLeast =
                doubt.filter(at -> at.compareTo(tables.from()) > 0).orElse(tables.from());
        long begun = System.nanoTime();
        if (doubt.isPresent()) {
            // Before the definition is looked at: a view that holds the doubt cannot be older than it.
            viewer.fresh(atLeast);
            if (!unchanged(sides.source().openPinned(), table.source())
                    || !unchanged(sides.target().openPinned(), table.target().orElseThrow())) {
                table.giveUp("its definition was changed");
                return;
            }
            if (!cascadesUnchanged()) {
                // The feed would not tell which rows the new ones change.
                table.giveUp("foreign keys were changed");
                return;
            }
        }
        LivePass.Outcome outcome = pass.over(table, pools, atLeast);
        long took = System.nanoTime() - begun;
        long restUntil = System.nanoTime() + Math.max(AGAIN_AFTER, 4 * took);
        if (outcome instanceof LivePass.Outcome.Proved proved) {
            log.provedAll(name, proved.proof().from());
            idleRounds = 0;
            // Last: whoever sees the proof sees what it left open.
            table.proved(proved.proof(), restUntil);
            worked.addAndGet(took);
        } else if (outcome instanceof LivePass.Outcome.Differs differs) {
            table.differs(differs.rows(), LiveTable.DIFFERENT);
        } else if (outcome instanceof LivePass.Outcome.Unknown unknown) {
            table.notProved(unknown.reason(), restUntil);
        }
    }

    private boolean cascadesUnchanged() {
        try (Session source = sides.source().openPinned()) {
            return tables.read().cascadesStillAs(source);
        }
    }

    private static boolean unchanged(Session session, Table before) {
        try (session) {
            return Catalog.tables(session, List.of(before.name().schema())).stream()
                    .filter(now -> now.name().equals(before.name()))
                    .anyMatch(now -> LiveTables.unchanged(before, now));
        }
    }

    private void rest(long nanos) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException();
        }
        owed += nanos;
        if (owed > REST_FROM) {
            // A transaction left open would hold off every ALTER TABLE.
            viewer.release();
            Pace.pause(Duration.ofNanos((long) (owed * (1 / SHARE - 1))));
            owed = 0;
            throttle.beforeChunk();
        }
    }

    /** By the rates of this proof: keys, and rows of tables that are to be read as wholes. */
    Duration expected(Predicate<LiveTable> alsoWhole) {
        double rowsPerNano = examined.get() / (SHARE * Math.max(1, worked.get()));
        long whole = tables.all().stream()
                .filter(table -> alsoWhole.test(table)
                        || table.proof()
                                .filter(proof -> doubt(table)
                                        .filter(at -> at.compareTo(proof.from()) > 0)
                                        .isEmpty())
                                .isEmpty())
                .mapToLong(table -> table.source().estimatedRows())
                .sum();
        double reading = whole == 0 ? 0 : whole / Math.max(rowsPerNano, 1e-5);
        return Duration.ofNanos((long) (reading + log.size() / residue.keysPerNano()) + FIXED);
    }

    /** Catalogs of both sides, connections. */
    private static final long FIXED = Duration.ofMillis(100).toNanos();

    /** Lets go of both sides, but goes on listening to the source's binlog. */
    void stop() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(PAUSE_MILLIS);
            while (thread.isAlive()) {
                viewer.cancel();
                thread.join(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        viewer.close();
    }

    /**
     * Waits until the source's binlog was read up to a position, going on where it was cut off.
     *
     * @throws ChangeLog.Deaf when it cannot be read that far
     */
    void reach(BinlogPosition position) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                log.await(position, REACHED_WITHIN);
                return;
            } catch (ChangeLog.Deaf e) {
                if (log.ended().isEmpty() || attempt == FIRST_ATTEMPTS) {
                    throw e;
                }
                resume(attempt);
            }
        }
    }

    @Override
    public void close() {
        stop();
        pools.close();
        feed.close();
    }
}
