package dev.evenkeel.runbook;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.runbook.Failure.Cause;
import dev.evenkeel.runbook.glue.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What has happened in a run so far, and what follows from it: what is still run, and how the run ends. */
final class History {
    private final List<Phase> phases;
    private final Set<String> begun = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, StepOutcome> ended = new LinkedHashMap<>();
    private final List<String> undoFailures = new ArrayList<>();
    /** The first one halted the run. */
    private final List<Failure> failures = new ArrayList<>();

    private final List<Unshown> unshown = new ArrayList<>();
    private boolean pastNoReturn;
    private int executed;
    /** Of a process that only undoes: the phases it was asked to take. */
    private Optional<List<Phase>> asked = Optional.empty();

    private final Set<String> guarded;
    private final Stopping stopping;

    /** @param guarded the phases in which a run must not be left */
    History(List<Phase> phases, Set<String> guarded, Stopping stopping) {
        this.phases = phases;
        this.guarded = guarded;
        this.stopping = stopping;
    }

    History(List<Phase> phases) {
        this(phases, Set.of(), Stopping.UNDOES);
    }

    boolean halted() {
        return !failures.isEmpty();
    }

    /** Why the run waits, if it does. */
    Optional<String> suspension() {
        return failure().filter(this::suspends).map(Failure::reason);
    }

    /** A step's intent is on disk: from now on its phase must be undone, or cannot be. */
    void intended(Phase phase, Effect effect) {
        executed++;
        begun.add(phase.id());
        if (effect != Effect.READ_ONLY) {
            changed.add(phase.id());
        }
        pastNoReturn |= effect == Effect.IRREVERSIBLE;
    }

    boolean pastNoReturn() {
        return pastNoReturn;
    }

    /** An earlier process may have done what cannot be undone. */
    void passed() {
        pastNoReturn = true;
    }

    /** It was shown that nothing irreversible has happened yet, so what had begun is undone. */
    void notPassed() {
        pastNoReturn = false;
    }

    /** The first failure halts the run; later ones only are reported. */
    void halt(Failure failure) {
        failures.add(failure);
    }

    /** Nothing is run but these undo phases, and nothing else is expected of them. */
    void undoOnly(List<Phase> undos, Failure why) {
        asked = Optional.of(undos);
        halt(why);
    }

    void notShown(Unshown step) {
        unshown.add(step);
    }

    /** Whether no step has begun that changes anything. */
    boolean changedNothing() {
        return changed.isEmpty();
    }

    private Optional<Failure> failure() {
        return failures.stream().findFirst();
    }

    void undoFailed(Failure failed) {
        undoFailures.add(failed.toString());
    }

    void ended(Phase phase, StepOutcome outcome) {
        ended.put(phase.id(), outcome);
    }

    boolean hasEnded(Phase phase) {
        return ended.containsKey(phase.id());
    }

    /** Why a phase is not run; empty when it is. */
    Optional<String> reasonToSkip(Phase phase) {
        if (failures.isEmpty()) {
            return phase.isUndo() ? Optional.of("nothing failed") : Optional.empty();
        }
        Failure halt = failures.get(0);
        if (!phase.isUndo() || suspends(halt) && !mustNotStay(phase.undoes().orElseThrow())) {
            return Optional.of(halt.reason());
        }
        if (pastNoReturn) {
            return Optional.of("nothing is undone after the point of no return");
        }
        return begun.contains(phase.undoes().orElseThrow()) ? Optional.empty() : Optional.of("nothing to undo");
    }

    private boolean suspends(Failure halt) {
        return halt.suspends(stopping);
    }

    /** Nobody may wait there; once the target may have been written to there is no way but forward. */
    private boolean mustNotStay(String phase) {
        return !pastNoReturn && guarded.contains(phase) && changed.contains(phase);
    }

    /** How the run ended. Cucumber's own exit status is never asked: it takes a run of nothing for a success. */
    Outcome outcome(Optional<String> toolError) {
        List<String> unfinished = phases.stream()
                .map(Phase::id)
                .filter(id -> !ended.containsKey(id))
                .toList();
        if (toolError.isPresent() || !unfinished.isEmpty()) {
            String what = toolError.orElseGet(() -> "never finished: " + String.join(" ", unfinished));
            return outcome(
                    ExitCode.BUG, what + (notUndone().isEmpty() ? "" : "; begun and not undone: " + notUndone()));
        }
        if (failures.isEmpty()) {
            return executed == 0
                    ? outcome(ExitCode.NOTHING_EXECUTED, "no step was executed")
                    : outcome(ExitCode.DONE, "all " + count(phase -> !phase.isUndo()) + " phases passed" + except());
        }
        return halted(failures.get(0));
    }

