package dev.evenkeel.runbook;

/** What becomes of a run that is asked to stop before its end. */
enum Stopping {
    /** What had begun is undone: a rehearsal, which nobody continues with. */
    UNDOES,
    /**
     * Everything stays as it is, for another process to continue, except for the phases between a gate and the point of no return:
     * those are undone, since nobody may wait in them. After the point of no return the run continues to its end.
     */
    SUSPENDS
}
