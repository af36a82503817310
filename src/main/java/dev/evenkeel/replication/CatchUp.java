package dev.evenkeel.replication;

import dev.evenkeel.environment.Await;
import dev.evenkeel.mariadb.BinlogPosition;
import java.time.Duration;
import java.util.Optional;

/** Waits for a follower by position. Seconds_Behind_Master is never asked: it is 0 while nothing is fetched. */
public final class CatchUp {
    private final Await await;

    public CatchUp(Await await) {
        this.await = await;
    }

    /**
     * Until the follower has applied everything up to the position.
     *
     * @throws ReplicationBroke when one of its threads has stopped: waiting cannot mend that
     */
    public void until(String follower, ReplicaControl control, BinlogPosition goal, Duration limit) {
        await.until("the " + follower + " has applied the source up to " + goal, goal.toString(), limit, () -> {
            ReplicaStatus status = running(follower, control);
            boolean reached = status.executed().reached(goal);
            if (!reached && status.fetcherStopped()) {
                throw new ReplicationBroke(
                        "the " + follower + "'s replication fetches nothing any more, its data is at "
                                + status.executed() + " of " + goal + ": "
                                + (status.fetchError().isEmpty() ? "no error is shown" : status.fetchError()));
            }
            return new Await.Look(status.executed().toString(), reached);
        });
    }

    /** Until both threads run and have met no error. */
    public void untilRunning(String follower, ReplicaControl control, Duration limit) {
        await.until("the " + follower + "'s replication runs", "fetching and applying", limit, () -> {
            ReplicaStatus status = running(follower, control);
            return new Await.Look(
                    status.fetching() ? "fetching and applying" : "not connected: " + status.fetchError(),
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

    /** Replication is not running where it must. */
    public static final class ReplicationBroke extends RuntimeException {
        ReplicationBroke(String message) {
            super(message);
        }
    }
}
