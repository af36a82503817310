package dev.evenkeel.runbook;

import dev.evenkeel.runbook.glue.Effect;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One scenario of a run, at its place in the run's order.
 *
 * @param index from 1
 * @param id {@code freeze}, {@code undo:freeze}, {@code drill:lost-row}
 * @param rule the promise it keeps
 * @param effect the most that its steps may do
 * @param gate the gate it carries: nothing is changed in it before the journal holds an approval
 * @param undoes the phase that an undo scenario undoes
 * @param proof whether rows must have been compared and found the same when it ends
 * @param steps their texts, those of the background first
 */
public record Phase(
        int index,
        Part part,
        String id,
        String name,
        String rule,
        Effect effect,
        Optional<String> gate,
        Optional<String> undoes,
        boolean proof,
        List<String> steps,
        Place place) {

    static final String UNDO_PREFIX = "undo:";
    static final String DRILL_PREFIX = "drill:";

    public Phase {
        steps = List.copyOf(steps);
    }

    boolean isUndo() {
        return part == Part.UNDO;
    }

    Phase at(int newIndex) {
        return new Phase(newIndex, part, id, name, rule, effect, gate, undoes, proof, steps, place);
    }

    /** Why a scenario is in the run. */
    public enum Part {
        PHASE,
        DRILL,
        UNDO
    }

    /** Where a scenario begins; Cucumber names scenarios so. */
    public record Place(URI uri, int line) {}
}
