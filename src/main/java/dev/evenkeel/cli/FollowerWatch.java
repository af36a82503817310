package dev.evenkeel.cli;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.replication.ReplicaStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches for somebody else, and a follower beside: work that waits for one that has stopped is ended by {@link Standstill},
 * and of one that comes no further it is said what is waited for.
 */
final class FollowerWatch implements Observer, AutoCloseable {
    private static final long PACE_MILLIS = 1_000;
    private static final Duration SAID_AFTER = Duration.ofSeconds(10);

    private final Observer observer;
    private final Server source;
    private final Server follower;
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

    FollowerWatch(Observer observer, Server source, Server follower) {
        this.observer = observer;
        this.source = source;
        this.follower = follower;
        looking.scheduleWithFixedDelay(this::look, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waiting for the follower is in vain. */
    static final class Standstill extends RuntimeException {
        Standstill(String message) {
            super(message);
        }
    }

    private void look() {
        try {
            Optional<ReplicaStatus> status = follower.read(ReplicaStatus::read);
            Optional<String> stopped = stopped(status);
            // Somebody may just have stopped it to start it again.
            standstill = stopped.isPresent() && seenBefore.isPresent() ? stopped : Optional.empty();
            seenBefore = stopped;
            waiting = stopped.isPresent() ? Optional.empty() : status.flatMap(this::late);
        } catch (DatabaseException e) {
            // Whoever needs it meets that, too.
            waiting = Optional.of(waiting("it cannot be asked: " + e.getMessage(), "an answer"));
        }
    }

    private Optional<String> stopped(Optional<ReplicaStatus> status) {
        if (status.isEmpty()) {
            return Optional.of("the " + follower.name() + " follows nobody any more");
        }
        if (status.get().applying() && !status.get().fetcherStopped()) {
            return Optional.empty();
        }
        return Optional.of("the " + follower.name() + "'s replication stopped at "
                + status.get().executed() + ": "
                + status.get().error().orElse("no error is shown, somebody stopped it"));
    }

    private Optional<Waiting> late(ReplicaStatus status) {
        if (!Optional.of(status.executed()).equals(reached)) {
            reached = Optional.of(status.executed());
            reachedAt = System.nanoTime();
        }
        if (System.nanoTime() - reachedAt < SAID_AFTER.toNanos()) {
            return Optional.empty();
        }
        BinlogPosition end = source.read(Binlog::position);
        if (status.executed().reached(end)) {
            reachedAt = System.nanoTime();
            return Optional.empty();
        }
        String trouble = status.fetching() ? "" : ", not connected to its source: " + status.fetchError();
        return Optional.of(waiting("it is at " + status.executed() + trouble, end.toString()));
    }

    private Waiting waiting(String value, String goal) {
        return new Waiting(
                "the " + follower.name() + " to apply what the " + source.name() + " wrote",
                value,
                goal,
                Duration.ofNanos(System.nanoTime() - reachedAt),
                Waiting.FOR_EVER);
    }

    private void tell() {
        standstill.ifPresent(reason -> {
            throw new Standstill(reason);
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
