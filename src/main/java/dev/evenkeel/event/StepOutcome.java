package dev.evenkeel.event;

import java.util.Set;

/** How a step ended, and a phase. */
public enum StepOutcome implements Word {
    PASSED("passed"),
    /** Of a phase: some of its steps were not shown, the others passed. */
    PARTLY_SHOWN("partly shown"),
    /** It claims nothing, for want of what would show it; of a phase, none of its steps was shown. */
    NOT_SHOWN("not shown"),
    FAILED("failed"),
    /** A comparison saw a difference. */
    DIFFERENT("different"),
    /** A comparison could not tell. */
    INCONCLUSIVE("inconclusive"),
    SKIPPED("skipped"),
    /** A later version's word, or nobody's. */
    UNKNOWN("unknown");

    private static final Set<StepOutcome> WRONG = Set.of(FAILED, DIFFERENT, INCONCLUSIVE);
    private static final Set<StepOutcome> WITHOUT_FAILURE = Set.of(PASSED, PARTLY_SHOWN, NOT_SHOWN);

    private final String word;

    StepOutcome(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public StepOutcome otherwise() {
        return UNKNOWN;
    }

    public boolean wrong() {
        return WRONG.contains(this);
    }

    /** Nothing went wrong, however much of it was shown. */
    public boolean withoutFailure() {
        return WITHOUT_FAILURE.contains(this);
    }

    @Override
    public String toString() {
        return word;
    }
}
