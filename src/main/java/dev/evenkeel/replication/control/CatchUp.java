package dev.evenkeel.replication.control;

import dev.evenkeel.environment.Await;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.replication.ReplicationBroke;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for a follower by position. Seconds_Behind_Master is never asked: it is 0 while nothing is fetched. */
public final class CatchUp {
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Await await;

    public CatchUp(Await await) {
        this.await = await;
    }

    /**
     * Until the follower has applied everything up to the position.
     *
     * @throws ReplicationBroke when one of its threads has stopped: waiting cannot fix that
     */
    public void until(String follower, ReplicaControl control, BinlogPosition goal, Duration limit) {
        await.until("the " + follower + " has applied the source up to " + goal, goal.toString(), limit, () -> {
            ReplicaStatus status = running(follower, control);
            boolean reached = status.reached(goal);
            if (!reached && status.fetcherStopped()) {
                throw new ReplicationBroke(
                        "the " + follower + "'s replication fetches nothing any more, its data is at "
                                + status.executed() + " of " + goal + ": "
                                + status.fetchTrouble().orElse("no error is shown"));
            }
            return new Await.Look(status.executed() + status.disconnected(), reached);
        });
    }

    /**
     * Until the follower is close behind a source that is still written to, or comes no closer. Answers how long it took to
     * reach what was the source's end last.
     *
     * @param end the source's end at each asking
     */
    public Duration closely(String follower, ReplicaControl control, Supplier<BinlogPosition> end, Duration limit) {
        long begun = System.nanoTime();
        Duration before = limit;
        while (true) {
            long round = System.nanoTime();
            Duration left = limit.minusNanos(round - begun);
            until(follower, control, end.get(), left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
            Duration behind = Duration.ofNanos(System.nanoTime() - round);
            boolean closer = behind.multipliedBy(5).compareTo(before.multipliedBy(4)) < 0;
            if (behind.compareTo(CLOSE) <= 0 || !closer) {
                return behind;
            }
            before = behind;
        }
    }

    /** Until both threads run and have met no error. */
    public void untilRunning(String follower, ReplicaControl control, Duration limit) {
        await.until("the " + follower + "'s replication runs", "fetching and applying", limit, () -> {
            ReplicaStatus status = running(follower, control);
            if (status.fetcherStopped() && status.fetchTrouble().isPresent()) {
                throw new ReplicationBroke("the " + follower + "'s replication fetches nothing: "
                        + status.fetchTrouble().get());
            }
            return new Await.Look(
                    status.fetching() ? "fetching and applying" : "applying" + status.disconnected(),
                    status.fetching() && status.applying());
        });
    }

    private static ReplicaStatus running(String follower, ReplicaControl control) {
        Optional<ReplicaStatus> status = control.status();
        if (status.isEmpty()) {
            throw new ReplicationBroke("the " + follower + " follows no source");
        }
        if (!status.get().applying()) {
            throw new ReplicationBroke("the " + follower + "'s replication stopped at "
                    + status.get().executed() + ": " + status.get().error().orElse("no error is shown"));
        }
        return status.get();
    }
}
