package dev.evenkeel.runbook;

import dev.evenkeel.runbook.glue.Effect;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Puts a run into an undo scenario, or out of it, for tests of single steps. */
public final class Undoing {
    private Undoing() {}

    public static void begins(CurrentStep step, String phase) {
        step.is(
                new Phase(
                        1,
                        Phase.Part.UNDO,
                        Phase.UNDO_PREFIX + phase,
                        phase,
                        "",
                        Effect.REVERSIBLE,
                        Optional.empty(),
                        Optional.of(phase),
                        false,
                        List.of("a step"),
                        new Phase.Place(URI.create("file:test.feature"), 1)),
                1,
                "a step");
    }

    public static void ends(CurrentStep step) {
        step.isNone();
    }
}
