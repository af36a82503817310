package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a run is, as far as its entries have told. */
final class RunState {
    /** A phase as it was planned. */
    record Phase(long index, String id, String name, boolean undo, int steps) {
        /** Its number and name; an undo has no number of its own. */
        String label(Style style) {
            return (undo ? "undo " : index + " ") + style.safe(name);
        }

        String stepNumber(long step) {
            return (undo ? "undo." : index + ".") + step;
        }
    }

    /** The phase that goes on. */
    record Current(Phase phase, Instant since) {}

    /** The step that goes on. */
    record Step(long index, String text, Instant since) {}

    private final Map<String, Phase> ahead = new LinkedHashMap<>();
    private final List<ShownProgress> progresses = new ArrayList<>();
    private final OutageClock outage = new OutageClock();
    private Current current;
    private Step step;
    private ShownWait wait;
    private int stepsEnded;

    void entry(Entry entry) {
        outage.entry(entry);
        switch (entry.kind()) {
            case PHASE_PLANNED -> ahead.put(entry.text("id"), phase(entry));
            case PHASE_STARTED -> {
                current = new Current(phase(entry.text("id")), entry.at());
                ahead.remove(entry.text("id"));
                step = null;
                stepsEnded = 0;
            }
            case STEP_INTENDED -> step = new Step(entry.number("index"), entry.text("text"), entry.at());
            case STEP_ENDED -> {
                step = null;
                wait = null;
                stepsEnded++;
            }
            case PHASE_ENDED -> {
                current = null;
                step = null;
                wait = null;
                ahead.remove(entry.text("id"));
            }
            case RUN_ENDED -> ahead.clear();
            default -> {}
        }
    }

    void began(ShownProgress progress) {
        progresses.add(progress);
    }

    void ended(ShownProgress progress) {
        progresses.remove(progress);
    }

    void waiting(Waiting waiting, Instant now) {
        if (wait == null || !wait.continuedBy(waiting)) {
            wait = new ShownWait(waiting, now);
        } else {
            wait.look(waiting, now);
        }
    }

    /** The phase that goes on or, by its id, one that is to come; one never planned is shown by its id. */
    Phase phase(String id) {
        if (current != null && current.phase().id().equals(id)) {
            return current.phase();
        }
        return ahead.getOrDefault(id, new Phase(0, id, id, false, 0));
    }

    Optional<Current> current() {
        return Optional.ofNullable(current);
    }

    Optional<Step> step() {
        return Optional.ofNullable(step);
    }

    Optional<ShownWait> wait(Instant now) {
        return Optional.ofNullable(wait).filter(known -> !known.stale(now));
    }

    List<ShownProgress> progresses() {
        return List.copyOf(progresses);
    }

    OutageClock outage() {
        return outage;
    }

    int stepsEnded() {
        return stepsEnded;
    }

    /** The phases to come, without the undo that one hopes not to need. */
    List<Phase> ahead() {
        return ahead.values().stream().filter(phase -> !phase.undo()).toList();
    }

    private static Phase phase(Entry entry) {
        int steps = entry.data().get("steps") instanceof List<?> texts ? texts.size() : 0;
        boolean undo = Boolean.TRUE.equals(entry.data().get("undo"));
        return new Phase(entry.number("index"), entry.text("id"), entry.text("name"), undo, steps);
    }
}
