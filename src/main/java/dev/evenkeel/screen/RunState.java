package dev.evenkeel.screen;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
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

    /** The current phase. */
    record Current(Phase phase, Instant since) {}

    /** The current step. */
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
        Event event = EventCodec.read(entry);
        if (event instanceof PhaseEvent.Planned planned) {
            ahead.put(planned.id(), phase(planned));
        } else if (event instanceof PhaseEvent.Began began) {
            current = new Current(phase(began.id()), entry.at());
            ahead.remove(began.id());
            step = null;
            stepsEnded = 0;
        } else if (event instanceof PhaseEvent.StepIntended intended) {
            step = new Step(intended.index(), intended.text(), entry.at());
        } else if (event instanceof PhaseEvent.StepEnded) {
            step = null;
            wait = null;
            stepsEnded++;
        } else if (event instanceof PhaseEvent.Ended ended) {
            current = null;
            step = null;
            wait = null;
            ahead.remove(ended.id());
        } else if (event instanceof RunEvent.Ended) {
            ahead.clear();
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

    /** The current phase or, by its id, one that is to come; one never planned is shown by its id. */
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

    private static Phase phase(PhaseEvent.Planned planned) {
        return new Phase(
                planned.index(),
                planned.id(),
                planned.name(),
                planned.undo(),
                planned.steps().size());
    }
}
