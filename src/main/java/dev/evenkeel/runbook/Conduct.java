package dev.evenkeel.runbook;

import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.runbook.Failure.Cause;
import dev.evenkeel.runbook.Phase.Place;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.vocabulary.StepFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Takes a run through its phases: decides what is executed, journals it before and after, and keeps its history. */
final class Conduct {
    private final Runbook runbook;
    private final Recorder recorder;
    private final CurrentStep current;
    private final History history;
    private final Replay replay;
    private final Stopping stopping;
    /** The present phase was over before this process began, and has said nothing yet. */
    private boolean silent;

    private Optional<Phase> phase = Optional.empty();
    private Optional<String> skipped = Optional.empty();
    private final List<String> problems = new ArrayList<>();
    /** Of the phase that is running, or has just ended. */
    private final List<Unshown> unshown = new ArrayList<>();

    private long phaseStart;
    private int step;
    private String keyword = "";
    private String text = "";
    private boolean told;
    /** What the step that is running, or has just ended, failed with. */
    private Optional<String> problem = Optional.empty();

    private boolean open;
    private Optional<String> toolError = Optional.empty();

    Conduct(Runbook runbook, Recorder recorder, CurrentStep current) {
        this(runbook, recorder, current, Replay.none(runbook), Stopping.UNDOES);
    }

    /** @param replay what earlier processes have done of the run */
    Conduct(Runbook runbook, Recorder recorder, CurrentStep current, Replay replay, Stopping stopping) {
        this.runbook = runbook;
        this.replay = replay;
        this.stopping = stopping;
        this.recorder = recorder;
        this.current = current;
        this.history = replay.history(stopping);
        if (stopping == Stopping.SUSPENDS && history.pastNoReturn()) {
            current.commit();
        }
    }

    /** The phase that is running, or has just ended. */
    Optional<Phase> phase() {
        return phase;
    }

    /** What a step failed with, also where Cucumber is told only at the end of the phase. */
    Optional<String> problem() {
        return problem;
    }

    /** The steps of that phase that could not be shown, which Cucumber takes for passed. */
    List<Unshown> unshown() {
        return List.copyOf(unshown);
    }

    Outcome outcome() {
        return history.outcome(toolError.or(recorder::broken));
    }

    /** Nothing but these phases runs, as after a failure. */
    void undoOnly(List<Phase> undos, String why) {
        history.undoOnly(undos, new Failure(Cause.OTHER, "the run", 0, why));
        only(undos);
    }

    /** The other phases count as skipped. */
    void only(List<Phase> wanted) {
        runbook.phases().stream()
                .filter(other -> !wanted.contains(other))
                .forEach(other -> history.ended(other, StepOutcome.SKIPPED));
    }

    /** Something that is neither a step nor expected broke: nothing more is begun, what had begun is undone. */
    void broke(Throwable thrown) {
        String sentence = recorder.sentence(thrown);
        toolError = toolError.or(() -> Optional.of(sentence));
        history.halt(new Failure(Failure.causeOf(thrown), phase.map(Phase::id).orElse("the run"), step, sentence));
        skipped = skipped.or(() -> Optional.of("evenkeel failed"));
    }

    void phaseStarts(Place place) {
        if (open) {
            broke(new IllegalStateException("Cucumber began a phase before it had finished the last one"));
        }
        open = true;
        Phase begins = runbook.phases().stream()
                .filter(known -> known.place().equals(place))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a scenario that is not in the runbook: " + place));
        phase = Optional.of(begins);
        skipped = Optional.of("not yet decided");
        problems.clear();
        unshown.clear();
        step = 0;
        phaseStart = System.nanoTime();
        if (stops() && !history.halted() && !begins.isUndo()) {
            history.halt(new Failure(current.stopCause(), begins.id(), 0, current.stopped() + " before it began"));
        }
        Optional<String> reason = history.reasonToSkip(begins);
        silent = reason.isEmpty() && replay.isOver(begins);
        if (reason.isEmpty() && !silent) {
            recorder.phaseStarted(begins);
        }
        skipped = reason;
    }

