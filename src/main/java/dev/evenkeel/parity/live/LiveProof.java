package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.changes.Deaf;
import dev.evenkeel.parity.changes.Doubt;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.parity.strangers.SilentWriters;
import dev.evenkeel.parity.strangers.Strangers;
import dev.evenkeel.replication.NotPossible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Proves a follower equal to its source while both are in use, so that in the freeze only what changed lately is left to
 * compare.
 *
 * <p>A feed reports every key that changes from before the first row is read. A row is proved when it was the same in two
 * snapshots that both hold everything up to a place in the source's binlog, and the feed reported no change of it after that
 * place. What it did report is the residue; a background thread proves it again and again, and reads tables again that a
 * doubt fell on. Positions are bounds that are too early rather than too late, so a mistake costs work, not truth.
 */
public final class LiveProof implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final LiveSides sides;
    private final LiveTables tables;
    private final LiveWork work;
    private Optional<CountsAhead> ahead = Optional.empty();
    private final Strangers strangers;

    private LiveProof(LiveSides sides, LiveTables tables, LiveWork work) {
        this.sides = sides;
        this.tables = tables;
        this.work = work;
        this.strangers = work.strangers();
    }

    /** Begins to follow the source's binlog and to compare in the background. */
    public static LiveProof begin(LiveSides sides, List<String> databases) {
        return begin(sides, databases, table -> true, RowOptions.USUAL, Throttle.NONE);
    }

    /**
     * The same for some tables only.
     *
     * @param throttle is asked now and then, with no transaction open
     */
    public static LiveProof begin(
            LiveSides sides,
            List<String> databases,
            Predicate<TableName> wanted,
            RowOptions options,
            Throttle throttle) {
        LiveTables tables = LiveTables.read(sides, databases, wanted);
        return new LiveProof(sides, tables, LiveWork.begin(sides, tables, options, throttle));
    }

    /**
     * Waits until every table that can be proved live was proved once and what changed meanwhile was proved again, or
     * nothing more comes of it.
     */
    public RowResult await(Observer observer, Duration limit) throws InterruptedException {
        long begun = System.nanoTime();
        try (Progress progress = observer.progress(
                "live comparison of " + sides.source().name() + " and "
                        + sides.target().name(),
                "rows",
                tables.estimatedRows())) {
            long told = 0;
            while (!work.settled() && System.nanoTime() - begun < limit.toNanos()) {
                Pauses.pause(Duration.ofMillis(LOOK_MILLIS));
                long now = work.examined();
                progress.advance(now - told);
                told = now;
            }
        }
        work.judgeStrangers();
        List<TableResult> results =
                new ArrayList<>(tables.all().stream().map(this::live).toList());
        tables.onlyOnTarget()
                .forEach(name -> results.add(new TableResult(
                        name,
                        new TableVerdict.Inconclusive("not proved live: the source had no such table when it began"),
                        -1,
                        -1,
                        0,
                        "live",
                        0)));
        results.sort(Comparator.comparing(TableResult::table));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new RowResult(results, took).without(dropped(results));
    }

    private List<TableName> dropped(List<TableResult> results) throws InterruptedException {
        return work.dead().isPresent()
                ? List.of()
                : DroppedTables.of(
                        sides,
                        results.stream()
                                .filter(result -> result.verdict() instanceof TableVerdict.Inconclusive)
                                .map(TableResult::table)
                                .toList());
    }

    private TableResult live(LiveTable table) {
        Optional<LiveTable.Proof> proof = table.proof();
        return new TableResult(
                table.source().name(),
                verdict(table),
                proof.map(LiveTable.Proof::rows).orElse(-1L),
                proof.map(LiveTable.Proof::rows).orElse(-1L),
                proof.map(LiveTable.Proof::chunks).orElse(0),
                proof.map(found -> "live, source at " + found.at() + ", both at " + found.from() + " at least"
                                + table.remarks())
                        .orElse("live"),
                table.source().bytes(),
                table.took());
    }

    private TableVerdict verdict(LiveTable table) {
        if (table.different()) {
            return new TableVerdict.Different(
                    table.differences(), table.trouble().orElse(""));
        }
        if (work.dead().isPresent()) {
            return new TableVerdict.Inconclusive(work.dead().get());
        }
        if (table.leftToTheFreeze().isPresent()) {
            return new TableVerdict.Inconclusive(
                    "not proved live: " + table.leftToTheFreeze().get());
        }
        Optional<LiveTable.Proof> proof = table.proof();
        if (proof.isEmpty()) {
            return new TableVerdict.Inconclusive("not proved live: "
                    + table.trouble().orElse("its first reading was not finished in the time given"));
        }
        Optional<String> doubt = work.log()
                .doubtAfter(table.source().name(), proof.get().known())
                .map(Doubt::reason)
                .or(() ->
                        strangers.doubtSince(table.source().name(), proof.get().opened()));
        if (doubt.isPresent()) {
            return new TableVerdict.Inconclusive("not proved live: " + doubt.get());
        }
        if (strangers.wrote(table.source().name())) {
            return new TableVerdict.Inconclusive("not proved live: somebody else wrote to it on the target");
        }
        int owed = work.log().owed().size(table.source().name());
        return owed > 0
                ? new TableVerdict.Inconclusive(
                        "not proved live: " + owed + " of its rows change all the time, and were at"
                                + " no moment the same on both sides for a comparison")
                : new TableVerdict.Same(proof.get().rows(), proof.get().chunks());
    }

    /** How long the comparison in a freeze would take now, by the rates measured so far. */
    public Duration expected() {
        return work.expected(table -> strangers.lasting());
    }

    /** How many changed keys and groups wait to be proved again. */
    public long residue() {
        return work.log().size();
    }

    /**
     * Proves what changed as fast as it can for half a minute, and opens the sessions of the comparison at rest, so that little is
     * left to a freeze that comes now.
     */
    public void hurry() {
        work.share().hurry();
        try {
            work.pools().ready();
        } catch (DatabaseException e) {
            // The freeze's own conditions tell what is wrong with a server.
        }
    }

    /**
     * Does what {@link #proveFrozen} does, while both sides are in use: what is done for the first time takes several times as long, and
     * nobody should be without writes for that. What it finds does not count.
     */
    public void tryOut(List<String> databases, Observer observer) throws InterruptedException {
        try {
            new FrozenProof(sides, tables, work, Optional.empty(), observer).tryOut(databases);
        } catch (DatabaseException | Deaf | NotPossible e) {
            // The freeze looks again, and tells.
        }
    }

    /**
     * Counts rows that a freeze which comes within seconds would otherwise have to count while nobody can write. Replication cannot change
     * the definitions of these tables meanwhile.
     */
    public void countAhead(List<String> databases) {
        countAhead(databases, CountsAhead.Wanted.USUAL);
    }

    void countAhead(List<String> databases, CountsAhead.Wanted wanted) {
        forgetCounts();
        try {
            ahead = new FrozenProof(sides, tables, work, Optional.empty(), Observer.NONE).countAhead(databases, wanted);
        } catch (DatabaseException | Deaf | NotPossible e) {
            // The freeze counts them, and tells what is wrong.
        }
    }

    private void forgetCounts() {
        ahead.ifPresent(CountsAhead::close);
        ahead = Optional.empty();
    }

    /** Ends the work in the background; the binlogs are still read. */
    public void rest() {
        work.stop();
    }

    /** Why nothing more can be proved, for example because the binlog cannot be read any more. */
    public Optional<String> dead() {
        return work.dead();
    }

    /** What this proof could not see if it happened, a sentence each. */
    public List<String> limits() {
        return SilentWriters.limits(sides);
    }

    /** Where in the source's binlog it began. */
    public BinlogPosition from() {
        return tables.from();
    }

    /**
     * The objects that may be other ones than when it began, on either side, by what their binlogs showed up to a position where
     * neither changes any more; everything where one of them cannot show it.
     */
    public ObjectScope redefined(BinlogPosition frozen) throws InterruptedException {
        try {
            work.reach(frozen);
            return work.judgeStrangers() && strangers.watching()
                    ? work.log().redefined().soFar()
                    : ObjectScope.EVERYTHING;
        } catch (Deaf e) {
            return ObjectScope.EVERYTHING;
        }
    }

    /** What others than replication wrote on the target up to now. */
    public List<Strangers.Stranger> strangers() {
        return strangers.found();
    }

    /**
     * Proves both sides equal at rest: what changed since it was proved, and whole tables of which nothing is proved.
     * Whoever calls has made sure that nobody writes, and that the target has applied the source up to the position.
     *
     * @param databases those to compare, which may be other ones now than when it began
     */
    public FrozenResult proveFrozen(BinlogPosition frozen, List<String> databases, Observer observer)
            throws InterruptedException {
        work.stop();
        try {
            return new FrozenProof(sides, tables, work, ahead, observer).at(frozen, databases);
        } finally {
            forgetCounts();
        }
    }

    @Override
    public void close() {
        forgetCounts();
        work.close();
    }
}
