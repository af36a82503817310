package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Role;

/** Closes a server and opens it; in an undo only what this run closed. */
record OwnFence(Migration migration, Role role) {
    /** A server that somebody else has closed, however tightly, stays so. */
    void close() {
        Fence fence = migration.fence(role);
        String now = fence.state();
        boolean open = now.equals(Fence.OPEN);
        migration.own().intend(role, Thing.READ_ONLY, now, open ? fence.whenClosed() : now);
        if (!open) {
            return;
        }
        try {
            fence.close(migration.profile().budgets().drain());
        } catch (Fence.NotClosed e) {
            throw new Migration.Obstacle(e.getMessage() + ", for a statement that writes does not end: "
                    + String.join(", ", migration.writes(role).activeWriters())
                    + "; end it or wait, then freeze again");
        }
    }

    void open() {
        Fence fence = migration.fence(role);
        String now = fence.state();
        if (migration.own().undoing()) {
            migration.own().restore(role, Thing.READ_ONLY, now, fence::restore);
        } else {
            migration.own().intend(role, Thing.READ_ONLY, now, Fence.OPEN);
            fence.open();
        }
    }

    /** Where somebody else keeps the server closed nothing can be written, and that is as it was found. */
    void provesWritable() {
        if (migration.own().wasLetAlone(role, Thing.READ_ONLY)) {
            throw migration.own().notShown(role, Thing.READ_ONLY);
        }
        migration.writes(role).provesWritable();
    }
}
