package dev.evenkeel.approval;

/**
 * What the program of a policy answered.
 *
 * @param program its name
 * @param said its first line on stdout, or why it gave no answer
 */
record CommandAnswer(String program, Kind kind, String said) {
    /** Only {@link #YES} opens a gate. */
    enum Kind {
        /** Exit code 0. */
        YES,
        /** Another exit code: the gate is rejected. */
        NO,
        /** It could not be started, or did not end in time: it is asked again. */
        NONE
    }
}
