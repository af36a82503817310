package dev.evenkeel.runbook;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.vocabulary.StepFailed;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Journals phases and steps. */
final class Recorder {
    private final Journal journal;
    private Optional<String> broken = Optional.empty();
    private long phaseBegan;
    private boolean allureBroken;

    Recorder(Journal journal) {
        this.journal = journal;
    }

    /** Why the journal could not be written, if ever. */
    Optional<String> broken() {
        return broken;
    }

    String sentence(Throwable thrown) {
        return Sentences.of(thrown, journal);
    }

    void planned(Phase phase) {
        new PhaseEvent.Planned(
                        phase.index(),
                        phase.id(),
                        phase.name(),
                        phase.rule(),
                        phase.effect().name(),
                        phase.isUndo(),
                        phase.steps())
                .enter(journal);
    }

    void phaseStarted(Phase phase) {
        phaseBegan = told(new PhaseEvent.Began(phase.id())).map(Entry::seq).orElse(0L);
    }

    /** On disk when it returns; nothing may be done before. */
    void stepIntended(Phase phase, int step, String keyword, String text, Effect effect) {
        Event intent = new PhaseEvent.StepIntended(phase.id(), step, keyword, text, effect.name());
        if (phase.isUndo()) {
            // A full disk must not keep the source frozen.
            told(intent);
        } else {
            intent.enter(journal);
        }
    }

    void stepNotShown(Unshown step, Duration took) {
        told(new PhaseEvent.StepEnded(
                step.phase().id(),
                step.step(),
                step.text(),
                StepOutcome.NOT_SHOWN,
                Optional.of(took.toMillis()),
                Optional.empty(),
                Optional.of(step.because())));
    }

    void stepEnded(Phase phase, int step, String text, StepOutcome outcome, Duration took, String error) {
        told(new PhaseEvent.StepEnded(
                phase.id(),
                step,
                text,
                outcome,
                Optional.of(took.toMillis()),
                Optional.of(error).filter(sentence -> !sentence.isEmpty()),
                Optional.empty()));
    }

    void phaseEnded(Phase phase, StepOutcome outcome, Duration took, String reason) {
        told(new PhaseEvent.Ended(
                phase.id(),
                outcome,
                Optional.of(took.toMillis()),
                Optional.of(reason).filter(sentence -> !sentence.isEmpty())));
    }

    void note(String sentence) {
        told(new Remark.Note(sentence));
    }

    /** Allure's view is incomplete; said once, the run continues. */
    void allureBroken(RuntimeException thrown) {
        if (!allureBroken) {
            allureBroken = true;
            told(new Remark.Note("Allure's results are incomplete: " + sentence(thrown)));
        }
    }

    /** Whether the present phase compared rows and found them the same, as the journal on disk says. */
    void checkProved(Phase phase) {
        Verdict verdict =
                JournalReader.textOf(journal.folder(), EventCodec.kind(ParityEvent.Rows.class), phaseBegan, "verdict")
                        .stream()
                        .map(Verdict::of)
                        .reduce(Verdict::worst)
                        .orElseThrow(() -> ParityFailure.inconclusive("phase '" + phase.id()
                                + "' is a proof and compared no rows; a step that compares rows is needed in it"));
        if (verdict == Verdict.DIFFERENT) {
            throw ParityFailure.different("rows differ, and no step of the proof '" + phase.id() + "' said so");
        }
        if (verdict != Verdict.SAME) {
            throw ParityFailure.inconclusive(
                    "a comparison had no result, and no step of the proof '" + phase.id() + "' said so");
        }
    }

    /** Whether the gate that a phase carries was answered with yes, as the journal on disk says. */
    void checkApproved(String gate) {
        boolean approved = onDisk(0, RunEvent.Gate.class)
                .filter(answer -> answer.id().equals(gate))
                .reduce((earlier, later) -> later)
                .map(RunEvent.Gate::decision)
                .filter(RunEvent.GateDecision.APPROVED::equals)
                .isPresent();
        if (!approved) {
            throw new StepFailed("gate '" + gate + "' has no approval in the journal;"
                    + " a step that asks for it is needed before anything is changed");
        }
    }

    private <E extends Event> Stream<E> onDisk(long after, Class<E> type) {
        return Numbered.in(JournalReader.ofKind(journal.folder(), EventCodec.kind(type), after), type)
                .map(Numbered::event);
    }

    private Optional<Entry> told(Event event) {
        try {
            return Optional.of(event.enter(journal));
        } catch (UncheckedIOException e) {
            broken = broken.or(() -> Optional.of(e.getMessage()));
            return Optional.empty();
        }
    }
}