    void stepStarts(String itsKeyword, String itsText) {
        step++;
        keyword = itsKeyword;
        text = itsText;
        told = false;
        problem = Optional.empty();
        current.is(running(), step, text);
    }

    /** Executes a step: its intent on disk first, its outcome after. Throws only what Cucumber and Allure may see. */
    void execute(Effect effect, StepCall call) {
        if (skipped.isPresent()) {
            throw new TestAbortedException(skipped.get());
        }
        long start = System.nanoTime();
        try {
            if (passedOver()) {
                told = true;
                return;
            }
            stopIfInterrupted();
            if (effect != Effect.READ_ONLY) {
                current.beforeChange();
                stopIfInterrupted();
                running().gate().ifPresent(recorder::checkApproved);
                current.mayChange(history.pastNoReturn());
                if (effect == Effect.IRREVERSIBLE && stopping == Stopping.SUSPENDS && !current.commit()) {
                    throw new Interrupted(current.stopped() + " before this step");
                }
            }
            if (silent) {
                silent = false;
                recorder.phaseStarted(running());
            }
            recorder.stepIntended(running(), step, keyword, text, effect);
            history.intended(running(), effect);
            Optional<String> lacking = lacking(effect, call);
            if (step == running().steps().size()) {
                keepItsPromises();
            }
            told = true;
            if (lacking.isPresent()) {
                notShown(lacking.get(), since(start));
            } else {
                recorder.stepEnded(running(), step, text, StepOutcome.PASSED, since(start), "");
            }
        } catch (Throwable thrown) {
            // Also errors: one that passed Cucumber would leave the scenario without an end and the run with success.
            failed(thrown, call, since(start));
        }
        if (goesOnAfterProblems() && step == running().steps().size() && !problems.isEmpty()) {
            throw new StepFailed(String.join("; ", problems));
        }
    }

    /** Whether an earlier process has taken the step, and its effect is there. */
    private boolean passedOver() {
        return switch (replay.next(running(), step)) {
            case PASS_OVER -> {
                if (step == running().steps().size() && !silent) {
                    keepItsPromises();
                }
                yield true;
            }
            case SETTLE -> throw new InDoubt(running(), step, text);
            case EXECUTE, EXECUTE_AGAIN -> false;
        };
    }

    /** Runs the step, and says what it lacked to show its sentence, if that is how it ended. */
    private Optional<String> lacking(Effect effect, StepCall call) throws Throwable {
        try {
            call.run();
            return Optional.empty();
        } catch (NotShown thrown) {
            if (effect != Effect.READ_ONLY && !running().isUndo()) {
                throw new StepFailed(
                        "a step that changes something must have done so or fail, and this one says that it could"
                                + " not show it: " + thrown.getMessage());
            }
            return Optional.of(recorder.sentence(thrown));
        }
    }

    private void notShown(String because, Duration took) {
        Unshown one = new Unshown(running(), step, text, because);
        unshown.add(one);
        history.notShown(one);
        recorder.stepNotShown(one, took);
    }

    /**
     * An undo does what it can. And while nothing was changed, all that is in the way is reported at once, so that nobody finds
     * the next problem only after fixing this one.
     */
    private boolean goesOnAfterProblems() {
        return running().isUndo() || running().effect() == Effect.READ_ONLY && history.changedNothing();
    }

    /** A server that is lost is lost for the next step too; after an error nothing can be relied on. */
    private boolean goesOnAfter(Throwable thrown, Cause cause) {
        boolean lost = thrown instanceof VirtualMachineError
                || thrown instanceof DatabaseException database && database.lost();
        return running().isUndo() || goesOnAfterProblems() && cause == Cause.OTHER && !lost;
    }

