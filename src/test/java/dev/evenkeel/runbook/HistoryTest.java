package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.runbook.Failure.Cause;
import dev.evenkeel.runbook.Phase.Part;
import dev.evenkeel.runbook.Phase.Place;
import dev.evenkeel.runbook.glue.Effect;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private static final Phase COPY = phase("copy", Part.PHASE, Optional.empty());
    private static final Phase SWITCH = phase("switch", Part.PHASE, Optional.empty());
    private static final Phase UNDO = phase("undo:copy", Part.UNDO, Optional.of("copy"));

    private final History history = new History(List.of(COPY, SWITCH, UNDO));

    @Test
    void does_not_take_a_run_of_nothing_for_a_success() {
        history.ended(COPY, StepOutcome.SKIPPED);
        history.ended(SWITCH, StepOutcome.SKIPPED);
        history.ended(UNDO, StepOutcome.SKIPPED);

        assertThat(history.outcome(Optional.empty()).code()).isEqualTo(ExitCode.NOTHING_EXECUTED);
    }

    @Test
    void does_not_take_a_run_that_began_nothing_for_a_success() {
        assertThat(history.outcome(Optional.empty()))
                .isEqualTo(new Outcome(ExitCode.BUG, "never finished: copy switch undo:copy", Optional.empty(), false));
    }

    @Test
    void calls_a_phase_that_never_ended_a_bug_and_says_what_was_not_undone() {
        history.intended(COPY, Effect.REVERSIBLE);
        history.ended(SWITCH, StepOutcome.PASSED);
        history.ended(UNDO, StepOutcome.SKIPPED);

        assertThat(history.outcome(Optional.empty()).summary())
                .isEqualTo("never finished: copy; begun and not undone: copy");
    }

    @Test
    void does_not_believe_that_something_was_undone_when_its_undo_did_not_pass() {
        history.intended(COPY, Effect.REVERSIBLE);
        history.halt(new Failure(Cause.OTHER, "copy", 1, "gone"));
        history.ended(COPY, StepOutcome.FAILED);
        history.ended(SWITCH, StepOutcome.SKIPPED);
        history.ended(UNDO, StepOutcome.SKIPPED);

        assertThat(history.outcome(Optional.empty()).code()).isEqualTo(ExitCode.UNDO_INCOMPLETE);
    }

    @Test
    void says_what_stays_because_it_has_no_undo() {
        history.intended(COPY, Effect.REVERSIBLE);
        history.intended(SWITCH, Effect.READ_ONLY);
        history.intended(SWITCH, Effect.REVERSIBLE);
        history.halt(new Failure(Cause.OTHER, "switch", 2, "gone"));
        history.ended(COPY, StepOutcome.PASSED);
        history.ended(SWITCH, StepOutcome.FAILED);
        history.ended(UNDO, StepOutcome.PASSED);

        assertThat(history.outcome(Optional.empty()).summary())
                .isEqualTo(
                        "switch, step 2: gone; what had begun was undone; left in place, because it has no undo: switch");
    }

    @Test
    void puts_a_gate_rejected_after_the_point_of_no_return_past_it() {
        history.intended(SWITCH, Effect.IRREVERSIBLE);
        history.halt(new Failure(Cause.REJECTED, "switch", 2, "no"));
        List.of(COPY, SWITCH, UNDO).forEach(phase -> history.ended(phase, StepOutcome.SKIPPED));

        assertThat(history.outcome(Optional.empty()).code()).isEqualTo(ExitCode.PAST_NO_RETURN);
    }

    private static Phase phase(String id, Part part, Optional<String> undoes) {
        return new Phase(
                1,
                part,
                id,
                id,
                "a promise",
                Effect.REVERSIBLE,
                Optional.empty(),
                undoes,
                false,
                List.of("a step"),
                new Place(URI.create("file:/x.feature"), 1));
    }
}
