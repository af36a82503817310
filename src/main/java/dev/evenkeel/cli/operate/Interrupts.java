package dev.evenkeel.cli.operate;

import dev.evenkeel.run.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and SIGTERM while a run is under way. The run is asked to stop and is given the time to undo and to write its
 * report; then the process ends with the run's exit code rather than the signal's. Whoever cannot wait uses
 * {@code kill -9}: the servers end by themselves then.
 */
public final class Interrupts implements StopSignal {
    /** Beyond any undo; the signal's sender may lose patience earlier. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Thread hook = new Thread(this::signalled, "interrupt");
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Optional<Runnable>> onInterrupt = new AtomicReference<>(Optional.empty());
    private volatile Runnable announcement = () -> {};
    private volatile Optional<Forced> forced = Optional.empty();
    private volatile boolean interrupted;
    private volatile int exitCode;

    /** What is done when a run has not ended by itself in time, and when to give it up. */
    private record Forced(Duration after, Runnable action, Duration limit, int exitCode) {}

    private Interrupts() {}

    /** From now on, until {@link #ended}, a signal is heard. */
    public static Interrupts listen() {
        Interrupts interrupts = new Interrupts();
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    @Override
    public boolean interrupted() {
        return interrupted;
    }

    /** What tells the operator that the signal was heard. */
    public void announce(Runnable action) {
        announcement = action;
    }

    @Override
    public void onInterrupt(Runnable action) {
        onInterrupt.set(Optional.of(action));
        if (interrupted) {
            action.run();
        }
    }

    /**
     * What takes from a run that has nothing to undo whatever it may still be waiting for.
     *
     * @param after a signal, if it has not ended by itself
     * @param limit when it is given up even so, with the exit code
     */
    public void force(Duration after, Runnable action, Duration limit, int code) {
        forced = Optional.of(new Forced(after, action, limit, code));
    }

    /** The run is over. A process that a signal is already ending, ends now with this exit code. */
    public void ended(int code) {
        exitCode = code;
        ended.countDown();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending at this very moment; the hook sees that the run is over.
                interrupted = true;
            }
        }
    }

    private void signalled() {
        interrupted = true;
        announcement.run();
        onInterrupt.get().ifPresent(Runnable::run);
        try {
            if (forced.isPresent()) {
                Forced force = forced.get();
                if (!endedWithin(force.after())) {
                    force.action().run();
                }
                Runtime.getRuntime().halt(endedWithin(force.limit()) ? exitCode : force.exitCode());
            }
            if (endedWithin(PATIENCE)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endedWithin(Duration time) throws InterruptedException {
        return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
