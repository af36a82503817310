package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.changes.Deaf;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.parity.strangers.Strangers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The end of a live proof: neither side changes any more, and what is not proved by then is compared. */
final class FrozenProof {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 50;
    /** Keys and groups that are compared to try it out. */
    private static final long MOST_TRIED = 1_000;

    private final LiveSides sides;
    private final LiveTables tables;
    private final LiveWork work;
    private final Strangers strangers;
    private final Observer observer;
    private final Standing standing;
    /** Tables that either side has now, as far as was read. */
    private final Set<TableName> met = ConcurrentHashMap.newKeySet();

    private final Optional<CountsAhead> ahead;

    FrozenProof(LiveSides sides, LiveTables tables, LiveWork work, Optional<CountsAhead> ahead, Observer observer) {
        this.ahead = ahead;
        this.sides = sides;
        this.tables = tables;
        this.work = work;
        this.strangers = work.strangers();
        this.observer = observer;
        this.standing = new Standing(sides, work);
    }

    FrozenResult at(BinlogPosition frozen, List<String> databases) throws InterruptedException {
        long begun = System.nanoTime();
        FrozenResidue residue = residue();
        try {
            Looked looked = watched(() -> look(frozen, databases, residue), residue);
            RowResult read = wholes(looked);
            List<TableResult> results = new ArrayList<>(looked.results());
            results.addAll(read.tables());
            results.sort(Comparator.comparing(TableResult::table));
            Optional<String> moved = standing.movedMeanwhile();
            if (moved.isPresent()) {
                return undecided(moved.get() + ", while both sides were compared at rest", begun);
            }
            long chunks = read.tables().stream().mapToLong(TableResult::chunks).sum();
            return new FrozenResult(
                    new RowResult(results, since(begun)),
                    residue.compared(),
                    chunks,
                    looked.residueTook(),
                    true,
                    strangers.found());
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            return undecided(Optional.ofNullable(e.getMessage()).orElseGet(e::toString), begun);
        }
    }

    private FrozenResidue residue() {
        return new FrozenResidue(work.pools(), work.log(), work.options(), tables.mostLetters(), ahead);
    }

    /** Nothing is known of any table. */
    private FrozenResult undecided(String reason, long begun) {
        Set<TableName> known = new TreeSet<>(tables.byName().keySet());
        known.addAll(tables.onlyOnTarget());
        known.addAll(met);
        List<TableResult> results = known.stream()
                .map(table -> new TableResult(table, new TableVerdict.Inconclusive(reason), -1, -1, 0, "live", 0))
                .toList();
        return new FrozenResult(new RowResult(results, since(begun)), 0, 0, Duration.ZERO, false, strangers.found());
    }

