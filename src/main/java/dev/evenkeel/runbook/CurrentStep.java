package dev.evenkeel.runbook;

/** Which step of a run is being executed, for those who journal what it does. Safe for several threads. */
public final class CurrentStep {
    private volatile At at = new At("", 0, "", false);
    private volatile boolean interrupted;

    /** The phase's id, empty between phases. */
    public String phase() {
        return at.phase();
    }

    /** Whether the step undoes something. */
    public boolean undoes() {
        return at.phase().startsWith(Phase.UNDO_PREFIX);
    }

    /** The step's number within its phase, from 1; 0 between steps. */
    public int step() {
        return at.step();
    }

    public String text() {
        return at.text();
    }

    /** Whether the step is to end early, by failing: the run was asked to stop, and the step undoes nothing. */
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

    void interrupt() {
        interrupted = true;
    }

    private record At(String phase, int step, String text, boolean undo) {}
}
