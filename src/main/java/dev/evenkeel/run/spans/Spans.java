package dev.evenkeel.run.spans;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spans of one process's part in a run: the run, its phases, their steps. A resumed run adds to the same trace, whose id is made
 * from the run's. Attributes are names, sentences, effects and outcomes; no statement and no value of a row is among them.
 */
final class Spans {
    private final String run;
    private final Deque<Open> open = new ArrayDeque<>();

    /** A span that has begun. */
    private record Open(String key, String name, String id, Instant since, Map<String, String> attributes) {}

    /**
     * A span that is over.
     *
     * @param parent its id; empty for the first of a process
     * @param failed whether it ended otherwise than it should
     */
    record Span(
            String trace,
            String id,
            String parent,
            String name,
            Instant since,
            Instant until,
            Map<String, String> attributes,
            boolean failed) {}

    /** @param run its id */
    Spans(String run) {
        this.run = run;
    }

    /** The spans that an entry ends, the innermost first. */
    List<Span> of(Entry entry) {
        Event event = EventCodec.read(entry);
        if (event instanceof RunEvent.Started started) {
            begin(
                    entry,
                    "run",
                    "evenkeel " + started.command(),
                    Map.of("evenkeel.environment", started.environment().name()));
        } else if (event instanceof PhaseEvent.Began phase) {
            begin(entry, "phase", phase.id(), Map.of("evenkeel.phase", phase.id()));
        } else if (event instanceof PhaseEvent.StepIntended step) {
            begin(entry, "step", step.text(), Map.of("evenkeel.phase", step.phase(), "evenkeel.effect", step.effect()));
        } else if (event instanceof PhaseEvent.StepEnded step) {
            return ended(entry, "step", step.outcome().word(), step.outcome() == StepOutcome.FAILED);
        } else if (event instanceof PhaseEvent.Ended phase) {
            return ended(entry, "phase", phase.outcome().word(), phase.outcome() == StepOutcome.FAILED);
        } else if (event instanceof RunEvent.Ended over) {
            Optional<ExitCode> code = over.outcome();
            return ended(
                    entry, "run", code.map(Enum::name).orElse("unknown"), !code.equals(Optional.of(ExitCode.DONE)));
        }
        return List.of();
    }

    private void begin(Entry entry, String key, String name, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(Map.of("evenkeel.run", run));
        attributes.putAll(more);
        open.push(new Open(key, name, Hex.of(run + " " + entry.seq(), 8), entry.at(), attributes));
    }

    /** Also those within it that were never said to be over. */
    private List<Span> ended(Entry entry, String key, String outcome, boolean failed) {
        if (open.stream().noneMatch(one -> one.key().equals(key))) {
            return List.of();
        }
        List<Span> over = new java.util.ArrayList<>();
        while (true) {
            Open last = open.pop();
            boolean self = last.key().equals(key);
            last.attributes().put("evenkeel.outcome", self ? outcome : "unknown");
            over.add(new Span(
                    Hex.of(run, 16),
                    last.id(),
                    Optional.ofNullable(open.peek()).map(Open::id).orElse(""),
                    last.name(),
                    last.since(),
                    entry.at(),
                    last.attributes(),
                    self && failed));
            if (self) {
                return over;
            }
        }
    }
}
