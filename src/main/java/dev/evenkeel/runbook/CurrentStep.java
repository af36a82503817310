package dev.evenkeel.runbook;

import dev.evenkeel.runbook.glue.RunningStep;

/** Which step of a run is being executed, for those who journal what it does. Safe for several threads. */
public final class CurrentStep implements RunningStep {
    private volatile At at = new At("", 0, "", false);
    private volatile boolean interrupted;
    private volatile Runnable mayChange = () -> {};

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
        return interrupted && !at.undo();
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

    void interrupt() {
        interrupted = true;
    }

    private record At(String phase, int step, String text, boolean undo) {}
}
