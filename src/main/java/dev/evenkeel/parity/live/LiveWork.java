package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.Memory;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.Deaf;
import dev.evenkeel.parity.changes.KnownBinlog;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.parity.strangers.Strangers;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.feed.ChangeFeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The background thread of a live proof: reads tables once, and again what changed, and rests in between. */
final class LiveWork implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;
    private static final long SOON_MILLIS = 20;
    private static final int FAILURES = 10;
    private static final long AWAY = Duration.ofMinutes(5).toNanos();
    /** The server's number for a place that its binlog has not, or has no more. */
    private static final String NO_SUCH_PLACE = "1236 ";

    /** A row that changes all the time is met at rest, by and by; one that never is must not be waited for. */
    private static final int IDLE_ROUNDS = 50;

    private static final Duration REACHED_WITHIN = Duration.ofSeconds(10);
    private static final int FIRST_ATTEMPTS = 3;
    private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();
    /** Catalogs of both sides, connections. */
    private static final long FIXED = Duration.ofMillis(100).toNanos();

    private final LiveSides sides;
    private final RowOptions options;
    private final Throttle throttle;
    private final LiveTables tables;
    private final ChangeLog log;
    private final Strangers strangers;
    private final LiveConditions conditions;
    private final KnownBinlog binlog;
    private final Snapshots viewer;
    private final BothSides pools;
    private final LiveReading reading;
    private final LiveResidue residue;
    private final WorkShare share = new WorkShare();
    private final Thread thread;
    /** Rows and objects are compared at once in a freeze, and the feed is resumed once. */
    private final Object reaching = new Object();

    private volatile ChangeFeed feed;
    private volatile boolean stopping;
    /** Rounds over what changed since one of them last compared something that never was. */
    private volatile int idleRounds;

    private long owedBefore;
    private long lookedAt;
    private volatile Optional<String> dead = Optional.empty();

    private LiveWork(LiveSides sides, LiveTables tables, RowOptions options, Throttle throttle) {
        Memory memory = Memory.ofThisProgram();
        this.sides = sides;
        this.options = options;
        this.throttle = throttle;
        this.tables = tables;
        this.log = new ChangeLog(tables.from(), tables.before(), memory);
        this.strangers = Strangers.watch(sides, tables.readOnTarget(), log, memory);
        this.conditions = new LiveConditions(tables.source(), tables.target(), strangers);
        this.binlog = new KnownBinlog(sides.sourcesBinlog());
        binlog.read(tables.from());
        this.viewer =
                new Snapshots(sides.source(), sides.target(), tables.executed(sides), log, conditions::sideBySide);
        this.pools = new BothSides(
                sides.source(), sides.target(), Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.reading = new LiveReading(sides, tables, log, strangers, viewer, pools, options, this::rest);
        this.residue = new LiveResidue(viewer, log, options, this::rest, tables.mostLetters());
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

    Strangers strangers() {
        return strangers;
    }

    LiveConditions conditions() {
        return conditions;
    }

    /** The source's binlog, as it was read. */
    KnownBinlog binlog() {
        return binlog;
    }

    BothSides pools() {
        return pools;
    }

    RowOptions options() {
        return options;
    }

    long examined() {
        return reading.examined();
    }

    /** Why the proof cannot continue. */
    Optional<String> dead() {
        return dead;
    }

    /** Every table was read as well as it can be, and what changed meanwhile once after that. */
    boolean settled() {
        return dead.isPresent()
                || tables.all().stream().allMatch(this::settled)
                        && (log.owed().size() == 0 || idleRounds >= IDLE_ROUNDS);
    }

    private boolean settled(LiveTable table) {
        return table.leftToTheFreeze().isPresent()
                || table.different()
                || table.givenUp()
                || table.attempts() >= FIRST_ATTEMPTS
                || table.proof().filter(proof -> !reading.doubted(table, proof)).isPresent();
    }

    private void run() {
        try {
            work();
        } catch (Throwable e) {
            // Whatever it is, somebody waits for a verdict; and if it is memory, there must be some to give it.
            if (e instanceof OutOfMemoryError) {
                log.drop();
            }
            die(e instanceof OutOfMemoryError ? "memory ran out; give the program more (-Xmx)" : String.valueOf(e));
        }
    }

    private void work() {
        int failures = 0;
        long failingSince = System.nanoTime();
        BinlogPosition toldThen = log.reached();
        while (!stopping) {
            try {
                if (log.ended().isPresent()) {
                    resume(failures);
                }
                step();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (Deaf | DatabaseException e) {
                viewer.reset();
                if (failures == 0 || !log.reached().equals(toldThen)) {
                    // As long as the binlog is reported, somebody only takes long.
                    failingSince = System.nanoTime();
                    toldThen = log.reached();
                }
                failures++;
                // A server that is away for a while, as in a failover, costs time; what it refuses again and again is
                // its answer.
                boolean away = e instanceof DatabaseException lost ? lost.lost() : !isGone(e);
                if (away ? System.nanoTime() - failingSince > AWAY : failures >= FAILURES) {
                    die(e.getMessage());
                } else if (!stopping) {
                    pause(Math.min(failures, FAILURES));
                }
            }
        }
    }

    private static boolean isGone(RuntimeException deaf) {
        return String.valueOf(deaf.getMessage()).contains(NO_SUCH_PLACE);
    }

    private void die(String reason) {
        if (!stopping) {
            dead = Optional.of("the live proof ended: " + reason);
        }
        stopping = true;
    }

    private void pause(int failures) {
        try {
            Pauses.pause(Duration.ofMillis(PAUSE_MILLIS * failures));
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Continues where the feed was cut off; a binlog that is gone ends the proof. */
    private void resume(int failures) throws InterruptedException {
        String reason = log.ended().orElse("");
        // A server that was killed may have forgotten what its binlog shows and the target applied.
        try (Session session = sides.source().openPinned()) {
            conditions.lookAtSource(session);
        }
        feed.close();
        feed = ChangeFeed.of(sides.sourcesBinlog(), log.resume(), tables.read(), log);
        Pauses.pause(Duration.ofMillis(PAUSE_MILLIS * (failures + 1)));
        if (log.ended().isPresent()) {
            throw new Deaf("the source's binlog cannot be followed from " + log.reached() + " on: "
                    + log.ended().orElse(reason));
        }
    }

    private void step() throws InterruptedException {
        if (System.nanoTime() - lookedAt > LOOK_EVERY) {
            look();
            lookedAt = System.nanoTime();
        }
        if (reading.read()) {
            idleRounds = 0;
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
        Pauses.pause(share.pause());
    }

    WorkShare share() {
        return share;
    }

    /** Judges everything that is in the target's binlog by now; where that cannot be, it is doubted. False then. */
    boolean judgeStrangers() throws InterruptedException {
        if (dead.isPresent()) {
            return false;
        }
        try {
            sides.source().read(conditions::lookAtSource);
            BinlogPosition end = sides.target().read(target -> {
                conditions.lookAtTarget(target);
                strangers.lost(target).ifPresent(strangers::unseen);
                return Binlog.position(target);
            });
            strangers.settle(end, () -> sides.source().read(Binlog::position), REACHED_WITHIN);
            return true;
        } catch (Deaf | DatabaseException | NotPossible e) {
            strangers.doubt("who wrote on the target is not known: " + e.getMessage());
            return false;
        }
    }

    /** Whether all that binlogs are trusted to tell still is, and who wrote what the target's binlog shows. */
    private void look() {
        pools.left().read(source -> pools.right().read(target -> {
            conditions.lookAtSource(source);
            conditions.lookAtTarget(target);
            strangers.look(source, target);
            return true;
        }));
        binlog.read(log.reached());
    }

    /** Rows of a table that were not the same although nothing changed them. */
    record RowsDiffer(LiveTable table, List<RowDifference> rows) {}

    private void rest(long nanos) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException();
        }
        share.did(nanos);
        if (share.restIsDue()) {
            // A transaction left open would hold off every ALTER TABLE.
            viewer.release();
            Pauses.pause(share.rest());
            throttle.beforeChunk();
        }
    }

    /** By the rates of this proof: keys, and rows of tables that are to be read as wholes. */
    Duration expected(Predicate<LiveTable> alsoWhole) {
        double rowsPerNano = (double) examined() / Math.max(1, share.worked());
        long whole = tables.all().stream()
                .filter(table -> alsoWhole.test(table)
                        || table.proof()
                                .filter(proof -> !reading.doubted(table, proof))
                                .isEmpty())
                .mapToLong(table -> table.source().estimatedRows())
                .sum();
        double reading = whole == 0 ? 0 : whole / Math.max(rowsPerNano, 1e-5);
        return Duration.ofNanos((long) (reading + log.size() / residue.keysPerNano()) + FIXED);
    }

    /** Lets go of both sides, but keeps listening to the binlogs. Does not wait for a server that says nothing. */
    void stop() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(SOON_MILLIS);
            if (thread.isAlive()) {
                viewer.cancel();
                thread.join(5 * PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        viewer.close();
    }

    /** Waits until the source's binlog was read up to a position, continuing where it was cut off; else it is {@link Deaf}. */
    void reach(BinlogPosition position) throws InterruptedException {
        synchronized (reaching) {
            for (int attempt = 0; ; attempt++) {
                try {
                    log.await(position, REACHED_WITHIN);
                    return;
                } catch (Deaf e) {
                    if (log.ended().isEmpty() || attempt == FIRST_ATTEMPTS) {
                        throw e;
                    }
                    resume(attempt);
                }
            }
        }
    }

    @Override
    public void close() {
        stop();
        pools.close();
        feed.close();
        strangers.close();
    }
}
