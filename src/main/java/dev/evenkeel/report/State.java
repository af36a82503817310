package dev.evenkeel.report;

import dev.evenkeel.event.StepOutcome;
import java.util.Optional;

/** How a phase or a step is shown, also where no outcome was recorded. */
record State(String word, Page.Tone tone) {
    static final State UNFINISHED = new State("unfinished", Page.Tone.DOUBT);
    static final State SKIPPED = of(StepOutcome.SKIPPED);
    /** There is nothing to say. */
    static final State NONE = new State("", Page.Tone.QUIET);

    private static final State NOT_BEGUN = new State("not begun", Page.Tone.QUIET);
    private static final State NOT_NEEDED = new State("not needed", Page.Tone.QUIET);

    static State of(Optional<StepOutcome> outcome, boolean begun, boolean undo) {
        return outcome.map(State::of).orElse(begun ? UNFINISHED : undo ? NOT_NEEDED : NOT_BEGUN);
    }

    private static State of(StepOutcome outcome) {
        return new State(outcome.word(), Page.Tone.of(outcome));
    }
}
