package dev.evenkeel.provision;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * {@code read_only} of one server's parameter group. An answer of the control plane says that the value was taken, never
 * that it is in force: that only the server says.
 */
record ParameterGroupFence(
        Role role, Server master, ControlPlane plane, Duration limit, Await await, Consumer<String> sent)
        implements Fence {
    private static final String CLOSED = "1";

    @Override
    public String state() {
        try (Session session = master.open()) {
            return ReadOnlyFence.plain(session.text("SELECT @@GLOBAL.read_only"));
        }
    }

    @Override
    public String whenClosed() {
        return CLOSED;
    }

    @Override
    public void close(Duration patience) {
        try {
            set(CLOSED);
        } catch (GaveUp e) {
            // It may come into force later, when nobody reckons with it.
            plane.set(role, "read_only", OPEN);
            throw new NotClosed(e.getMessage() + "; the parameter was set back to " + OPEN);
        }
    }

    @Override
    public void restore(String state) {
        set(state);
    }

    private void set(String value) {
        sent.accept(plane.settingByHand(role, "read_only", value));
        plane.set(role, "read_only", value);
        await.until(master.name() + " shows read_only as its parameter group has it", value, limit, () -> {
            String progress = plane.progress(role);
            String now = state();
            return new Await.Look(now + " (" + progress + ")", now.equals(value));
        });
    }
}
