package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.Sites;
import java.time.Duration;
import java.util.Optional;

/**
 * The checks of the freeze, done a few times while both sides are in use: what a program does for the first time takes it several times
 * as long, and nobody should be without writes for that. What they find does not count.
 */
public record FreezeTrial(RunContext run, Sites sites, Moved moved, Inventory inventory) {
    private static final int TIMES = 3;

    /** How long the last time took, except for the rows. */
    public Duration take() throws InterruptedException {
        sites.fence(Role.SOURCE)
                .prepare()
                .ifPresent(took -> run.note(
                        "closing the source takes about " + took.toMillis() + " ms, measured by opening its tables"));
        Duration took = Duration.ZERO;
        for (int time = 0; time < TIMES; time++) {
            rows();
            long begun = System.nanoTime();
            once();
            took = Duration.ofNanos(System.nanoTime() - begun);
        }
        run.findLive(RunningProof.class)
                .ifPresent(live -> live.proof().countAhead(moved.databases(Role.SOURCE, Role.TARGET)));
        return took;
    }

    private void rows() throws InterruptedException {
        Optional<RunningProof> rows = run.findLive(RunningProof.class);
        if (rows.isPresent()) {
            rows.get().proof().tryOut(moved.databases(Role.SOURCE, Role.TARGET), Observer.NONE);
        }
    }

    private void once() {
        BinlogPosition source = sites.writes(Role.SOURCE).end().position();
        BinlogPosition target = sites.writes(Role.TARGET).end().position();
        sites.writes(Role.SOURCE).activeWriters();
        sites.fence(Role.SOURCE).closed();
        sites.fence(Role.TARGET).closed();
        sites.replication(Role.TARGET).status();
        FrozenInventory.tryOut(run, moved, inventory);
        sites.writes(Role.SOURCE).writtenSince(source);
        sites.writes(Role.TARGET).writtenSince(target);
    }
}
