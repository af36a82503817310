package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.replication.Fence;

/** Closes a server and opens it; in an undo only what this run closed. */
record OwnFence(Migration migration, Role role) {
    /** A server that somebody else has closed, however tightly, stays so. */
    void close() {
        Fence fence = migration.fence(role);
        String now = fence.readOnly();
        boolean open = now.equals(Fence.OPEN);
        migration.own().intend(role, Thing.READ_ONLY, now, open ? Fence.CLOSED : now);
        if (open) {
            fence.close(migration.profile().budgets().drain());
        }
    }

    void open() {
        Fence fence = migration.fence(role);
        String now = fence.readOnly();
        if (migration.own().undoing()) {
            migration.own().restore(role, Thing.READ_ONLY, now, fence::set);
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
        migration.fence(role).provesWritable();
    }
}
