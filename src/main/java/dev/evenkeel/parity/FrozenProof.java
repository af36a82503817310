package dev.evenkeel.parity;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
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
import java.util.concurrent.CompletableFuture;
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

    FrozenProof(LiveSides sides, LiveTables tables, LiveWork work, Strangers strangers, Observer observer) {
        this.sides = sides;
        this.tables = tables;
        this.work = work;
        this.strangers = strangers;
        this.observer = observer;
    }

    FrozenResult at(BinlogPosition frozen, List<String> databases) throws InterruptedException {
        long begun = System.nanoTime();
        Optional<String> obstacle = obstacle(frozen);
        if (obstacle.isPresent()) {
            return new FrozenResult(
                    new RowResult(inconclusive(obstacle.get()), since(begun)), 0, 0, Duration.ZERO, strangers.found());
        }
        CompletableFuture<List<Table>> theirs = CompletableFuture.supplyAsync(() -> catalog(sides.target(), databases));
        List<Table> left = catalog(sides.source(), databases);
        Map<TableName, Table> right =
                theirs.join().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        List<FrozenResidue.Part> parts = new ArrayList<>();
        List<Table> whole = new ArrayList<>();
        for (Table table : left) {
            Optional<LiveTable> proved = Optional.ofNullable(tables.byName().get(table.name()))
                    .filter(live -> provedBut(live, table, Optional.ofNullable(right.get(table.name()))));
            if (proved.isPresent()) {
                parts.add(new FrozenResidue.Part(proved.get(), strangers.keys(table.name())));
            } else {
                whole.add(table);
            }
        }
        long residueBegun = System.nanoTime();
        FrozenResidue residue = new FrozenResidue(work.pools(), work.log(), work.options());
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

    private Optional<String> obstacle(BinlogPosition frozen) throws InterruptedException {
        if (work.dead().isPresent()) {
            return work.dead();
        }
        try {
            work.reach(frozen);
            BinlogPosition read = work.log().reached();
            try (Session source = sides.source().open()) {
                BinlogPosition end = Binlog.position(source);
                if (end.compareTo(read) < 0) {
                    return Optional.of(
                            "the source's binlog was begun anew: it was read up to " + read + ", and ends at " + end);
                }
            }
            BinlogPosition executed = sides.executed().get();
            if (!executed.reached(frozen)) {
                return Optional.of("the target has applied the source up to " + executed + ", not up to " + frozen);
            }
            try (Session target = sides.target().open()) {
                strangers.await(Binlog.position(target), PATIENCE);
            } catch (NotPossible e) {
                // Without a binlog the strangers' watch has said so, and everything is compared as a whole.
                return Optional.empty();
            }
            return Optional.empty();
        } catch (ChangeLog.Deaf | DatabaseException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private List<TableResult> inconclusive(String reason) {
        return tables.all().stream()
                .map(table ->
                        new TableResult(table.source().name(), new Verdict.Inconclusive(reason), -1, -1, 0, "live", 0))
                .sorted(Comparator.comparing(TableResult::table))
                .toList();
    }

    private static List<Table> catalog(Server server, List<String> databases) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, databases);
        }
    }

    /** Whether the table is proved but for its residue. */
    private boolean provedBut(LiveTable live, Table left, Optional<Table> right) {
        Optional<LiveTable.Proof> proof = live.proof();
        return proof.isPresent()
                && !live.different()
                && work.log()
                        .doubt(left.name())
                        .filter(doubt -> doubt.at().compareTo(proof.get().from()) > 0)
                        .isEmpty()
                && strangers.doubt(left.name()).isEmpty()
                && LiveTables.unchanged(live.source(), left)
                && right.isPresent()
                && LiveTables.unchanged(live.target().orElseThrow(), right.get());
    }

    /** Tables that only the target has are a difference too. */
    private RowResult wholes(List<Table> whole, List<Table> left, Map<TableName, Table> right) {
        List<TableName> here = left.stream().map(Table::name).toList();
        List<Table> others = right.values().stream()
                .filter(table -> !here.contains(table.name())
                        || whole.stream().anyMatch(one -> one.name().equals(table.name())))
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
