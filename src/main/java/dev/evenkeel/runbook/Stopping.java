package dev.evenkeel.runbook;

/** What becomes of a run that is asked to stop before its end. */
enum Stopping {
    /** What had begun is undone: a rehearsal, which nobody goes on with. */
    UNDOES,
    /**
     * Everything stays as it is, for another process to go on with, but for the phases between a gate and the point of no return:
     * those are undone, since nobody may wait in them. After the point of no return the run goes on to its end.
     */
    SUSPENDS
}
