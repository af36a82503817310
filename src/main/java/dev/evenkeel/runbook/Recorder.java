package dev.evenkeel.runbook;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.ParityFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("index", phase.index());
        data.put("id", phase.id());
        data.put("name", phase.name());
        data.put("rule", phase.rule());
        data.put("effect", phase.effect().name());
        data.put("undo", phase.isUndo());
        data.put("steps", phase.steps());
        journal.append(Kind.PHASE_PLANNED, data);
    }

    void phaseStarted(Phase phase) {
        phaseBegan = told(Kind.PHASE_STARTED, Map.of("id", phase.id()))
                .map(Entry::seq)
                .orElse(0L);
    }

    /** On disk when it returns; nothing may be done before. */
    void stepIntended(Phase phase, int step, String keyword, String text, Effect effect) {
        Map<String, Object> data =
                Map.of("phase", phase.id(), "index", step, "keyword", keyword, "text", text, "effect", effect.name());
        if (phase.isUndo()) {
            // A full disk must not keep the source frozen.
            told(Kind.STEP_INTENDED, data);
        } else {
            journal.append(Kind.STEP_INTENDED, data);
        }
    }

    void stepNotShown(Unshown step, Duration took) {
        Map<String, Object> data = stepEnded(step.phase(), step.step(), step.text(), Unshown.OUTCOME, took);
        data.put("reason", step.because());
        told(Kind.STEP_ENDED, data);
    }

    void stepEnded(Phase phase, int step, String text, String outcome, Duration took, String error) {
        Map<String, Object> data = stepEnded(phase, step, text, outcome, took);
        if (!error.isEmpty()) {
            data.put("error", error);
        }
        told(Kind.STEP_ENDED, data);
    }

    private static Map<String, Object> stepEnded(Phase phase, int step, String text, String outcome, Duration took) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("phase", phase.id());
        data.put("index", step);
        data.put("text", text);
        data.put("outcome", outcome);
        data.put("millis", took.toMillis());
        return data;
    }

    void phaseEnded(Phase phase, String outcome, Duration took, String reason) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", phase.id());
        data.put("outcome", outcome);
        data.put("millis", took.toMillis());
        if (!reason.isEmpty()) {
            data.put("reason", reason);
        }
        told(Kind.PHASE_ENDED, data);
    }

    /** Allure's view is incomplete; said once, the run goes on. */
    void allureBroken(RuntimeException thrown) {
        if (!allureBroken) {
            allureBroken = true;
            told(Kind.NOTE, Map.of("text", "Allure's results are incomplete: " + sentence(thrown)));
        }
    }

    /** Whether the present phase compared rows and found them the same, as the journal on disk says. */
    void checkProved(Phase phase) {
        List<String> verdicts = JournalReader.read(journal.folder()).stream()
                .filter(entry -> entry.seq() > phaseBegan && entry.kind() == Kind.PARITY_ROWS)
                .map(entry -> entry.text("verdict"))
                .toList();
        if (verdicts.isEmpty()) {
            throw ParityFailure.inconclusive("phase '" + phase.id()
                    + "' is a proof and compared no rows; a step that compares rows is needed in it");
        }
        if (verdicts.contains("Different")) {
            throw ParityFailure.different("rows differ, and no step of the proof '" + phase.id() + "' said so");
        }
        if (!verdicts.stream().allMatch("Same"::equals)) {
            throw ParityFailure.inconclusive(
                    "a comparison could not tell, and no step of the proof '" + phase.id() + "' said so");
        }
    }

    /** Whether the gate that a phase carries was answered with yes, as the journal on disk says. */
    void checkApproved(String gate) {
        List<String> decisions = JournalReader.read(journal.folder()).stream()
                .filter(entry -> entry.kind() == Kind.GATE && entry.text("id").equals(gate))
                .map(entry -> entry.text("decision"))
                .toList();
        if (decisions.isEmpty() || !decisions.get(decisions.size() - 1).equals("approved")) {
            throw new StepFailed("gate '" + gate + "' has no approval in the journal;"
                    + " a step that asks for it is needed before anything is changed");
        }
    }

    private Optional<Entry> told(Kind kind, Map<String, Object> data) {
        try {
            return Optional.of(journal.append(kind, data));
        } catch (UncheckedIOException e) {
            broken = broken.or(() -> Optional.of(e.getMessage()));
            return Optional.empty();
        }
    }
}
