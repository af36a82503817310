package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.runbook.glue.Live;

/** A fence that is closed, and whose session, where it has one, ends with the run at the latest. */
record HeldFence(Fence fence) implements Live {
    @Override
    public String begunAgain() {
        return "by closing the source again, once what was left of the freeze is undone";
    }

    @Override
    public void close() {
        try {
            fence.release();
        } catch (DatabaseException e) {
            // The server ends the session by itself, soon after it hears nothing of it.
            return;
        }
    }
}
