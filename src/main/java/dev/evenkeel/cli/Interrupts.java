package dev.evenkeel.cli;

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
final class Interrupts {
    /** Beyond any undo; the signal's sender may lose patience earlier. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Thread hook = new Thread(this::signalled, "interrupt");
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Optional<Runnable>> onInterrupt = new AtomicReference<>(Optional.empty());
    private volatile boolean interrupted;
    private volatile int exitCode;

    private Interrupts() {}

    /** From now on, until {@link #ended}, a signal is heard. */
    static Interrupts listen() {
        Interrupts interrupts = new Interrupts();
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    boolean interrupted() {
        return interrupted;
    }

    /** What asks the run to stop. */
    void onInterrupt(Runnable action) {
        onInterrupt.set(Optional.of(action));
        if (interrupted) {
            action.run();
        }
    }

    /** The run is over. A process that a signal is already ending, ends now with this exit code. */
    void ended(int code) {
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
        onInterrupt.get().ifPresent(Runnable::run);
        try {
            if (ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
