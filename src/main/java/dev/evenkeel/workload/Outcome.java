package dev.evenkeel.workload;

/** What the application knows of a write. */
enum Outcome {
    /** The server said no, or was never asked to commit. */
    REFUSED,
    /** The connection was lost before the answer: done or not done, either is right. */
    IN_DOUBT,
    /** The server said that it is done. */
    ACKNOWLEDGED
}
