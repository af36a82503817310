package dev.evenkeel.run.compare;

import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.runbook.glue.RunningStep;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Warns while a step is still under way that it takes longer than it did in earlier runs. Steps that wait for people are left out. */
public final class DriftWatch implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(250);

    private final Journal journal;
    private final Map<String, Band> bands;
    private final RunningStep step;
    private final BooleanSupplier waitsForPeople;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "drift");
    private String seen = "";
    private long since;
    private boolean told;

    private DriftWatch(Journal journal, Map<String, Band> bands, RunningStep step, BooleanSupplier waitsForPeople) {
        this.journal = journal;
        this.bands = Map.copyOf(bands);
        this.step = step;
        this.waitsForPeople = waitsForPeople;
    }

    /**
     * @param bands by {@code PHASE/STEP}, the step from 1
     * @param step the one that is under way
     */
    public static DriftWatch start(
            Journal journal, Map<String, Band> bands, RunningStep step, BooleanSupplier waitsForPeople) {
        DriftWatch watch = new DriftWatch(journal, bands, step, waitsForPeople);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (!end.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                look(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The journal takes no entry any more: the run ends by that, and needs no warning.
        }
    }

    /** @param now in nanoseconds */
    void look(long now) {
        String phase = step.phase();
        int index = step.step();
        String text = step.text();
        String at = phase + "/" + index;
        if (!at.equals(seen)) {
            seen = at;
            since = now;
            told = false;
        }
        told |= waitsForPeople.getAsBoolean();
        Band band = bands.get(at);
        Duration took = Duration.ofNanos(now - since);
        if (!told && band != null && band.isLeftBy(took)) {
            told = true;
            new Remark.Drift(
                            phase,
                            index,
                            text,
                            took.toMillis(),
                            band.middle().toMillis(),
                            band.p95().toMillis())
                    .enter(journal);
        }
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
