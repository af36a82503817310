package dev.evenkeel.report.story;

import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.Verdict;
import java.util.Locale;

/** How good something is, as a sign and a colour tell it. */
public enum Tone {
    GOOD("✓"),
    BAD("✕"),
    DOUBT("?"),
    QUIET("–");

    private final String glyph;

    Tone(String glyph) {
        this.glyph = glyph;
    }

    public String glyph() {
        return glyph;
    }

    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Tone of(StepOutcome outcome) {
        return switch (outcome) {
            case PASSED -> GOOD;
            case FAILED, DIFFERENT -> BAD;
            case PARTLY_SHOWN, NOT_SHOWN, INCONCLUSIVE, UNKNOWN -> DOUBT;
            case SKIPPED -> QUIET;
        };
    }

    public static Tone of(Verdict verdict) {
        return switch (verdict) {
            case SAME -> GOOD;
            case ALLOWED -> QUIET;
            case INCONCLUSIVE -> DOUBT;
            case DIFFERENT -> BAD;
        };
    }

    public static Tone of(Remark.DrillOutcome outcome) {
        return switch (outcome) {
            case NOTICED -> GOOD;
            case NOT_REACHED -> DOUBT;
            case MISSED -> BAD;
        };
    }

    public static Tone of(RunEvent.GateDecision decision) {
        return decision == RunEvent.GateDecision.APPROVED ? GOOD : BAD;
    }

    public static Tone of(Headline.Level level) {
        return switch (level) {
            case GOOD -> GOOD;
            case DOUBT -> DOUBT;
            case BAD -> BAD;
        };
    }
}
