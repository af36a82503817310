package dev.evenkeel.runbook.glue;

import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.Verdict;
import java.util.function.Supplier;

/** Both sides are not proved equal. An assertion, so that reports tell it from a tool that broke. */
public final class ParityFailure extends AssertionError {
    private final boolean different;

    private ParityFailure(String message, boolean different) {
        super(message);
        this.different = different;
    }

    /** A difference was seen. */
    public static ParityFailure different(String message) {
        return new ParityFailure(message, true);
    }

    /** It could not be decided. */
    public static ParityFailure inconclusive(String message) {
        return new ParityFailure(message, false);
    }

    /**
     * Fails unless a comparison found both sides the same.
     *
     * @param message what was found, asked for where it was not the same
     */
    public static void unlessSame(Verdict verdict, Supplier<String> message) {
        if (verdict == Verdict.DIFFERENT) {
            throw different(message.get());
        }
        if (verdict != Verdict.SAME) {
            throw inconclusive(message.get());
        }
    }

    public boolean isDifferent() {
        return different;
    }

    /** Of the step that fails with it. */
    public StepOutcome outcome() {
        return different ? StepOutcome.DIFFERENT : StepOutcome.INCONCLUSIVE;
    }

    /** The same, in other words. */
    public ParityFailure saying(String message) {
        return new ParityFailure(message, different);
    }
}
