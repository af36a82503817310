package dev.evenkeel.hook;

import dev.evenkeel.environment.Hook;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells from a run's entries which moments they are. Each is reported once by a process, gates each time that they ask. */
final class Moments {
    private static final String IRREVERSIBLE = "IRREVERSIBLE";

    private final Path folder;
    private final Set<Hook.Moment> told = EnumSet.noneOf(Hook.Moment.class);
    private RunEvent.Started run = RunEvent.Started.nothing();

    Moments(Path folder) {
        this.folder = folder;
    }

    Optional<Telling> of(Entry entry) {
        Event event = EventCodec.read(entry);
        if (event instanceof RunEvent.Started started) {
            run = started;
            return entry.seq() > 1 ? once(Hook.Moment.RESUMED, entry.at(), Map.of()) : Optional.empty();
        }
        if (event instanceof GateEvent.Asked asked) {
            return Optional.of(telling(Hook.Moment.GATE, entry.at(), gate(asked)));
        }
        if (event instanceof MoveEvent.Coordinates at && at.which().equals(MoveEvent.Coordinates.FROZEN)) {
            return once(Hook.Moment.FREEZE, entry.at(), budget());
        }
        return event instanceof PhaseEvent.StepIntended step && step.effect().equals(IRREVERSIBLE)
                ? once(Hook.Moment.NO_RETURN, entry.at(), Map.of("phase", step.phase(), "step", step.text()))
                : Optional.empty();
    }

    /** Waiting at a gate is not an end that needs a moment of its own: the gate was reported. */
    Optional<Telling> of(RunEvent.Ended ended, Instant at) {
        ExitCode code = ended.outcome().orElse(ExitCode.BUG);
        if (code == ExitCode.SUSPENDED) {
            return Optional.empty();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", code.word());
        fields.put("exitCode", code.number());
        fields.put("meaning", code.meaning());
        fields.put("summary", ended.summary());
        fields.put("serving", ended.serving());
        return Optional.of(telling(code == ExitCode.DONE ? Hook.Moment.DONE : Hook.Moment.FAILED, at, fields));
    }

    private Optional<Telling> once(Hook.Moment moment, Instant at, Map<String, Object> fields) {
        return told.add(moment) ? Optional.of(telling(moment, at, fields)) : Optional.empty();
    }

    private Telling telling(Hook.Moment moment, Instant at, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.runId());
        fields.put("command", run.command());
        fields.put("environment", run.environment().name());
        fields.put("at", at.toString());
        fields.put("folder", folder.toString());
        fields.putAll(more);
        return new Telling(moment, fields);
    }

    private Map<String, Object> budget() {
        return run.budgetMillis()
                .<Map<String, Object>>map(millis -> Map.of("budgetMillis", millis))
                .orElse(Map.of());
    }

    private Map<String, Object> gate(GateEvent.Asked asked) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("gate", asked.id());
        fields.put("attempt", asked.attempt());
        fields.put("plan", asked.plan());
        fields.put("evidence", asked.evidence());
        fields.put("shown", asked.shown());
        fields.put("next", "evenkeel approve " + run.runId() + " --gate " + asked.id());
        return fields;
    }
}
