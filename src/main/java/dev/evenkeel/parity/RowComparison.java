package dev.evenkeel.parity;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.TableName;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares the rows of two servers that stand still, table by table and chunk by chunk, both sides at once. Whoever
 * calls makes sure that they stand still and at which coordinates.
 */
public final class RowComparison {
    private static final long ROWS_PER_CHUNK = 50_000;
    private static final int WORKERS = 2;

    private final Server left;
    private final Server right;
    private final Observer observer;

    public RowComparison(Server left, Server right, Observer observer) {
        this.left = left;
        this.right = right;
        this.observer = observer;
    }

    /** Compares every table that either side has. */
    public RowResult compare(List<Table> leftTables, List<Table> rightTables) {
        long begun = System.nanoTime();
        Map<TableName, Table> rightByName = new TreeMap<>();
        rightTables.forEach(table -> rightByName.put(table.name(), table));
        List<TableResult> results = new ArrayList<>();
        List<Table> comparable = new ArrayList<>();
        for (Table table : leftTables) {
            Optional<String> obstacle = obstacle(table, Optional.ofNullable(rightByName.remove(table.name())));
            if (obstacle.isPresent()) {
                results.add(notCompared(table, obstacle.get()));
            } else {
                comparable.add(table);
            }
        }
        rightByName
                .values()
                .forEach(table -> results.add(notCompared(table, "the table is only on the " + right.name())));
        long estimate = comparable.stream().mapToLong(Table::estimatedRows).sum();
        try (Progress progress =
                observer.progress("comparison of " + left.name() + " and " + right.name(), "rows", estimate)) {
            results.addAll(inParallel(comparable, progress));
        }
        results.sort(Comparator.comparing(TableResult::table));
        return new RowResult(results, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** What forbids comparing values: then the answer is that the tables differ. */
    private Optional<String> obstacle(Table table, Optional<Table> other) {
        if (other.isEmpty()) {
            return Optional.of("the table is only on the " + left.name());
        }
        List<String> mine = table.columns().stream().map(Column::name).toList();
        List<String> theirs = other.get().columns().stream().map(Column::name).toList();
        return mine.equals(theirs) ? Optional.empty() : Optional.of("the columns differ: " + mine + " and " + theirs);
    }

    private static TableResult notCompared(Table table, String reason) {
        return new TableResult(table.name(), new Verdict.Different(List.of(), reason), -1, -1, 0, "definition", 0);
    }

    private List<TableResult> inParallel(List<Table> tables, Progress progress) {
        // The largest first: a long table begun last would leave one worker alone with it.
        List<Table> ordered = tables.stream()
                .sorted(Comparator.comparingLong(Table::bytes).reversed())
                .toList();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        ExecutorService otherSide = Executors.newFixedThreadPool(WORKERS);
        try (SessionPool lefts = new SessionPool(left);
                SessionPool rights = new SessionPool(right)) {
            Map<Table, List<Future<ChunkAnswer>>> answers = new LinkedHashMap<>();
            for (Table table : ordered) {
                answers.put(table, submit(table, lefts, rights, workers, otherSide, progress));
            }
            List<TableResult> results = new ArrayList<>();
            answers.forEach((table, chunks) -> results.add(result(table, chunks)));
            return results;
        } finally {
            workers.shutdownNow();
            otherSide.shutdownNow();
        }
    }

    private List<Future<ChunkAnswer>> submit(
            Table table,
            SessionPool lefts,
            SessionPool rights,
            ExecutorService workers,
            ExecutorService otherSide,
            Progress progress) {
        List<Chunk> chunks;
        try {
            chunks = chunks(table, lefts, rights);
        } catch (DatabaseException e) {
            return List.of(java.util.concurrent.CompletableFuture.failedFuture(e));
        }
        List<Future<ChunkAnswer>> futures = new ArrayList<>();
        for (Chunk chunk : chunks) {
            Callable<ChunkAnswer> task = () -> {
                Future<ChunkDigest> digest =
                        otherSide.submit(() -> rights.with(session -> ChunkDigest.read(session, chunk)));
                ChunkDigest mine = lefts.with(session -> ChunkDigest.read(session, chunk));
                ChunkDigest theirs = digest.get();
                progress.advance(mine.rows());
                List<RowDifference> differences = mine.equals(theirs) && mine.readable()
                        ? List.of()
                        : drillDown(chunk, Math.max(mine.rows(), theirs.rows()), lefts, rights);
                return new ChunkAnswer(mine, theirs, differences);
            };
            futures.add(workers.submit(task));
        }
        return futures;
    }

    private static List<RowDifference> drillDown(Chunk chunk, long rows, SessionPool lefts, SessionPool rights) {
        return lefts.with(
                mine -> rights.with(theirs -> new DrillDown(mine, theirs, chunk.table()).differences(chunk, rows)));
    }

    private static List<Chunk> chunks(Table table, SessionPool lefts, SessionPool rights) {
        long parts = table.estimatedRows() / ROWS_PER_CHUNK + 1;
        if (parts == 1 || !Chunk.divisible(table)) {
            return List.of(Chunk.whole(table));
        }
        String key = dev.evenkeel.mariadb.Quoting.identifier(table.primaryKey().get(0));
        String bounds =
                "SELECT MIN(" + key + "), MAX(" + key + ")" + Chunk.whole(table).source();
        List<BigInteger> found = new ArrayList<>();
        for (SessionPool pool : List.of(lefts, rights)) {
            pool.with(session -> session.list(bounds, row -> {
                row.optional(1).map(BigInteger::new).ifPresent(found::add);
                return row.optional(2).map(BigInteger::new).map(found::add);
            }));
        }
        return found.isEmpty()
                ? List.of(Chunk.whole(table))
                : Chunk.divide(
                        table,
                        found.stream().min(Comparator.naturalOrder()).orElseThrow(),
                        found.stream().max(Comparator.naturalOrder()).orElseThrow(),
                        parts);
    }

    private record ChunkAnswer(ChunkDigest left, ChunkDigest right, List<RowDifference> differences) {
        boolean readable() {
            return left.readable() && right.readable();
        }

        /** Sums say nothing where one holds a row that could not be read; then only the rows one by one tell. */
        boolean equal() {
            return readable() ? left.equals(right) : left.rows() == right.rows();
        }
    }

    private TableResult result(Table table, List<Future<ChunkAnswer>> chunks) {
        long rowsLeft = 0;
        long rowsRight = 0;
        boolean equal = true;
        boolean readable = true;
        List<RowDifference> differences = new ArrayList<>();
        String failure = null;
        for (Future<ChunkAnswer> chunk : chunks) {
            try {
                ChunkAnswer answer = chunk.get();
                rowsLeft += answer.left().rows();
                rowsRight += answer.right().rows();
                equal &= answer.equal();
                readable &= answer.readable();
                differences.addAll(answer.differences());
            } catch (ExecutionException e) {
                failure = Optional.ofNullable(cause(e).getMessage())
                        .orElseGet(() -> cause(e).getClass().getSimpleName());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = "interrupted";
            }
        }
        Verdict verdict = verdict(chunks.size(), rowsLeft, equal, readable, differences, Optional.ofNullable(failure));
        String method = "SHA-256 per row, summed, " + (Chunk.divisible(table) ? "by key range" : "whole table");
        return new TableResult(table.name(), verdict, rowsLeft, rowsRight, chunks.size(), method, table.bytes());
    }

    private static Verdict verdict(
            int chunks,
            long rows,
            boolean equal,
            boolean readable,
            List<RowDifference> differences,
            Optional<String> failure) {
        // A difference that was seen stands, whatever else could not be read.
        if (!equal || !differences.isEmpty()) {
            return new Verdict.Different(
                    differences, differences.isEmpty() ? "the digests differ, but no single row could be named" : "");
        }
        if (failure.isPresent()) {
            return new Verdict.Inconclusive(failure.get());
        }
        return readable
                ? new Verdict.Same(rows, chunks)
                : new Verdict.Inconclusive("a row is too large for the server to digest; raise max_allowed_packet");
    }

    private static Throwable cause(Throwable e) {
        Throwable cause = e;
        while (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
