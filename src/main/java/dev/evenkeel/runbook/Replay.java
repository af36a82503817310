package dev.evenkeel.runbook;

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
        switch (entry.kind()) {
            case STEP_INTENDED -> {
                intended.add(step(entry));
                history.intended(phase(entry, "phase"), Effect.valueOf(entry.text("effect")));
            }
            case STEP_ENDED -> ended(entry);
            case PHASE_ENDED -> history.ended(phase(entry, "id"), entry.text("outcome"));
            default -> {
                // Says nothing of how far the run came.
            }
        }
    }

    private void ended(Entry entry) {
        Phase phase = phase(entry, "phase");
        switch (entry.text("outcome")) {
            case "passed" -> done.add(step(entry));
            case Unshown.OUTCOME -> {
                done.add(step(entry));
                history.notShown(
                        new Unshown(phase, (int) entry.number("index"), entry.text("text"), entry.text("reason")));
            }
            case "different", "inconclusive" -> failed(phase, Cause.PARITY, entry);
            case "failed" -> failed(phase, Cause.OTHER, entry);
            default -> intended.remove(step(entry));
        }
    }

    private void failed(Phase phase, Cause cause, Entry entry) {
        Failure failure = new Failure(cause, phase.id(), (int) entry.number("index"), entry.text("error"));
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
            phases.stream().filter(Phase::isUndo).forEach(undo -> history.ended(undo, "skipped"));
        }
    }

    private Phase phase(Entry entry, String field) {
        Optional<Phase> known = phases.stream()
                .filter(phase -> phase.id().equals(entry.text(field)))
                .findFirst();
        return known.orElseThrow(() -> new IllegalArgumentException("the journal's entry " + entry.seq()
                + " is of the phase '" + entry.text(field) + "', which the runbook does not have"));
    }

    private static Step step(Entry entry) {
        return new Step(entry.text("phase"), entry.number("index"));
    }
}
