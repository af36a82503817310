package dev.evenkeel.mariadb;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** When it is worth asking once more what only reads and was lost on the way: some times, with growing pauses. */
public final class Reconnection {
    private static final int MOST = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(50);

    private Reconnection() {}

    /**
     * Whether to ask again over a fresh connection; the first time at once, later after a pause.
     *
     * @param losses how often it was lost before
     * @param ended whether nobody wants an answer any more
     */
    public static boolean worthwhile(DatabaseException lost, int losses, BooleanSupplier ended) {
        if (!lost.lost() || losses >= MOST) {
            return false;
        }
        long until = System.nanoTime() + (losses == 0 ? 0 : PAUSE.toNanos() << (losses - 1));
        while (true) {
            if (ended.getAsBoolean()
                    || Connections.allEnded()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
        }
    }
}
