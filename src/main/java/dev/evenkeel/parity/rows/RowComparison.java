package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Compares the rows of two servers that do not change, table by table and chunk by chunk, both sides at once. The caller
 * makes sure that neither changes, and knows the coordinates.
 */
public final class RowComparison {
    private static final int MOST_WORKERS = 8;
    private static final long LOOK_MILLIS = 200;

    private final Server left;
    private final Server right;
    private final Observer observer;
    private final ChunkPace.Limits limits;
    private final int workers;

    public RowComparison(Server left, Server right, Observer observer) {
        this(left, right, observer, ChunkPace.Limits.USUAL, workers());
    }

    static int workers() {
        return Math.min(MOST_WORKERS, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /** With chunks of another size and another number of workers than usual. */
    RowComparison(Server left, Server right, Observer observer, ChunkPace.Limits limits, int workers) {
        this.left = left;
        this.right = right;
        this.observer = observer;
        this.limits = limits;
        this.workers = workers;
    }

    /** Compares every table that either side has. */
    public RowResult compare(List<Table> leftTables, List<Table> rightTables) {
        return compare(leftTables, rightTables, ComparisonPlan.USUAL);
    }

    public RowResult compare(List<Table> leftTables, List<Table> rightTables, ComparisonPlan conduct) {
        long begun = System.nanoTime();
        Map<TableName, Table> rightByName = new TreeMap<>();
        rightTables.forEach(table -> rightByName.put(table.name(), table));
        List<TableResult> results = new ArrayList<>();
        List<Table> comparable = new ArrayList<>();
        Map<TableName, Table> partners = new HashMap<>();
        for (Table table : leftTables) {
            Optional<Table> other = Optional.ofNullable(rightByName.remove(table.name()));
            Optional<String> obstacle = obstacle(table, other);
            if (obstacle.isPresent()) {
                results.add(notCompared(table, obstacle.get()));
            } else {
                comparable.add(table);
                other.ifPresent(found -> partners.put(table.name(), found));
            }
        }
        rightByName
                .values()
                .forEach(table -> results.add(notCompared(table, "the table is only on the " + right.name())));
        results.forEach(result -> conduct.watch().ended(result, Duration.ZERO));
        long estimate = comparable.stream().mapToLong(Table::estimatedRows).sum();
        HashingChoice choice = new HashingChoice(conduct.options().hashing());
        // The largest first: a long table begun last would leave one worker alone with it. Then from the last
        // name on: the catalog was read up to there, so that the servers have these tables open.
        List<TableComparison> ordered = comparable.stream()
                .sorted(Comparator.comparingLong(Table::bytes)
                        .thenComparing(Table::name)
                        .reversed())
                .map(table -> comparison(table, partners.get(table.name()), choice, conduct))
                .toList();
        try (Progress progress =
                observer.progress("comparison of " + left.name() + " and " + right.name(), "rows", estimate)) {
            results.addAll(inParallel(ordered, conduct.throttle(), progress));
        }
        results.sort(Comparator.comparing(TableResult::table));
        return new RowResult(results, Duration.ofNanos(System.nanoTime() - begun));
    }

    private TableComparison comparison(Table table, Table other, HashingChoice choice, ComparisonPlan conduct) {
        String remarks = TableShape.remarks(table, left.name(), other, right.name());
        return new TableComparison(table, other, remarks, limits, choice, conduct);
    }

    /** What forbids comparing values: then the answer is that the tables differ. */
    private Optional<String> obstacle(Table table, Optional<Table> other) {
        if (other.isEmpty()) {
            return Optional.of("the table is only on the " + left.name());
        }
        return TableShape.difference(table, left.name(), other.get(), right.name());
    }

    private static TableResult notCompared(Table table, String reason) {
        return new TableResult(table.name(), new TableVerdict.Different(List.of(), reason), -1, -1, 0, "definition", 0);
    }

    private List<TableResult> inParallel(List<TableComparison> tables, Throttle throttle, Progress progress) {
        TableQueue queue = new TableQueue(tables);
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (BothSides sides = new BothSides(left, right, workers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(pool.submit(() -> {
                    work(queue, sides, throttle, progress);
                    return null;
                }));
            }
            awaitAll(running, tables, progress);
        } catch (ExecutionException e) {
            tables.forEach(table -> table.fail(String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tables.forEach(table -> table.fail("interrupted"));
        } finally {
            pool.shutdownNow();
        }
        return tables.stream().map(TableComparison::result).toList();
    }

    private static void awaitAll(List<Future<?>> running, List<TableComparison> tables, Progress progress)
            throws ExecutionException, InterruptedException {
        try {
            for (Future<?> worker : running) {
                await(worker, progress);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Stopped stopped) {
                throw abandoned(tables, stopped);
            }
            throw e;
        } catch (Stopped e) {
            throw abandoned(tables, e);
        }
    }

    /** Before the sessions are closed, which ends what is still being read as if it had failed. */
    private static Stopped abandoned(List<TableComparison> tables, Stopped stopped) {
        tables.forEach(TableComparison::abandon);
        return stopped;
    }

    /** A large chunk takes long and says nothing meanwhile, so this asks whether to continue. */
    private static void await(Future<?> worker, Progress progress) throws ExecutionException, InterruptedException {
        while (true) {
            try {
                worker.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                progress.advance(0);
            }
        }
    }

    private static void work(TableQueue queue, BothSides sides, Throttle throttle, Progress progress)
            throws InterruptedException {
        throttle.beforeChunk();
        for (Optional<TableComparison> next = queue.take(); next.isPresent(); next = queue.take()) {
            TableComparison table = next.get();
            Optional<Chunk> chunk;
            try {
                chunk = table.next(sides);
            } finally {
                queue.giveBack(table);
            }
            if (chunk.isPresent()) {
                table.compare(chunk.get(), sides, progress);
            }
            throttle.beforeChunk();
        }
    }
}
