package dev.evenkeel.runbook;

import dev.evenkeel.runbook.glue.GateRejected;
import dev.evenkeel.runbook.glue.GateSuspended;
import dev.evenkeel.runbook.glue.ParityFailure;

/**
 * What halted a run.
 *
 * @param step from 1; 0 when the phase had not begun
 * @param sentence one line, redacted
 */
record Failure(Cause cause, String phase, int step, String sentence) {
    enum Cause {
        PARITY,
        SUSPENDED,
        REJECTED,
        INTERRUPTED,
        OTHER
    }

    static Cause causeOf(Throwable thrown) {
        if (thrown instanceof ParityFailure) {
            return Cause.PARITY;
        }
        if (thrown instanceof GateSuspended) {
            return Cause.SUSPENDED;
        }
        return thrown instanceof GateRejected ? Cause.REJECTED : Cause.OTHER;
    }

    boolean suspends() {
        return cause == Cause.SUSPENDED;
    }

    /** Where, as later phases say why they were skipped. */
    String place() {
        return step == 0 ? phase : phase + ", step " + step;
    }

    /** Why later phases are skipped. */
    String reason() {
        return switch (cause) {
                    case SUSPENDED -> "suspended at ";
                    case INTERRUPTED -> "interrupted at ";
                    case PARITY, REJECTED, OTHER -> "halted by ";
                }
                + place();
    }

    @Override
    public String toString() {
        return place() + ": " + sentence;
    }
}
