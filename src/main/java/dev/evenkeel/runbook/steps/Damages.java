package dev.evenkeel.runbook.steps;

import dev.evenkeel.event.Remark;
import dev.evenkeel.event.Remark.DamageState;
import dev.evenkeel.fault.Mishaps;
import dev.evenkeel.fault.Mishaps.Mishap;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.runbook.glue.RunningStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * What a drill breaks and fixes. It is entered when it is broken and not before: what was only meant to break must not count as
 * noticed.
 */
final class Damages implements Mishaps.Listener {
    private final Journal journal;
    private final RunningStep step;
    /** The phase that planned what breaks later, during another. */
    private final Map<Mishap, String> planned = new ConcurrentHashMap<>();

    private final Mishaps mishaps = new Mishaps(this);

    Damages(Journal journal, RunningStep step) {
        this.journal = journal;
        this.step = step;
    }

    /** It is done now, by the step that is being taken. */
    void done(String what) {
        enter(step.phase(), what, DamageState.DONE);
    }

    /** Breaks it at once, for a time. */
    void now(Mishap mishap, Duration time) {
        planned.put(mishap, step.phase());
        mishaps.now(mishap, time);
    }

    /** Breaks it, for a time, as soon as something is so. */
    void when(BooleanSupplier moment, Mishap mishap, Duration time) {
        planned.put(mishap, step.phase());
        mishaps.when(moment, mishap, time);
    }

    void mendAll() {
        mishaps.mendAll();
    }

    /** Fixes everything, and tells what was to break and never did. */
    List<String> end() {
        mishaps.close();
        return mishaps.neverHappened();
    }

    @Override
    public void breaking(Mishap mishap) {
        enter(planned.getOrDefault(mishap, ""), mishap.what(), DamageState.BEGINS);
    }

    @Override
    public void broken(Mishap mishap) {
        enter(planned.getOrDefault(mishap, ""), mishap.what(), DamageState.DONE);
    }

    @Override
    public void mended(Mishap mishap) {
        enter(planned.getOrDefault(mishap, ""), mishap.what(), DamageState.OVER);
    }

    private void enter(String phase, String what, DamageState state) {
        new Remark.Damage(phase, what, state).enter(journal);
    }
}
