package dev.evenkeel.parity.still;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.rows.ComparisonPlan;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.parity.rows.TableMark;
import dev.evenkeel.parity.rows.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Compares the rows of two servers that must not change meanwhile, and shows that they did not. A table's verdict is given only
 * after both sides were seen to be where they were before its first row was read; else it is inconclusive.
 */
public final class StaticProof implements AutoCloseable {
    private static final long PACE_MILLIS = 250;
    /** While no table ends, every so many times: who moves shall not be read for hours. */
    private static final long SELDOM = 4;

    /** Is told, by one thread, what has been shown so far. */
    public interface Listener {
        /** A verdict that holds for {@link #standings}. */
        void judged(TableResult result, Duration took);

        /** Tables that are the same up to here, shown to hold for {@link #standings}. */
        void reached(List<TableMark> marks);

        /** A side moved; whatever is read from now on shows nothing. */
        void disturbed(String reason);
    }

    private final Server left;
    private final Server right;
    private final Standings standings;
    private final List<Judged> pending = new ArrayList<>();
    private final Map<TableName, TableMark> marks = new HashMap<>();
    private final Map<TableName, TableResult> judged = new HashMap<>();
    private RuntimeException trouble;
    private volatile boolean abandoned;
    private long looks;

    private record Judged(TableResult result, Duration took) {}

    /** @param standings taken before the lists of tables were read */
    public StaticProof(Server left, Server right, Standings standings) {
        this.left = left;
        this.right = right;
        this.standings = standings;
    }

    /**
     * Compares every table that either side has.
     *
     * @param from where on tables are to be read that were begun under the same standings
     */
    public RowResult prove(
            List<Table> leftTables,
            List<Table> rightTables,
            Map<TableName, TableMark> from,
            RowOptions options,
            Throttle throttle,
            Observer observer,
            Listener listener) {
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "standing still");
            thread.setDaemon(true);
            return thread;
        });
        looking.scheduleWithFixedDelay(() -> look(listener, false), 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        RowResult read;
        try {
            read = new RowComparison(left, right, observer)
                    .compare(leftTables, rightTables, new ComparisonPlan(throttle, new Collector(), options, from));
        } catch (Stopped e) {
            abandoned = true;
            throw e;
        } finally {
            looking.shutdown();
            awaitEnd(looking);
            look(listener, true);
        }
        if (trouble != null) {
            throw trouble;
        }
        return new RowResult(
                read.tables().stream()
                        .map(result -> judged.getOrDefault(result.table(), judge(result, standings.disturbance())))
                        .toList(),
                read.took());
    }

    /** Whatever ended before a look that finds both sides where they were, was read while they were there. */
    private synchronized void look(Listener listener, boolean last) {
        try {
            looks++;
            if (nothingToJudge() && (last || looks % SELDOM != 0)) {
                // What comes after the last verdict is not part of it.
                return;
            }
            List<Judged> ended;
            List<TableMark> reached;
            synchronized (pending) {
                ended = List.copyOf(pending);
                reached = List.copyOf(marks.values());
                pending.clear();
                marks.clear();
            }
            boolean before = standings.disturbance().isPresent();
            Optional<String> doubt = standings.look();
            if (doubt.isPresent() && abandoned) {
                // Its connections were taken away, perhaps. What ended meanwhile is read again by whoever continues.
                return;
            }
            if (doubt.isPresent() && !before) {
                listener.disturbed(doubt.get());
            }
            if (doubt.isEmpty() && !reached.isEmpty()) {
                listener.reached(reached);
            }
            for (Judged one : ended) {
                TableResult result = judge(one.result(), doubt);
                judged.put(result.table(), result);
                listener.judged(result, one.took());
            }
        } catch (RuntimeException e) {
            trouble = trouble == null ? e : trouble;
        }
    }

    private boolean nothingToJudge() {
        synchronized (pending) {
            return pending.isEmpty() && marks.isEmpty();
        }
    }

    /** What moved while it was read shows neither that it is the same nor that it differs. */
    public static TableResult judge(TableResult result, Optional<String> doubt) {
        if (doubt.isEmpty() || result.verdict() instanceof TableVerdict.Inconclusive) {
            return result;
        }
        String seen = "";
        if (result.verdict() instanceof TableVerdict.Different different) {
            seen = different.rows().stream()
                    .findFirst()
                    .map(row -> "rows differed, " + row.key() + " among them, but ")
                    .orElse("it differed (" + different.reason() + "), but ");
        }
        return result.judged(new TableVerdict.Inconclusive(seen + doubt.get()));
    }

    private static void awaitEnd(ScheduledExecutorService looking) {
        try {
            if (!looking.awaitTermination(1, TimeUnit.MINUTES)) {
                looking.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        standings.close();
    }

    private final class Collector implements Watch {
        @Override
        public void ended(TableResult result, Duration took) {
            synchronized (pending) {
                pending.add(new Judged(result, took));
                marks.remove(result.table());
            }
        }

        @Override
        public void reached(TableMark mark) {
            synchronized (pending) {
                marks.merge(mark.table(), mark, (old, now) -> now.rows() >= old.rows() ? now : old);
            }
        }
    }
}