    /** Cucumber's view of a step that is over: tells of what never reached {@link #execute}. */
    void stepEnded(Optional<Throwable> error, boolean wasSkipped) {
        if (skipped.isEmpty() && !told) {
            if (wasSkipped && !problems.isEmpty()) {
                recorder.stepEnded(running(), step, text, StepOutcome.SKIPPED, Duration.ZERO, "");
            } else {
                Throwable thrown = error.orElseGet(() -> new IllegalStateException("Cucumber did not run the step"));
                note(Cause.OTHER, StepOutcome.FAILED, recorder.sentence(thrown), Duration.ZERO);
            }
        }
        current.is(running(), 0, "");
    }

    void phaseEnded() {
        Phase over = running();
        current.isNone();
        open = false;
        if (skipped.isPresent()) {
            if (!over.isUndo() || history.halted()) {
                recorder.phaseEnded(over, StepOutcome.SKIPPED, Duration.ZERO, skipped.get());
            }
            history.ended(over, StepOutcome.SKIPPED);
            return;
        }
        if (silent) {
            history.ended(over, replay.outcome(over));
            return;
        }
        String reason = history.suspension().orElse("");
        StepOutcome outcome =
                problems.isEmpty() ? shown() : reason.isEmpty() ? StepOutcome.FAILED : StepOutcome.SKIPPED;
        recorder.phaseEnded(over, outcome, since(phaseStart), reason);
        history.ended(over, outcome);
    }

    private StepOutcome shown() {
        if (unshown.isEmpty()) {
            return StepOutcome.PASSED;
        }
        return unshown.size() == running().steps().size() ? StepOutcome.NOT_SHOWN : StepOutcome.PARTLY_SHOWN;
    }

    /** What its tags say of a phase must have happened when it ends, whatever its steps claim. */
    private void keepItsPromises() {
        running().gate().ifPresent(recorder::checkApproved);
        if (running().proof()) {
            recorder.checkProved(running());
        }
    }

    private void stopIfInterrupted() {
        if (stops() && !running().isUndo()) {
            throw new Interrupted(current.stopped() + " before this step");
        }
    }

    /** Whether the run was asked to stop, and may: once the target may have been written to, the way is forward. */
    private boolean stops() {
        return current.interrupted() && !(stopping == Stopping.SUSPENDS && history.pastNoReturn());
    }

    private void failed(Throwable thrown, StepCall call, Duration took) {
        Cause cause = Failure.causeOf(thrown);
        if (stops() && (cause == Cause.OTHER || cause == Cause.SUSPENDED && current.stopCause() == Cause.ABORTED)) {
            cause = current.stopCause();
        }
        String sentence = recorder.sentence(thrown);
        note(cause, Failure.outcomeOf(thrown), sentence, took);
        if (history.pastNoReturn() && running().effect() == Effect.IRREVERSIBLE) {
            call.notPassed().ifPresent(why -> {
                history.notPassed();
                current.uncommit();
                recorder.note(why);
            });
        }
        if (goesOnAfter(thrown, cause)) {
            // The rest still runs; the last step tells Cucumber.
            return;
        }
        if (thrown instanceof ParityFailure parity) {
            throw Failure.traceless(parity.saying(sentence));
        }
        if (thrown instanceof AssertionError) {
            throw Failure.traceless(new AssertionError(sentence));
        }
        throw new StepFailed(sentence);
    }

    private void note(Cause cause, StepOutcome outcome, String sentence, Duration took) {
        told = true;
        Failure failure = new Failure(cause, running().id(), step, sentence);
        problem = Optional.of(sentence);
        problems.add("step " + step + ": " + sentence);
        if (running().isUndo()) {
            history.undoFailed(failure);
        } else {
            history.halt(failure);
        }
        recorder.stepEnded(running(), step, text, outcome, took, sentence);
    }

    private Phase running() {
        return phase.orElseThrow();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
