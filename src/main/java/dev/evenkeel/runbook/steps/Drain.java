package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Sites;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Waits until nobody is writing any more on a server that was closed. */
record Drain(RunContext run, Sites sites) {
    /** InnoDB tells of transactions from a copy, and renews it only where nobody has read it for a tenth of a second. */
    private static final Duration RENEWED = Duration.ofMillis(110);

    private static final int LOOKS_BETWEEN = 4;

    /** Within the budget drain. */
    void until(Role role) {
        AtomicInteger looks = new AtomicInteger();
        run.await()
                .until(
                        "no writer is left on the " + role,
                        "none",
                        run.profile().budgets().drain(),
                        () -> {
                            if (looks.incrementAndGet() % LOOKS_BETWEEN == 0) {
                                LockSupport.parkNanos(RENEWED.toNanos());
                            }
                            List<String> writers = sites.writes(role).activeWriters();
                            return new Await.Look(
                                    writers.isEmpty() ? "none" : String.join(", ", writers), writers.isEmpty());
                        });
    }
}
