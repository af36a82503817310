package dev.evenkeel.journal;

/** What an entry is about. The journal stores its data without reading them; {@code docs/journal.md} lists the fields. */
public enum Kind {
    RUN_STARTED,
    SERVER,
    SCOPE,
    PHASE_PLANNED,
    PHASE_STARTED,
    PHASE_ENDED,
    STEP_INTENDED,
    STEP_ENDED,
    STATEMENT,
    CHANGE,
    FACT,
    COORDINATES,
    TRANSFER,
    PARITY_TABLE,
    PARITY_MARK,
    PARITY_ROWS,
    PARITY_OBJECTS,
    PARITY_ACCOUNTS,
    PARITY_SETTINGS,
    PAUSE,
    GATE,
    CUTOVER,
    WORKLOAD,
    DAMAGE,
    DRILL,
    DEVIATION,
    NOTE,
    EVIDENCE,
    RUN_ENDED
}
