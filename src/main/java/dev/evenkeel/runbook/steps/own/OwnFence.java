package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.Obstacle;

/** Closes a server and opens it; in an undo only what this run closed. */
public record OwnFence(Sites sites, Role role) {
    /** A server that somebody else has closed, however tightly, stays so. */
    public void close() {
        Fence fence = sites.fence(role);
        String now = fence.state();
        boolean open = now.equals(Fence.OPEN);
        sites.own().intend(role, Thing.READ_ONLY, now, open ? fence.whenClosed() : now);
        if (!open) {
            return;
        }
        try {
            fence.close(sites.run().profile().budgets().drain());
        } catch (Fence.NotClosed e) {
            throw new Obstacle(e.getMessage() + ", for a statement that writes does not end: "
                    + String.join(", ", sites.writes(role).activeWriters())
                    + "; end it or wait, then freeze again");
        }
    }

    public void open() {
        Fence fence = sites.fence(role);
        String now = fence.state();
        if (sites.own().undoing()) {
            sites.own().restore(role, Thing.READ_ONLY, now, fence::restore);
        } else {
            sites.own().intend(role, Thing.READ_ONLY, now, Fence.OPEN);
            fence.open();
        }
    }

    /** Where somebody else keeps the server closed nothing can be written, and that is as it was found. */
    public void provesWritable() {
        if (sites.own().wasLetAlone(role, Thing.READ_ONLY)) {
            throw sites.own().notShown(role, Thing.READ_ONLY);
        }
        sites.writes(role).provesWritable(sites.run().sentTo(role));
    }
}
