package dev.evenkeel.runbook;

/** Which step of a run is being executed, for those who journal what it does. Safe for several threads. */
public final class CurrentStep {
    private volatile At at = new At("", 0, "");
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

    /** Whether the run was asked to stop: long waits may end early for it, by failing. */
    public boolean interrupted() {
        return interrupted;
    }

    void is(String phase, int step, String text) {
        at = new At(phase, step, text);
    }

    void interrupt() {
        interrupted = true;
    }

    private record At(String phase, int step, String text) {}
}
