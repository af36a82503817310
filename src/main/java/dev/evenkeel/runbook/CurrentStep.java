package dev.evenkeel.runbook;

import dev.evenkeel.runbook.glue.RunningStep;
import java.util.Optional;

/** Which step of a run is being executed, for those who journal what it does. Safe for several threads. */
public final class CurrentStep implements RunningStep {
    private volatile At at = new At("", 0, "", false);
    private volatile boolean interrupted;
    private volatile Runnable mayChange = () -> {};
    private volatile Runnable beforeChange = () -> {};
    private volatile Optional<String> aborted = Optional.empty();
    /** The step that cannot be undone has begun, in a run that nobody stops after it. */
    private volatile boolean committed;

    @Override
    public String phase() {
        return at.phase();
    }

    @Override
    public boolean undoes() {
        return at.phase().startsWith(Phase.UNDO_PREFIX);
    }

    @Override
    public int step() {
        return at.step();
    }

    @Override
    public String text() {
        return at.text();
    }

    @Override
    public boolean stopping() {
        return interrupted && !at.undo() && !committed;
    }

    boolean interrupted() {
        return interrupted;
    }

    void is(Phase phase, int step, String text) {
        at = new At(phase.id(), step, text, phase.isUndo());
    }

    void isNone() {
        at = new At("", 0, "", false);
    }

    void beforeEffects(Runnable check) {
        mayChange = check;
    }

    /** Throws where the run must not change anything more. What ends something that is open is always taken. */
    void mayChange(boolean pastNoReturn) {
        if (!at.undo() && !pastNoReturn) {
            mayChange.run();
        }
    }

    void beforeChanges(Runnable hold) {
        beforeChange = hold;
    }

    /** Before a step that changes something and undoes nothing; may last as long as somebody wants it to. */
    void beforeChange() {
        if (!at.undo()) {
            beforeChange.run();
        }
    }

    void interrupt() {
        interrupted = true;
    }

    /** @return whether the run will take back what it has begun; never once it has committed itself */
    synchronized boolean abort(String why) {
        if (committed) {
            return false;
        }
        aborted = Optional.of(why);
        interrupted = true;
        return true;
    }

    /** Why the run stops: who aborted it, and the reason they gave. */
    String stopped() {
        return aborted.orElse("interrupted");
    }

    Failure.Cause stopCause() {
        return aborted.isPresent() ? Failure.Cause.ABORTED : Failure.Cause.INTERRUPTED;
    }

    /** @return whether the run may take the step from which only forward leads; from then on it cannot be aborted */
    synchronized boolean commit() {
        committed = aborted.isEmpty();
        return committed;
    }

    /** It was shown that the step had no effect that must stay. */
    synchronized void uncommit() {
        committed = false;
    }

    private record At(String phase, int step, String text, boolean undo) {}
}
