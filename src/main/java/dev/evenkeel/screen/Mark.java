package dev.evenkeel.screen;

import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.Verdict;

/** The symbol before a line. It repeats what the words say; nothing is said by symbol or colour alone. */
enum Mark {
    PASSED("✔", "+", Color.GREEN),
    FAILED("✘", "x", Color.RED),
    DIFFERENT("≠", "#", Color.RED),
    INCONCLUSIVE("?", "?", Color.YELLOW),
    NOT_SHOWN("◇", "o", Color.YELLOW),
    SKIPPED("○", "-", Color.DIM),
    RUNNING("▶", ">", Color.CYAN),
    PLANNED("·", ".", Color.DIM),
    ATTENTION("!", "!", Color.YELLOW),
    FACT(" ", " ", Color.NONE);

    private final String symbol;
    private final String ascii;
    private final Color color;

    Mark(String symbol, String ascii, Color color) {
        this.symbol = symbol;
        this.ascii = ascii;
        this.color = color;
    }

    static Mark of(StepOutcome outcome) {
        return switch (outcome) {
            case PASSED -> PASSED;
            case PARTLY_SHOWN, NOT_SHOWN -> NOT_SHOWN;
            case DIFFERENT -> DIFFERENT;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case SKIPPED -> SKIPPED;
            case FAILED, UNKNOWN -> FAILED;
        };
    }

    static Mark of(Verdict verdict) {
        return switch (verdict) {
            case SAME, ALLOWED -> PASSED;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case DIFFERENT -> DIFFERENT;
        };
    }

    static Mark of(Remark.DrillOutcome outcome) {
        return switch (outcome) {
            case NOTICED -> PASSED;
            case NOT_REACHED -> NOT_SHOWN;
            case MISSED -> FAILED;
        };
    }

    static Mark of(RunEvent.GateDecision decision) {
        return decision == RunEvent.GateDecision.APPROVED ? PASSED : FAILED;
    }

    String symbol(boolean unicode) {
        return unicode ? symbol : ascii;
    }

    Color color() {
        return color;
    }
}
