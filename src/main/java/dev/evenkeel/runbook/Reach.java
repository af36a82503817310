package dev.evenkeel.runbook;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.runbook.glue.Effect;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a run's changes reach, from the events of its journal: which phases have changed something that nobody took back, and
 * whether the target may hold writes that the source lacks. It needs no runbook.
 */
public final class Reach {
    private static final String UNDO = "undo:";

    private final Set<String> irreversible = new HashSet<>();
    /** The strongest effect that was begun, by phase. */
    private final Map<String, Effect> begun = new LinkedHashMap<>();

    private boolean pastNoReturn;

    public void take(Event event) {
        if (event instanceof PhaseEvent.Planned phase) {
            plan(phase.id(), phase.effect());
        } else if (event instanceof PhaseEvent.StepIntended step) {
            intended(step.phase(), Effect.valueOf(step.effect()));
        } else if (event instanceof PhaseEvent.Ended over && takenBack(over)) {
            begun.remove(over.id().substring(UNDO.length()));
        } else if (event instanceof TrafficEvent.NoReturn told
                && told.state() == TrafficEvent.NoReturnState.NOT_WRITTEN) {
            pastNoReturn = false;
        }
    }

    /** Whether a phase was undone: one whose undo was skipped was not. */
    static boolean takenBack(PhaseEvent.Ended over) {
        return over.id().startsWith(UNDO) && over.outcome().withoutFailure() && over.outcome() != StepOutcome.SKIPPED;
    }

    void plan(String phase, String effect) {
        if (effect.equals(Effect.IRREVERSIBLE.name())) {
            irreversible.add(phase);
        }
    }

    private void intended(String phase, Effect effect) {
        begun.merge(phase, effect, (before, now) -> now.exceeds(before) ? now : before);
        // The target may be open from the first change of such a phase on, and what was written to it since is not
        // known here.
        pastNoReturn |= effect != Effect.READ_ONLY && irreversible.contains(phase);
    }

    /** As if the phase had never begun. */
    void forget(String phase) {
        begun.remove(phase);
    }

    Optional<Effect> begun(String phase) {
        return Optional.ofNullable(begun.get(phase));
    }

    boolean changed(String phase) {
        return begun.getOrDefault(phase, Effect.READ_ONLY) != Effect.READ_ONLY;
    }

    /** Whether some phase has changed something that its undo would take back. */
    public boolean changedAnything() {
        return begun.keySet().stream().anyMatch(phase -> !phase.startsWith(UNDO) && changed(phase));
    }

    public boolean pastNoReturn() {
        return pastNoReturn;
    }
}