    private Outcome halted(Failure halt) {
        if (suspends(halt)) {
            return suspended(halt);
        }
        if (pastNoReturn) {
            return outcome(ExitCode.PAST_NO_RETURN, halt + "; nothing was undone after the point of no return");
        }
        if (!notUndone().isEmpty()) {
            return outcome(ExitCode.UNDO_INCOMPLETE, halt + "; undo incomplete: " + String.join("; ", undoFailures));
        }
        if (changed.isEmpty() && halt.cause() == Cause.OTHER) {
            return outcome(ExitCode.USAGE, problems() + "; nothing was changed");
        }
        boolean undone = phases.stream().anyMatch(phase -> phase.isUndo() && passed(phase));
        return outcome(
                code(halt.cause()),
                halt
                        + (undone ? "; what had begun was undone" + exceptUndone() : "; nothing had to be undone")
                        + leftInPlace());
    }

    private Outcome suspended(Failure halt) {
        if (!undoFailures.isEmpty()) {
            return outcome(ExitCode.UNDO_INCOMPLETE, halt + "; undo incomplete: " + String.join("; ", undoFailures));
        }
        String undone = phases.stream()
                .filter(phase -> phase.isUndo() && passed(phase))
                .map(phase -> phase.undoes().orElseThrow())
                .collect(Collectors.joining(" "));
        return outcome(code(halt.cause()), halt + (undone.isEmpty() ? "" : "; undone: " + undone));
    }

    private String except() {
        return unshown.isEmpty() ? "" : ", except: " + Unshown.sentence(unshown);
    }

    /** What the phases themselves did not show is not part of the claim that they were undone. */
    private String exceptUndone() {
        List<Unshown> undo =
                unshown.stream().filter(step -> step.phase().isUndo()).toList();
        return undo.isEmpty() ? "" : ", except: " + Unshown.sentence(undo);
    }

    /** All of them, each told once. */
    private String problems() {
        Set<String> told = new HashSet<>();
        return failures.stream()
                .filter(failure -> told.add(failure.sentence()))
                .map(Failure::toString)
                .collect(Collectors.joining("; "));
    }

    /** What a phase changed that the runbook tags {@code @no-undo}: harmless, and in the way of the next run. */
    private String leftInPlace() {
        String left = phases.stream()
                .filter(phase -> phase.part() == Phase.Part.PHASE && changed.contains(phase.id()))
                // Shown not to have taken effect, or else nothing would have been undone.
                .filter(phase -> phase.effect() != Effect.IRREVERSIBLE)
                .map(Phase::id)
                .filter(id -> phases.stream().noneMatch(undo -> undo.undoes().equals(Optional.of(id))))
                .collect(Collectors.joining(" "));
        return left.isEmpty() ? "" : "; left in place, because it has no undo: " + left;
    }

    private static ExitCode code(Cause cause) {
        return switch (cause) {
            case PARITY -> ExitCode.NOT_PROVED;
            case SUSPENDED -> ExitCode.SUSPENDED;
            case REJECTED -> ExitCode.REJECTED;
            case INTERRUPTED, IN_DOUBT -> ExitCode.INTERRUPTED;
            case ABORTED, OTHER -> ExitCode.UNDONE;
        };
    }

    /** The phases that had begun, have an undo, and whose undo did not pass. */
    private String notUndone() {
        return phases.stream()
                .filter(phase -> phase.isUndo() && begun.contains(phase.undoes().orElseThrow()) && !passed(phase))
                .filter(phase -> asked.map(undos -> undos.contains(phase)).orElse(true))
                .map(phase -> phase.undoes().orElseThrow())
                .collect(Collectors.joining(" "));
    }

    private boolean passed(Phase phase) {
        return Optional.ofNullable(ended.get(phase.id()))
                .filter(StepOutcome::withoutFailure)
                .isPresent();
    }

    private long count(Predicate<Phase> kind) {
        return phases.stream().filter(kind).count();
    }

    private Outcome outcome(ExitCode code, String summary) {
        return new Outcome(code, summary, failure().map(Failure::phase), pastNoReturn);
    }
}
