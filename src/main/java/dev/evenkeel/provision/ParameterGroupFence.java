package dev.evenkeel.provision;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.ControlPlane.Refused;
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
    private static final String PARAMETER = "read_only";
    /** A backup holds up what was asked for before, for minutes. Until it is over the application can write. */
    private static final Duration UNTIL_SET_BACK = Duration.ofMinutes(20);

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
            set(CLOSED, limit);
        } catch (GaveUp e) {
            setBack(e);
            throw new NotClosed(e.getMessage() + "; the parameter was set back to " + OPEN + ", and that is in force");
        }
    }

    /** It may come into force later, when nobody expects it: so that is waited for, and then undone. */
    private void setBack(GaveUp gaveUp) {
        try {
            set(OPEN, UNTIL_SET_BACK);
            await.until(master.name() + " has what was asked of its parameter group", "in-sync", UNTIL_SET_BACK, () -> {
                String progress = progress();
                String now = state();
                return new Await.Look(now + " (" + progress + ")", plane.settled(role) && now.equals(OPEN));
            });
        } catch (GaveUp | Refused e) {
            throw new NotClosed(gaveUp.getMessage() + "; and the parameter could not be set back (" + e.getMessage()
                    + "), so the server may close later: watch it, and send by hand: "
                    + plane.settingByHand(role, PARAMETER, OPEN));
        }
    }

    /** To open the source again matters more than when; a target that does not open lets the freeze be given up. */
    @Override
    public void restore(String state) {
        set(state, role == Role.SOURCE ? UNTIL_SET_BACK : limit);
    }

    private void set(String value, Duration within) {
        sent.accept(plane.settingByHand(role, PARAMETER, value));
        await.until("the parameter group of " + master.name() + " takes a value", "taken", within, () -> taken(value));
        await.until(master.name() + " shows read_only as its parameter group has it", value, within, () -> {
            String progress = progress();
            String now = state();
            return new Await.Look(now + " (" + progress + ")", now.equals(value));
        });
    }

    private Await.Look taken(String value) {
        try {
            plane.set(role, PARAMETER, value);
            return new Await.Look("taken", true);
        } catch (Refused e) {
            if (!e.passing()) {
                throw e;
            }
            return new Await.Look(e.getMessage(), false);
        }
    }

    /** To look makes time pass at the look-alike. Only the server's own word counts, so a refusal here ends nothing. */
    private String progress() {
        try {
            return plane.progress(role);
        } catch (Refused e) {
            return e.getMessage();
        }
    }
}
