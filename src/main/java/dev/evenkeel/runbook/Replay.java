package dev.evenkeel.runbook;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.runbook.Failure.Cause;
import dev.evenkeel.runbook.glue.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has come to, as its journal tells, for a process that goes on with it. It asks nobody and changes nothing. Facts are
 * taken up from the same entries by the run's context.
 *
 * <p>A step that was not begun for a gate or an interruption is as if it had never been reached. Why a step failed is known by its
 * outcome only, so a rejected gate is a failure like another.
 */
final class Replay {
    /** What to do when a run reaches a step again. */
    enum Next {
        /** It was never begun. */
        EXECUTE,
        /** It only reads: whatever it saw may have changed. */
        EXECUTE_AGAIN,
        /** Its effect is there. */
        PASS_OVER,
        /** Its intent is written and its outcome is not: the servers must be asked, or a person. */
        SETTLE
    }

    private record Step(String phase, long index) {}

    private final History history;
    private final Set<Step> intended = new HashSet<>();
    private final Set<Step> done = new HashSet<>();
    private final List<Phase> phases;

    private Replay(List<Phase> phases) {
        this.phases = phases;
        this.history = new History(phases);
    }

    /**
     * @param phases of the runbook that the journal is of
     * @param entries of the journal from its beginning, possibly torn off anywhere
     * @throws IllegalArgumentException when they name a phase that the runbook does not have
     * @throws EventCodec.NotAsWritten when an entry of a phase or step is not whole
     */
    static Replay of(List<Phase> phases, List<Entry> entries) {
        Replay replay = new Replay(phases);
        entries.forEach(replay::take);
        replay.passOverUndo();
        return replay;
    }

    History history() {
        return history;
    }

    Next next(Phase phase, int step, Effect effect) {
        Step at = new Step(phase.id(), step);
        if (effect == Effect.READ_ONLY) {
            return intended.contains(at) ? Next.EXECUTE_AGAIN : Next.EXECUTE;
        }
        if (done.contains(at)) {
            return Next.PASS_OVER;
        }
        return intended.contains(at) ? Next.SETTLE : Next.EXECUTE;
    }

    private void take(Entry entry) {
        if (!(EventCodec.read(entry) instanceof PhaseEvent)) {
            return;
        }
        Event event = EventCodec.readWhole(entry);
        if (event instanceof PhaseEvent.StepIntended step) {
            Phase phase = phase(entry, step.phase());
            intended.add(new Step(step.phase(), step.index()));
            history.intended(phase, Effect.valueOf(step.effect()));
        } else if (event instanceof PhaseEvent.StepEnded step) {
            ended(phase(entry, step.phase()), step);
        } else if (event instanceof PhaseEvent.Ended phase) {
            history.ended(phase(entry, phase.id()), phase.outcome());
        }
    }

    private void ended(Phase phase, PhaseEvent.StepEnded step) {
        Step at = new Step(step.phase(), step.index());
        switch (step.outcome()) {
            case PASSED -> done.add(at);
            case NOT_SHOWN -> {
                done.add(at);
                history.notShown(new Unshown(
                        phase, (int) step.index(), step.text(), step.reason().orElse("")));
            }
            case DIFFERENT, INCONCLUSIVE -> failed(phase, Cause.PARITY, step);
            case FAILED -> failed(phase, Cause.OTHER, step);
            case SKIPPED -> intended.remove(at);
            case PARTLY_SHOWN, UNKNOWN -> {
                // No step of this version ends so: whether its effect is there is in doubt.
            }
        }
    }

    private void failed(Phase phase, Cause cause, PhaseEvent.StepEnded step) {
        Failure failure =
                new Failure(cause, phase.id(), (int) step.index(), step.error().orElse(""));
        if (phase.isUndo()) {
            history.undoFailed(failure);
        } else {
            history.halt(failure);
        }
    }

    /** A run in which nothing failed says nothing of its undo. */
    private void passOverUndo() {
        boolean over = phases.stream().filter(phase -> !phase.isUndo()).allMatch(phase -> history.hasEnded(phase));
        if (over && !history.halted()) {
            phases.stream().filter(Phase::isUndo).forEach(undo -> history.ended(undo, StepOutcome.SKIPPED));
        }
    }

    private Phase phase(Entry entry, String id) {
        Optional<Phase> known =
                phases.stream().filter(phase -> phase.id().equals(id)).findFirst();
        return known.orElseThrow(() -> new IllegalArgumentException("the journal's entry " + entry.seq()
                + " is of the phase '" + id + "', which the runbook does not have"));
    }
}
