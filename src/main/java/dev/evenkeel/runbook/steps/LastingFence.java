package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.replication.ReplicationBroke;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FenceStatements;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.own.Thing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The part of the source's fence that stays when the session that closed it is gone; where the fence has such a part. */
record LastingFence(RunContext run, Sites sites) {
    private static final Duration TO_CLOSE_AGAIN = Duration.ofSeconds(5);

    /** Closes it while the fence is closed. Its statements replicate, and must be on the target before that is opened. */
    void close() {
        Fence fence = sites.fence(Role.SOURCE);
        if (fence.lasting().isEmpty()) {
            return;
        }
        Fence lasting = fence.lasting().get();
        mustBeHeld(fence);
        Set<String> statements = new TreeSet<>(fence.statements());
        statements.addAll(sites.fence(Role.TARGET).statements());
        run.facts().put(new FenceStatements(List.copyOf(statements)));
        sites.own().intend(Role.SOURCE, Thing.LASTING_FENCE, lasting.state(), lasting.whenClosed());
        try {
            lasting.close(run.profile().budgets().drain());
        } catch (Fence.NotClosed e) {
            throw new Obstacle(e.getMessage() + "; end them, then freeze again");
        }
        // It held until now, so nothing was written between the proof and this moment.
        mustBeHeld(fence);
        applied(run.profile().budgets().catchUp());
    }

    private static void mustBeHeld(Fence fence) {
        if (!fence.state().equals(fence.whenClosed())) {
            throw new Obstacle(
                    "source: the session that kept it closed was lost, so it was open to writes since; what was"
                            + " proved does not hold any more. Freeze again");
        }
    }

    private void applied(Duration limit) {
        BinlogPosition end = sites.writes(Role.SOURCE).end().position();
        sites.catchUp().until("target", sites.replication(Role.TARGET), end, limit);
    }

    /** The target must stay closed as it was, though opening replicates to it. */
    void open() {
        Fence fence = sites.fence(Role.SOURCE);
        if (fence.lasting().isEmpty()) {
            return;
        }
        Fence lasting = fence.lasting().get();
        sites.own().restore(Role.SOURCE, Thing.LASTING_FENCE, lasting.state(), lasting::restore);
        try {
            Fence target = sites.fence(Role.TARGET);
            if (sites.own()
                    .made(Role.TARGET, Thing.READ_ONLY)
                    .filter(made -> !made.equals(Fence.OPEN))
                    .isPresent()) {
                applied(TO_CLOSE_AGAIN);
                target.close(TO_CLOSE_AGAIN);
            }
        } catch (GaveUp | ReplicationBroke | DatabaseException | Fence.NotClosed e) {
            run.note("whether the target is closed again, after the source's accounts were opened, is not known: "
                    + e.getMessage());
        }
    }

    /** Why the target must not be opened yet. */
    void refuseUnlessClosed() {
        Fence fence = sites.fence(Role.SOURCE);
        if (!fence.closed()) {
            throw new Obstacle("source: it is open for writes; the target must not be opened while the source may"
                    + " acknowledge a write. Freeze again");
        }
        if (fence.lasting().filter(lasting -> !lasting.closed()).isPresent()) {
            throw new Obstacle("source: only a session of this process keeps it closed, must be closed durably before"
                    + " the target is opened; put the step 'the source is closed durably' before this one");
        }
    }
}
