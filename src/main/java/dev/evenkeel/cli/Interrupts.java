package dev.evenkeel.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C and SIGTERM. The run is asked to stop and is given the time to undo and to write its report; then the process
 * ends with the run's exit code rather than the signal's. A second Ctrl-C is the terminal's: {@code kill -9}, after
 * which the servers end by themselves.
 */
final class Interrupts {
    /** Beyond any undo; the signal's sender may lose patience earlier. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final AtomicReference<Interrupts> CURRENT = new AtomicReference<>();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger exit = new AtomicInteger();
    private final AtomicReference<Optional<Runnable>> onInterrupt = new AtomicReference<>(Optional.empty());
    private volatile boolean interrupted;

    private Interrupts() {}

    /** From now on a signal is heard. Once per process. */
    static Interrupts listen() {
        Interrupts interrupts = new Interrupts();
        if (CURRENT.compareAndSet(null, interrupts)) {
            Runtime.getRuntime().addShutdownHook(new Thread(interrupts::signalled, "interrupt"));
        }
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

    /** Hands the exit code over where a signal is already ending the process; answers whether it is. */
    static boolean takeOver(int exitCode) {
        Interrupts interrupts = CURRENT.get();
        if (interrupts == null) {
            return false;
        }
        interrupts.exit.set(exitCode);
        boolean signalled = interrupts.interrupted;
        interrupts.ended.countDown();
        return signalled;
    }

    private void signalled() {
        if (ended.getCount() == 0) {
            return;
        }
        interrupted = true;
        onInterrupt.get().ifPresent(Runnable::run);
        try {
            if (ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exit.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
