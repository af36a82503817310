package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.changes.Deaf;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.parity.strangers.Strangers;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The end of a live proof: both sides stand still, and what is not proved by then is compared. */
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
    /** Tables that either side has now, as far as was read. */
    private final Set<TableName> met = ConcurrentHashMap.newKeySet();

    FrozenProof(LiveSides sides, LiveTables tables, LiveWork work, Observer observer) {
        this.sides = sides;
        this.tables = tables;
        this.work = work;
        this.strangers = work.strangers();
        this.observer = observer;
    }

    FrozenResult at(BinlogPosition frozen, List<String> databases) throws InterruptedException {
        long begun = System.nanoTime();
        FrozenResidue residue = new FrozenResidue(work.pools(), work.log(), work.options(), tables.mostLetters());
        try {
            Looked looked = watched(() -> look(frozen, databases, residue), residue);
            RowResult read = wholes(looked);
            List<TableResult> results = new ArrayList<>(looked.results());
            results.addAll(read.tables());
            results.sort(Comparator.comparing(TableResult::table));
            Optional<String> moved = movedMeanwhile();
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
     * Goes the same way once while both sides go on, so that neither this program nor a server does anything for the first time in
     * the freeze. What it finds does not count.
     */
    void tryOut(List<String> databases) throws InterruptedException {
        standing(work.pools().left().read(Binlog::position));
        Both both = now(databases);
        if (work.log().size() <= MOST_TRIED) {
            compared(both, new FrozenResidue(work.pools(), work.log(), work.options(), tables.mostLetters()));
        }
        movedMeanwhile();
    }

    private Looked look(BinlogPosition frozen, List<String> databases, FrozenResidue residue)
            throws InterruptedException {
        Standing standing = standing(frozen);
        if (standing.obstacle().isPresent()) {
            throw new Deaf(standing.obstacle().get());
        }
        if (standing.targetsEnd().isPresent()) {
            strangers.settle(
                    standing.targetsEnd().get(), () -> standing.sourcesEnd().orElse(frozen), PATIENCE);
        }
        return compared(now(databases), residue);
    }

    /**
     * How both sides stand.
     *
     * @param obstacle why nothing can be said of them
     */
    private record Standing(
            Optional<BinlogPosition> sourcesEnd, Optional<BinlogPosition> targetsEnd, Optional<String> obstacle) {}

    private Standing standing(BinlogPosition frozen) throws InterruptedException {
        if (work.dead().isPresent()) {
            return new Standing(Optional.empty(), Optional.empty(), work.dead());
        }
        work.reach(frozen);
        CompletableFuture<Optional<String>> other =
                CompletableFuture.supplyAsync(() -> work.binlog().replaced());
        CompletableFuture<Optional<String>> behind = CompletableFuture.supplyAsync(() -> notExecuted(frozen));
        CompletableFuture<Side> theirs =
                CompletableFuture.supplyAsync(() -> work.pools().right().read(this::target));
        Side mine = work.pools().left().read(this::source);
        Side right = joined(theirs);
        joined(other).ifPresent(strangers::unseen);
        Optional<String> notThere = joined(behind);
        return new Standing(
                mine.end(), right.end(), mine.obstacle().or(right::obstacle).or(() -> notThere));
    }

    private record Both(List<Table> left, List<Table> right) {}

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

    /**
     * One side as it stands.
     *
     * @param end of its binlog, where it has one
     * @param obstacle why nothing can be said
     */
    private record Side(Optional<BinlogPosition> end, Optional<String> obstacle) {}

    private Side source(Session session) {
        work.conditions().lookAtSource(session);
        // Before the end is asked for: what is read goes on, where somebody writes what is not compared.
        BinlogPosition read = work.log().reached();
        BinlogPosition end = Binlog.position(session);
        Optional<String> anew = end.compareTo(read) < 0
                ? Optional.of("the source's binlog was reset: it was read up to " + read + ", and ends at " + end)
                : Optional.empty();
        return new Side(Optional.of(end), anew);
    }

    private Side target(Session session) {
        work.conditions().lookAtTarget(session);
        strangers.lost(session).ifPresent(strangers::unseen);
        Optional<BinlogPosition> end;
        try {
            end = Optional.of(Binlog.position(session));
        } catch (NotPossible e) {
            // Without a binlog the strangers' watch has said so, and everything is compared as a whole.
            end = Optional.empty();
        }
        return new Side(end, notApplied(session));
    }

    private List<Table> met(List<Table> found) {
        found.forEach(table -> met.add(table.name()));
        return found;
    }

    /** A server that was started anew may have forgotten what was read before. */
    private Optional<String> movedMeanwhile() {
        CompletableFuture<Optional<String>> theirs =
                CompletableFuture.supplyAsync(() -> work.pools().right().read(work.conditions()::lookAtTarget));
        Optional<String> mine = work.pools().left().read(work.conditions()::lookAtSource);
        Optional<String> other = joined(theirs);
        return mine.or(() -> other);
    }

    /** Side by side, the place that the target has executed says nothing of the domains that are behind. */
    private Optional<String> notApplied(Session target) {
        return work.conditions().sideBySide()
                ? work.log()
                        .missing(GtidSet.parse(target.text("SELECT @@GLOBAL.gtid_slave_pos")))
                        .map(gtid -> "the target has not applied transaction " + gtid + " of the source")
                : Optional.empty();
    }

    private Optional<String> notExecuted(BinlogPosition frozen) {
        BinlogPosition executed = sides.executed().get();
        return executed.reached(frozen) || holds(frozen)
                ? Optional.empty()
                : Optional.of("the target has applied the source up to " + executed + ", not up to " + frozen);
    }

    /** By GTID, where the place that the target names is an old one. */
    private boolean holds(BinlogPosition frozen) {
        try {
            GtidSet position = sides.source().read(session -> Binlog.gtidAt(session, frozen));
            return sides.target().read(session -> DomainOrder.follows(session, position));
        } catch (NotPossible e) {
            // It is not known which transactions stand before it.
            return false;
        }
    }

    private static <T> T joined(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Looked compared(Both both, FrozenResidue residue) throws InterruptedException {
        List<Table> left = both.left();
        Map<TableName, Table> right = both.right().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        List<FrozenResidue.Part> parts = new ArrayList<>();
        List<Table> whole = new ArrayList<>();
        for (Table table : left) {
            Optional<LiveTable.Proof> proof = proofButResidue(table, Optional.ofNullable(right.get(table.name())));
            if (proof.isPresent()) {
                parts.add(new FrozenResidue.Part(
                        tables.byName().get(table.name()), proof.get(), strangers.keys(table.name())));
            } else {
                whole.add(table);
            }
        }
        long begun = System.nanoTime();
        List<TableResult> results = new ArrayList<>();
        residue.compare(parts)
                .forEach((part, result) -> result.ifPresentOrElse(
                        results::add, () -> whole.add(part.live().source())));
        return new Looked(results, whole, left, right, since(begun));
    }

    /** The proof of a table that is the same but for its residue. */
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
