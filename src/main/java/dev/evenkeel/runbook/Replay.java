package dev.evenkeel.runbook;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Live;
import dev.evenkeel.runbook.vocabulary.KnownStep;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a run has come to, as its journal shows, for a process that continues it. It asks nobody and changes nothing. Facts are
 * taken up from the same entries by the run's context.
 *
 * <p>A step that was not begun for a gate or an interruption is as if it had never been reached. A phase whose undo has passed is as
 * if it had never begun, and so is every phase after it. The phases from the first gate to the point of no return are never taken
 * up in the middle: what was proved and approved there belongs to one moment, so they are undone first ({@link #undoFirst}).
 */
public final class Replay {
    /** What to do when a run reaches a step again. */
    enum Next {
        /** It was never begun. */
        EXECUTE,
        /** It only reads, or comes to the same end a second time. */
        EXECUTE_AGAIN,
        /** Its effect is there. */
        PASS_OVER,
        /** Its intent is written and its outcome is not, and it cannot be executed again: a person must look. */
        SETTLE
    }

    /** What a person found out about a step that was in doubt. */
    public enum Resolution {
        DONE,
        REDO
    }

    private record Step(String phase, int index) {}

    private final Runbook runbook;
    private final Set<Step> intended = new HashSet<>();
    private final Map<Step, StepOutcome> done = new HashMap<>();
    private final Map<String, StepOutcome> ended = new LinkedHashMap<>();
    private final Reach reach = new Reach();
    private final Map<Step, Resolution> resolved = new HashMap<>();
    private Optional<RunEvent.Ended> end = Optional.empty();
    private boolean isNew = true;

    private Replay(Runbook runbook) {
        this.runbook = runbook;
        runbook.phases().forEach(phase -> reach.plan(phase.id(), phase.effect().name()));
    }

    /** Of a run that has not begun. */
    public static Replay none(Runbook runbook) {
        return new Replay(runbook);
    }

    /**
     * @param runbook the one that the journal is of
     * @param entries of the journal from its beginning, possibly torn off anywhere
     * @throws IllegalArgumentException when they name a phase that the runbook does not have
     * @throws EventCodec.NotAsWritten when an entry of a phase or step is not whole
     */
    public static Replay of(Runbook runbook, List<Entry> entries) {
        Replay replay = new Replay(runbook);
        entries.forEach(replay::take);
        return replay;
    }

    /** Whether nothing has been planned yet. */
    boolean isNew() {
        return isNew;
    }

    /** How the last attempt ended; empty where it was killed. */
    public Optional<RunEvent.Ended> end() {
        return end;
    }

    public boolean pastNoReturn() {
        return reach.pastNoReturn();
    }

    /** The phases that must be undone before the run continues, the last first. */
    public List<Phase> undoFirst() {
        if (pastNoReturn()) {
            return List.of();
        }
        Set<String> guarded = runbook.guarded();
        return runbook.phases().stream()
                .filter(Phase::isUndo)
                .filter(undo -> guarded.contains(undo.undoes().orElseThrow()))
                .filter(undo -> changed(undo.undoes().orElseThrow()))
                .toList();
    }

    /** The undo of every phase that has changed something, the last first. */
    public List<Phase> undoAll() {
        return runbook.phases().stream()
                .filter(Phase::isUndo)
                .filter(undo -> changed(undo.undoes().orElseThrow()))
                .toList();
    }

    /**
     * Takes a person's word for a step in doubt.
     *
     * @param step from 1
     */
    public void resolve(String phase, int step, Resolution resolution) {
        resolved.put(new Step(phase, step), resolution);
    }

    /** Whether a phase is over in full, so that nothing of it need be told again. */
    boolean isOver(Phase phase) {
        return endedWell(phase.id());
    }

    /** How a phase that is over has ended. */
    StepOutcome outcome(Phase phase) {
        return ended.get(phase.id());
    }

    /** How a step that is passed over has ended. */
    StepOutcome outcome(Phase phase, int step) {
        return done.getOrDefault(new Step(phase.id(), step), StepOutcome.PASSED);
    }

    /** What has begun and was not taken back, for a history that continues. */
    History history(Stopping stopping) {
        History history = new History(runbook.phases(), runbook.guarded(), stopping);
        for (Phase phase : runbook.phases()) {
            reach.begun(phase.id())
                    .filter(effect -> !phase.isUndo())
                    .ifPresent(effect -> history.intended(phase, effect));
        }
        if (pastNoReturn()) {
            history.passed();
        }
        return history;
    }

    /** @param step from 1 */
    Next next(Phase phase, int step) {
        Step at = new Step(phase.id(), step);
        KnownStep known = runbook.known(phase, step);
        boolean reads = known.assumedEffect() == Effect.READ_ONLY;
        if (phase.isUndo() || !intended.contains(at)) {
            return Next.EXECUTE;
        }
        if (isOver(phase)) {
            boolean anew = reads && !pastNoReturn() && (known.always() || findsLive(known));
            return anew ? Next.EXECUTE_AGAIN : Next.PASS_OVER;
        }
        if (reads) {
            return belongsToThePast(phase, step) ? Next.PASS_OVER : Next.EXECUTE_AGAIN;
        }
        if (resolved.containsKey(at)) {
            return resolved.get(at) == Resolution.DONE ? Next.PASS_OVER : Next.EXECUTE_AGAIN;
        }
        boolean lost = firstLost(phase) <= step;
        if (done.containsKey(at) && !lost) {
            return Next.PASS_OVER;
        }
        return known.repeatable() ? Next.EXECUTE_AGAIN : Next.SETTLE;
    }

    /**
     * What was looked at between two changes of a phase says how it was then: that a replica holds what was copied from it is no longer true
     * once it was started again. Past the point of no return that is so of what was looked at before the first change too: that nobody has
     * written, once the application writes to the target. There a change of which only the intent is known does not count: it may not
     * have been made, and what was looked at for it is looked at again.
     */
    private boolean belongsToThePast(Phase phase, int step) {
        if (!done.containsKey(new Step(phase.id(), step)) || firstLost(phase) <= step) {
            return false;
        }
        boolean since = changesOf(phase, step + 1, phase.steps().size())
                .anyMatch(change -> pastNoReturn()
                        ? done.containsKey(change) || resolved.get(change) == Resolution.DONE
                        : intended.contains(change));
        return since && (pastNoReturn() || changesOf(phase, 1, step - 1).anyMatch(done::containsKey));
    }

    private Stream<Step> changesOf(Phase phase, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(step -> changes(runbook.known(phase, step)))
                .mapToObj(step -> new Step(phase.id(), step));
    }

    private static boolean changes(KnownStep known) {
        return known.assumedEffect() != Effect.READ_ONLY;
    }

    /** From the first step on whose live thing went with the process that had it, and is still needed, all are taken again. */
    private int firstLost(Phase phase) {
        for (int step = 1; step <= phase.steps().size(); step++) {
            KnownStep known = runbook.known(phase, step);
            if (changes(known)
                    && findsLive(known)
                    && intended.contains(new Step(phase.id(), step))
                    && isNeeded(known, phase, step)) {
                return step;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Whether a step that was not taken yet needs what this one finds, or this one has no outcome itself. */
    private boolean isNeeded(KnownStep known, Phase phase, int step) {
        boolean after = false;
        List<Phase> forward =
                runbook.phases().stream().filter(other -> !other.isUndo()).toList();
        for (Phase other : forward) {
            for (int index = 1; index <= other.steps().size(); index++) {
                boolean itself = other.id().equals(phase.id()) && index == step;
                if ((itself || after && runbook.known(other, index).facts().uses(known.facts()))
                        && !done.containsKey(new Step(other.id(), index))) {
                    return true;
                }
                after |= itself;
            }
        }
        return false;
    }

    private static boolean findsLive(KnownStep known) {
        return known.facts().finds().stream().anyMatch(Live.class::isAssignableFrom);
    }

    private void take(Entry entry) {
        Event read = EventCodec.read(entry);
        if (read instanceof RunEvent.Started) {
            end = Optional.empty();
        } else if (read instanceof RunEvent.Ended over) {
            end = Optional.of(over);
        }
        if (!(read instanceof PhaseEvent)) {
            reach.take(read);
            if (read instanceof TrafficEvent.NoReturn told && told.state() == TrafficEvent.NoReturnState.NOT_WRITTEN) {
                forgetOpening();
            }
            return;
        }
        isNew = false;
        Event event = EventCodec.readWhole(entry);
        reach.take(event);
        if (event instanceof PhaseEvent.StepIntended step) {
            intended(phase(entry, step.phase()), (int) step.index());
        } else if (event instanceof PhaseEvent.StepEnded step) {
            ended(phase(entry, step.phase()), step);
        } else if (event instanceof PhaseEvent.Ended over) {
            ended(phase(entry, over.id()), over);
        } else if (event instanceof PhaseEvent.Began began) {
            ended.remove(phase(entry, began.id()).id());
        }
    }

    private void intended(Phase phase, int index) {
        Step at = new Step(phase.id(), index);
        intended.add(at);
        done.remove(at);
        if (changes(runbook.known(phase, index))) {
            // What came after it in its phase rests on what it is about to make again.
            done.keySet().removeIf(later -> later.phase().equals(phase.id()) && later.index() > index);
        }
    }

    private void ended(Phase phase, PhaseEvent.StepEnded step) {
        Step at = new Step(phase.id(), (int) step.index());
        if (step.outcome() == StepOutcome.PASSED || step.outcome() == StepOutcome.NOT_SHOWN) {
            done.put(at, step.outcome());
        } else if (step.outcome() == StepOutcome.SKIPPED) {
            intended.remove(at);
        }
    }

    private void ended(Phase phase, PhaseEvent.Ended over) {
        ended.put(phase.id(), over.outcome());
        if (Reach.takenBack(over)) {
            forgetFrom(phase.undoes().orElseThrow());
        }
    }

    /** It was taken back; what came after it rested on it. */
    private void forgetFrom(String id) {
        boolean reached = false;
        for (Phase phase : runbook.phases()) {
            reached |= phase.id().equals(id);
            if (reached && (phase.id().equals(id) || !changed(phase.id()))) {
                forget(phase.id());
            }
        }
    }

    /** The target was closed again and the application sent back, so whatever opened it is to be done again. */
    private void forgetOpening() {
        runbook.phases().stream()
                .filter(phase -> phase.effect() == Effect.IRREVERSIBLE)
                .forEach(phase -> forget(phase.id()));
    }

    private void forget(String phase) {
        ended.remove(phase);
        reach.forget(phase);
        intended.removeIf(step -> step.phase().equals(phase));
        done.keySet().removeIf(step -> step.phase().equals(phase));
    }

    private boolean changed(String phase) {
        return reach.changed(phase);
    }

    private boolean endedWell(String phase) {
        return Optional.ofNullable(ended.get(phase))
                .filter(outcome -> outcome != StepOutcome.SKIPPED && outcome.withoutFailure())
                .isPresent();
    }

    private Phase phase(Entry entry, String id) {
        Optional<Phase> known =
                runbook.phases().stream().filter(phase -> phase.id().equals(id)).findFirst();
        return known.orElseThrow(() -> new IllegalArgumentException("the journal's entry " + entry.seq()
                + " is of the phase '" + id + "', which the runbook does not have"));
    }
}