    /**
     * On another thread, so that whoever watches can end it whatever the servers and the network do.
     *
     * @throws Stopped when it is no longer wanted
     */
    private Looked watched(Callable<Looked> look, FrozenResidue residue) throws InterruptedException {
        FutureTask<Looked> running = new FutureTask<>(look);
        Thread thread = new Thread(running, "proof at the frozen coordinates");
        thread.setDaemon(true);
        thread.start();
        long told = 0;
        try (Progress progress = observer.progress(
                "comparison of what changed", "keys", work.log().size())) {
            while (true) {
                long now = residue.compared();
                progress.advance(now - told);
                told = now;
                try {
                    return running.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                work.log().drop();
                throw new Deaf("memory ran out; give the program more (-Xmx)");
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            if (!running.isDone()) {
                running.cancel(true);
                work.pools().close();
            }
        }
    }

    /** What the residue gave, and what is left to be read as wholes. */
    private record Looked(
            List<TableResult> results,
            List<Table> whole,
            List<Table> left,
            Map<TableName, Table> right,
            Duration residueTook) {}

    /**
     * Goes the same way once while both sides are in use, so that neither this program nor a server does anything for the first time in
     * the freeze. What it finds does not count. It waits for no binlog: who reads those continues with that meanwhile.
     */
    void tryOut(List<String> databases) throws InterruptedException {
        standing.now(sides.executed().get());
        Parts parts = parts(now(databases));
        if (work.log().size() <= MOST_TRIED) {
            residue().tryOut(parts.parts());
        }
        standing.movedMeanwhile();
    }

    /** Counts large tables of which the feed cannot tell how many rows they have, for a freeze that comes within seconds. */
    Optional<CountsAhead> countAhead(List<String> databases, CountsAhead.Wanted wanted) {
        if (work.conditions().sideBySide()) {
            // The place that is executed is that of the domain which is furthest.
            return Optional.empty();
        }
        return CountsAhead.take(
                sides,
                work.log(),
                residue().uncounted(parts(now(databases)).parts()).stream()
                        .filter(table -> table.estimatedRows() > wanted.fewRows())
                        .toList(),
                wanted);
    }

    private Looked look(BinlogPosition frozen, List<String> databases, FrozenResidue residue)
            throws InterruptedException {
        if (work.dead().isPresent()) {
            throw new Deaf(work.dead().get());
        }
        work.reach(frozen);
        Standing.Now standing = this.standing.now(frozen);
        standing.unseen().forEach(strangers::unseen);
        if (standing.obstacle().isPresent()) {
            throw new Deaf(standing.obstacle().get());
        }
        if (standing.targetsEnd().isPresent()) {
            strangers.settle(
                    standing.targetsEnd().get(), () -> standing.sourcesEnd().orElse(frozen), PATIENCE);
        }
        return compared(now(databases), residue);
    }

    /** The tables of both sides. */
    private record Both(List<Table> left, List<Table> right) {
        Map<TableName, Table> byName() {
            return right.stream().collect(Collectors.toMap(Table::name, Function.identity()));
        }
    }

    private Both now(List<String> databases) {
        TablesNow now = new TablesNow(
                databases, strangers.watching() ? work.log().redefined().soFar() : ObjectScope.EVERYTHING);
        return AtOnce.ask(
                () -> work.pools().left().read(session -> met(now.read(session, tables.read(), tables.read()::table))),
                () -> work.pools()
                        .right()
                        .read(session -> met(now.read(session, tables.readOnTarget(), tables::onTarget))),
                Both::new);
    }

    private List<Table> met(List<Table> found) {
        found.forEach(table -> met.add(table.name()));
        return found;
    }

    /** Tables that are the same except for their residue, and those that are to be read as wholes. */
    private record Parts(List<FrozenResidue.Part> parts, List<Table> whole) {}

    private Parts parts(Both both) {
        Map<TableName, Table> right = both.byName();
        List<FrozenResidue.Part> parts = new ArrayList<>();
        List<Table> whole = new ArrayList<>();
        for (Table table : both.left()) {
            Optional<LiveTable.Proof> proof = proofButResidue(table, Optional.ofNullable(right.get(table.name())));
            if (proof.isPresent()) {
                parts.add(new FrozenResidue.Part(
                        tables.byName().get(table.name()), proof.get(), strangers.keys(table.name())));
            } else {
                whole.add(table);
            }
        }
        return new Parts(parts, whole);
    }

    private Looked compared(Both both, FrozenResidue residue) throws InterruptedException {
        Parts found = parts(both);
        List<Table> whole = new ArrayList<>(found.whole());
        long begun = System.nanoTime();
        List<TableResult> results = new ArrayList<>();
        for (FrozenResidue.Compared table : residue.compare(found.parts())) {
            table.result()
                    .ifPresentOrElse(
                            results::add, () -> whole.add(table.part().live().source()));
        }
        return new Looked(results, whole, both.left(), both.byName(), since(begun));
    }

    /** The proof of a table that is the same except for its residue. */
    private Optional<LiveTable.Proof> proofButResidue(Table left, Optional<Table> right) {
        Optional<LiveTable> live = Optional.ofNullable(tables.byName().get(left.name()));
        return live.filter(table -> !table.different())
                .flatMap(LiveTable::proof)
                .filter(proof ->
                        work.log().doubtAfter(left.name(), proof.known()).isEmpty())
                .filter(proof ->
                        strangers.doubtSince(left.name(), proof.opened()).isEmpty())
                .filter(proof -> LiveTables.unchanged(live.get().source(), left))
                .filter(proof -> right.isPresent()
                        && LiveTables.unchanged(live.get().target().orElseThrow(), right.get()));
    }

    /** Tables that only the target has are a difference too. */
    private RowResult wholes(Looked looked) {
        Set<TableName> here = looked.left().stream().map(Table::name).collect(Collectors.toSet());
        Set<TableName> read = looked.whole().stream().map(Table::name).collect(Collectors.toSet());
        List<Table> others = looked.right().values().stream()
                .filter(table -> !here.contains(table.name()) || read.contains(table.name()))
                .toList();
        if (looked.whole().isEmpty() && others.isEmpty()) {
            return new RowResult(List.of(), Duration.ZERO);
        }
        return new RowComparison(sides.source(), sides.target(), observer).compare(looked.whole(), others);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
