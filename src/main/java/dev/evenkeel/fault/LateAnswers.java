package dev.evenkeel.fault;

import dev.evenkeel.environment.Machine;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Added latency: the machine pauses for a moment, works for a moment, and so on, so that whatever is asked of it meanwhile
 * is answered late. Not a delay of each packet, for which the machine, or this one, would need rights and a kernel module
 * that few have: many questions in a row may pass in one moment of work.
 */
public final class LateAnswers {
    /** Long enough for what is under way to be answered. */
    private static final Duration AT_WORK = Duration.ofMillis(50);

    private static final long END_SECONDS = 30;

    private LateAnswers() {}

    /** @param late how long an answer may have to wait */
    public static Mishaps.Mishap of(Machine machine, Duration late) {
        ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "late-answers");
            thread.setDaemon(true);
            return thread;
        });
        return new Mishaps.Mishap(
                "the " + machine.role() + " answers up to " + late.toMillis() + " ms late",
                () -> pulse.scheduleWithFixedDelay(
                        () -> standStill(machine, late), 0, AT_WORK.toMillis(), TimeUnit.MILLISECONDS),
                () -> end(pulse, machine));
    }

    private static void standStill(Machine machine, Duration late) {
        machine.pause();
        try {
            LockSupport.parkNanos(late.toNanos());
        } finally {
            machine.resume();
        }
    }

    private static void end(ScheduledExecutorService pulse, Machine machine) {
        pulse.shutdown();
        try {
            if (!pulse.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                pulse.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (machine.paused()) {
            machine.resume();
        }
    }
}
