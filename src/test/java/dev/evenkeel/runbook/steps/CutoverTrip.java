package dev.evenkeel.runbook.steps;

import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.runbook.steps.CutoverSeed.Kind;
import dev.evenkeel.runbook.steps.CutoverSeed.Moment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Kills a process, or silences its network, at the point of a cutover that a seed names. */
final class CutoverTrip implements SilentProxy.Asked {
    private static final int GIVEN_UP_SECONDS = 40;

    private final CutoverSeed seed;
    private final Process process;
    private final SilentProxy toSource;
    private boolean armed;
    private int statements;
    private volatile boolean happened;

    CutoverTrip(CutoverSeed seed, Process process, SilentProxy toSource) {
        this.seed = seed;
        this.process = process;
        this.toSource = toSource;
    }

    boolean happened() {
        return happened || seed.hits(Kind.NOTHING);
    }

    /** The process waits until this returns. */
    synchronized void said(String line) {
        if (!line.equals(seed.step()) || seed.hits(Kind.NOTHING)) {
            return;
        }
        switch (seed.moment()) {
            case BEFORE -> happens();
            case UNSENT, UNANSWERED -> armed = true;
            case LATE ->
                CompletableFuture.delayedExecutor(seed.lateMillis(), TimeUnit.MILLISECONDS)
                        .execute(this::happens);
        }
    }

    @Override
    public synchronized void before(Runnable unanswered) {
        if (armed && ++statements == seed.statement()) {
            if (seed.moment() == Moment.UNSENT) {
                happens();
            } else {
                unanswered.run();
            }
        }
    }

    @Override
    public synchronized void after() {
        if (armed && statements == seed.statement()) {
            happens();
        }
    }

    private synchronized void happens() {
        if (happened || !process.isAlive()) {
            return;
        }
        happened = true;
        if (seed.hits(Kind.KILLED)) {
            process.destroyForcibly();
            process.onExit().join();
            return;
        }
        if (seed.forGood()) {
            toSource.lose();
        } else {
            toSource.stall();
        }
        // Somebody ends a process that has not come back by then.
        CompletableFuture.delayedExecutor(GIVEN_UP_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }
}
