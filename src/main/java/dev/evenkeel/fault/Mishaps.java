package dev.evenkeel.fault;

import dev.evenkeel.environment.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What is broken at the moment, and what waits for its moment to break. Everything is repaired when its time is over, and
 * before that when {@link #mendAll} says so: nothing outlasts the run it was made for.
 */
public final class Mishaps implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mishaps");
        thread.setDaemon(true);
        return thread;
    });
    private final Listener listener;
    private final List<Mishap> planned = new ArrayList<>();
    private final List<Mishap> broken = new ArrayList<>();
    private boolean over;

    /** @param listener receives what breaks and what is whole again, when it is so */
    public Mishaps(Listener listener) {
        this.listener = listener;
    }

    /** Who wants to know; told in the thread in which it happens. */
    public interface Listener {
        /** Before it is done: what fails from now on may do so because of it. */
        default void breaking(Mishap mishap) {}

        default void broken(Mishap mishap) {}

        default void mended(Mishap mishap) {}
    }

    /** Something that can be broken and repaired; what does not stay broken needs no repair. */
    public record Mishap(String what, Runnable breaking, Runnable mending) {
        /** Off the network that the servers share. The address is the same afterwards. */
        public static Mishap cutOff(Machine machine) {
            return new Mishap("the " + machine.role() + " is cut off from the others", machine::disconnect, () -> {
                if (!machine.connected()) {
                    machine.connect();
                }
            });
        }

        /** Nothing of it runs; connections stay open and unanswered. */
        public static Mishap pause(Machine machine) {
            return new Mishap("the " + machine.role() + " is paused", machine::pause, () -> {
                if (machine.paused()) {
                    machine.resume();
                }
            });
        }

        /** Power lost, and back at once. */
        public static Mishap restart(Machine machine) {
            return new Mishap("the " + machine.role() + " lost its power and starts again", machine::restart, () -> {});
        }
    }

    /** Breaks it at once, for a time. */
    public void now(Mishap mishap, Duration time) {
        happen(mishap, time);
    }

    /** Breaks it, for a time, as soon as something is so. Until then it is planned, and nothing is broken. */
    public synchronized void when(BooleanSupplier condition, Mishap mishap, Duration time) {
        planned.add(mishap);
        timer.schedule(() -> look(condition, mishap, time), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(BooleanSupplier condition, Mishap mishap, Duration time) {
        if (!stillPlanned(mishap)) {
            return;
        }
        if (holds(condition)) {
            happen(mishap, time);
        } else {
            timer.schedule(() -> look(condition, mishap, time), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean stillPlanned(Mishap mishap) {
        return !over && planned.contains(mishap);
    }

    /** A look that fails has not seen it. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private synchronized void happen(Mishap mishap, Duration time) {
        if (over) {
            return;
        }
        // Listed before it is done: what is broken half is repaired too.
        broken.add(mishap);
        listener.breaking(mishap);
        mishap.breaking().run();
        planned.remove(mishap);
        listener.broken(mishap);
        timer.schedule(() -> mend(mishap), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void mend(Mishap mishap) {
        if (broken.contains(mishap)) {
            mishap.mending().run();
            broken.remove(mishap);
            listener.mended(mishap);
        }
    }

    /** Fixes what is broken; what is planned does not happen any more. */
    public synchronized void mendAll() {
        over = true;
        List.copyOf(broken).forEach(this::mend);
    }

    /** What was to break and never did: the moment never came. */
    public synchronized List<String> neverHappened() {
        return planned.stream().map(Mishap::what).toList();
    }

    @Override
    public void close() {
        mendAll();
        timer.shutdownNow();
    }
}
