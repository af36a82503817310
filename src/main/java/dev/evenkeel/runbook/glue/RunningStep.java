package dev.evenkeel.runbook.glue;

/** Which step of a run is being executed, for those who journal what it does. Safe for several threads. */
public interface RunningStep {
    /** The phase's id, empty between phases. */
    String phase();

    /** The step's number within its phase, from 1; 0 between steps. */
    int step();

    String text();

    /** Whether the step undoes something. */
    boolean undoes();

    /** Whether the step is to end early, by failing: the run was asked to stop, and the step undoes nothing. */
    boolean stopping();
}
