package dev.evenkeel.replication.control;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.replication.ReplicationBroke;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Watches for somebody else, and a follower beside: work that waits for one that has stopped, or that comes no further for
 * too long, is ended by {@link ReplicationBroke}, and of one that is late it is said what is waited for.
 */
public final class FollowerWatch implements Observer, AutoCloseable {
    private static final long PACE_MILLIS = 1_000;
    private static final Duration SAID_AFTER = Duration.ofSeconds(10);

    private final Observer observer;
    private final String source;
    private final String follower;
    private final Supplier<BinlogPosition> end;
    private final Supplier<Optional<ReplicaStatus>> status;
    private final Duration limit;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watch of the follower");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<String> standstill = Optional.empty();
    private volatile Optional<Waiting> waiting = Optional.empty();
    private Optional<String> seenBefore = Optional.empty();
    private Optional<BinlogPosition> reached = Optional.empty();
    private long reachedAt = System.nanoTime();

    /**
     * @param end the end of the source's binlog, at each asking
     * @param status the follower's, at each asking
     * @param limit how long it may lag and apply nothing, or not be asked
     */
    public FollowerWatch(
            Observer observer,
            String source,
            String follower,
            Supplier<BinlogPosition> end,
            Supplier<Optional<ReplicaStatus>> status,
            Duration limit) {
        this.observer = observer;
        this.source = source;
        this.follower = follower;
        this.end = end;
        this.status = status;
        this.limit = limit;
        looking.scheduleWithFixedDelay(this::look, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Why waiting for a follower is in vain, empty while it is not. Without an error somebody may start it again. */
    public static Optional<String> stopped(String follower, Optional<ReplicaStatus> status) {
        if (status.isEmpty()) {
            return Optional.of("the " + follower + " follows nobody any more");
        }
        if (status.get().applying() && !status.get().fetcherStopped()) {
            return Optional.empty();
        }
        return Optional.of(
                "the " + follower + "'s replication stopped at " + status.get().executed() + ": "
                        + status.get().error().orElse("no error is shown, somebody stopped it"));
    }

    private void look() {
        try {
            Optional<ReplicaStatus> now = status.get();
            Optional<String> stopped = stopped(follower, now);
            boolean atOnce = now.flatMap(ReplicaStatus::error).isPresent();
            // Somebody may just have stopped it to start it again.
            standstill = stopped.isPresent() && (atOnce || seenBefore.isPresent()) ? stopped : Optional.empty();
            seenBefore = stopped;
            waiting = stopped.isPresent() ? Optional.empty() : now.flatMap(this::late);
        } catch (DatabaseException e) {
            // Whoever needs it meets that, too.
            waiting = Optional.of(waiting("it cannot be asked: " + e.getMessage(), "an answer"));
            giveUp("it cannot be asked: " + e.getMessage());
        }
    }

    private Optional<Waiting> late(ReplicaStatus now) {
        if (!Optional.of(now.executed()).equals(reached)) {
            reached = Optional.of(now.executed());
            reachedAt = System.nanoTime();
        }
        if (idle().compareTo(SAID_AFTER) < 0 && idle().compareTo(limit) < 0) {
            return Optional.empty();
        }
        BinlogPosition goal = end.get();
        if (now.executed().reached(goal)) {
            reachedAt = System.nanoTime();
            return Optional.empty();
        }
        String value = "it is at " + now.executed() + now.disconnected();
        giveUp(value + " and must come to " + goal);
        return Optional.of(waiting(value, goal.toString()));
    }

    private void giveUp(String value) {
        if (idle().compareTo(limit) > 0) {
            standstill = Optional.of(
                    "the " + follower + " has applied nothing for " + idle().toSeconds() + " s: " + value
                            + "; see what holds it up, a lock or a statement that takes long, or raise budgets.catchUp");
        }
    }

    private Duration idle() {
        return Duration.ofNanos(System.nanoTime() - reachedAt);
    }

    private Waiting waiting(String value, String goal) {
        return new Waiting(
                "the " + follower + " to apply what the " + source + " wrote",
                value,
                goal,
                idle(),
                limit.minus(idle()));
    }

    private void tell() {
        standstill.ifPresent(reason -> {
            throw new ReplicationBroke(reason);
        });
        waiting.ifPresent(observer::waiting);
        waiting = Optional.empty();
    }

    @Override
    public void entry(Entry entry) {
        observer.entry(entry);
    }

    @Override
    public Progress progress(String what, String unit, long total) {
        Progress progress = observer.progress(what, unit, total);
        return new Progress() {
            @Override
            public void advance(long units) {
                progress.advance(units);
                tell();
            }

            @Override
            public void close() {
                progress.close();
            }
        };
    }

    @Override
    public void waiting(Waiting other) {
        observer.waiting(other);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
