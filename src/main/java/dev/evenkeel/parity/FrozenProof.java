package dev.evenkeel.parity;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.replication.NotPossible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The end of a live proof: both sides stand still, and what is not proved by then is compared. */
final class FrozenProof {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LiveSides sides;
    private final LiveTables tables;
    private final LiveWork work;
    private final Strangers strangers;
    private final Observer observer;

    FrozenProof(LiveSides sides, LiveTables tables, LiveWork work, Observer observer) {
        this.sides = sides;
        this.tables = tables;
        this.work = work;
        this.strangers = work.strangers();
        this.observer = observer;
    }

    FrozenResult at(BinlogPosition frozen, List<String> databases) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            return proved(frozen, databases, begun);
        } catch (ChangeLog.Deaf | DatabaseException e) {
            return undecided(String.valueOf(e.getMessage()), begun);
        }
    }

    /** Nothing is known of any table. */
    FrozenResult undecided(String reason, long begun) {
        List<TableResult> results = tables.all().stream()
                .map(table ->
                        new TableResult(table.source().name(), new Verdict.Inconclusive(reason), -1, -1, 0, "live", 0))
                .sorted(Comparator.comparing(TableResult::table))
                .toList();
        return new FrozenResult(new RowResult(results, since(begun)), 0, 0, Duration.ZERO, strangers.found());
    }

    private FrozenResult proved(BinlogPosition frozen, List<String> databases, long begun)
            throws InterruptedException {
        if (work.dead().isPresent()) {
            return undecided(work.dead().get(), begun);
        }
        work.reach(frozen);
        CompletableFuture<Side> theirs =
                CompletableFuture.supplyAsync(() -> work.pools().right().read(session -> target(session, databases)));
        Side mine = work.pools().left().read(session -> source(session, databases));
        Side other = joined(theirs);
        Optional<String> obstacle = mine.obstacle().or(other::obstacle).or(() -> notExecuted(frozen));
        if (obstacle.isPresent()) {
            return undecided(obstacle.get(), begun);
        }
        if (other.end().isPresent()) {
            strangers.settle(other.end().get(), () -> mine.end().orElse(frozen), PATIENCE);
        }
        return compared(
                mine.tables(),
                other.tables().stream().collect(Collectors.toMap(Table::name, Function.identity())),
                begun);
    }

    /**
     * One side as it stands.
     *
     * @param end of its binlog, where it has one
     * @param obstacle why nothing can be said
     */
    private record Side(List<Table> tables, Optional<BinlogPosition> end, Optional<String> obstacle) {}

    private Side source(Session session, List<String> databases) {
        work.conditions().lookAtSource(session);
        BinlogPosition end = Binlog.position(session);
        BinlogPosition read = work.log().reached();
        Optional<String> anew = end.compareTo(read) < 0
                ? Optional.of("the source's binlog was begun anew: it was read up to " + read + ", and ends at " + end)
                : Optional.empty();
        return new Side(Catalog.tables(session, databases), Optional.of(end), anew);
    }

    private Side target(Session session, List<String> databases) {
        work.conditions().lookAtTarget(session);
        strangers.lost(session).ifPresent(strangers::unseen);
        Optional<BinlogPosition> end;
        try {
            end = Optional.of(Binlog.position(session));
        } catch (NotPossible e) {
            // Without a binlog the strangers' watch has said so, and everything is compared as a whole.
            end = Optional.empty();
        }
        return new Side(Catalog.tables(session, databases), end, notApplied(session));
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
        return executed.reached(frozen)
                ? Optional.empty()
                : Optional.of("the target has applied the source up to " + executed + ", not up to " + frozen);
    }

    private static Side joined(CompletableFuture<Side> side) {
        try {
            return side.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private FrozenResult compared(List<Table> left, Map<TableName, Table> right, long begun)
            throws InterruptedException {
        List<FrozenResidue.Part> parts = new ArrayList<>();
        List<Table> whole = new ArrayList<>();
        for (Table table : left) {
            Optional<LiveTable.Proof> proof = proofButResidue(table, Optional.ofNullable(right.get(table.name())));
            if (proof.isPresent()) {
                parts.add(new FrozenResidue.Part(
                        tables.byName().get(table.name()),
                        proof.get(),
                        strangers.keysSince(table.name(), proof.get().opened())));
            } else {
                whole.add(table);
            }
        }
        long residueBegun = System.nanoTime();
        FrozenResidue residue =
                new FrozenResidue(work.pools(), work.log(), work.options(), tables.mostLetters());
        List<TableResult> results = new ArrayList<>();
        residue.compare(parts, observer)
                .forEach((part, result) -> result.ifPresentOrElse(
                        results::add, () -> whole.add(part.live().source())));
        Duration residueTook = since(residueBegun);
        RowResult read = wholes(whole, left, right);
        results.addAll(read.tables());
        results.sort(Comparator.comparing(TableResult::table));
        long chunks = read.tables().stream().mapToLong(TableResult::chunks).sum();
        return new FrozenResult(
                new RowResult(results, since(begun)), residue.compared(), chunks, residueTook, strangers.found());
    }

    /** The proof of a table that is the same but for its residue. */
    private Optional<LiveTable.Proof> proofButResidue(Table left, Optional<Table> right) {
        Optional<LiveTable> live = Optional.ofNullable(tables.byName().get(left.name()));
        return live.filter(table -> !table.different())
                .flatMap(LiveTable::proof)
                .filter(proof -> work.log().doubtAfter(left.name(), proof.from()).isEmpty())
                .filter(proof -> strangers.doubtSince(left.name(), proof.opened()).isEmpty())
                .filter(proof -> LiveTables.unchanged(live.get().source(), left))
                .filter(proof -> right.isPresent()
                        && LiveTables.unchanged(live.get().target().orElseThrow(), right.get()));
    }

    /** Tables that only the target has are a difference too. */
    private RowResult wholes(List<Table> whole, List<Table> left, Map<TableName, Table> right) {
        Set<TableName> here = left.stream().map(Table::name).collect(Collectors.toSet());
        Set<TableName> read = whole.stream().map(Table::name).collect(Collectors.toSet());
        List<Table> others = right.values().stream()
                .filter(table -> !here.contains(table.name()) || read.contains(table.name()))
                .toList();
        if (whole.isEmpty() && others.isEmpty()) {
            return new RowResult(List.of(), Duration.ZERO);
        }
        return new RowComparison(sides.source(), sides.target(), observer).compare(whole, others);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
