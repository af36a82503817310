package dev.evenkeel.report.story;

import dev.evenkeel.event.StepOutcome;
import java.util.Optional;

/** How a phase or a step is shown, also where no outcome was recorded. */
public record State(String word, Tone tone) {
    public static final State UNFINISHED = new State("unfinished", Tone.DOUBT);
    public static final State SKIPPED = of(StepOutcome.SKIPPED);
    /** There is nothing to say. */
    public static final State NONE = new State("", Tone.QUIET);

    private static final State NOT_BEGUN = new State("not begun", Tone.QUIET);
    private static final State NOT_NEEDED = new State("not needed", Tone.QUIET);

    static State of(Optional<StepOutcome> outcome, boolean begun, boolean undo) {
        return outcome.map(State::of).orElse(begun ? UNFINISHED : undo ? NOT_NEEDED : NOT_BEGUN);
    }

    private static State of(StepOutcome outcome) {
        return new State(outcome.word(), Tone.of(outcome));
    }
}
