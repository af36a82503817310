package dev.evenkeel.parity.live;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass between pieces of work; what is waited for is said by whoever looks again. */
final class Pauses {
    private Pauses() {}

    static void pause(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
