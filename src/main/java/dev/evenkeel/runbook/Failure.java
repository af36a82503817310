package dev.evenkeel.runbook;

import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.JournalLost;
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
        /** A person wants everything taken back. */
        ABORTED,
        /** Whether a step had its effect before an earlier process died is not known. */
        IN_DOUBT,
        OTHER
    }

    static Cause causeOf(Throwable thrown) {
        if (thrown instanceof ParityFailure) {
            return Cause.PARITY;
        }
        if (thrown instanceof GateSuspended) {
            return Cause.SUSPENDED;
        }
        if (thrown instanceof InDoubt) {
            return Cause.IN_DOUBT;
        }
        if (thrown instanceof JournalLost) {
            return Cause.INTERRUPTED;
        }
        return thrown instanceof GateRejected ? Cause.REJECTED : Cause.OTHER;
    }

    /** How the step that threw has ended. */
    static StepOutcome outcomeOf(Throwable thrown) {
        if (thrown instanceof ParityFailure parity) {
            return parity.outcome();
        }
        if (thrown instanceof InDoubt) {
            return StepOutcome.UNKNOWN;
        }
        return thrown instanceof GateSuspended || thrown instanceof Interrupted
                ? StepOutcome.SKIPPED
                : StepOutcome.FAILED;
    }

    /** A stack trace in a report would say nothing to its reader, and might hold a secret. */
    static AssertionError traceless(AssertionError error) {
        error.setStackTrace(new StackTraceElement[0]);
        return error;
    }

    /** Whether everything is left for another process to continue. */
    boolean suspends(Stopping stopping) {
        return cause == Cause.SUSPENDED
                || cause == Cause.IN_DOUBT
                || cause == Cause.INTERRUPTED && stopping == Stopping.SUSPENDS;
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
                    case ABORTED -> "aborted at ";
                    case IN_DOUBT -> "in doubt at ";
                    case PARITY, REJECTED, OTHER -> "halted by ";
                }
                + place();
    }

    @Override
    public String toString() {
        return place() + ": " + sentence;
    }
}
