package dev.evenkeel.run;

import dev.evenkeel.event.ControlEvent;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a run is, told from its journal by any process that sees its folder.
 *
 * @param live whether a process is writing the journal now
 * @param ended how the last process of it ended; empty while one is at work, and where it was killed
 * @param zone what may be done with it now
 * @param zoneSays the same in one line, with what it costs and until when
 * @param phase the last one that began, and the step that was taken last
 * @param since when the last entry was written
 * @param paused who has asked the process that is at work to pause, since when, and whether it is paused
 * @param next a command, or a sentence where there is nothing to do
 */
public record RunStatus(
        String run,
        String command,
        boolean live,
        Optional<ExitCode> ended,
        Zone zone,
        String zoneSays,
        String phase,
        String step,
        Optional<Instant> since,
        Optional<Paused> paused,
        String next) {
    /** What an operator may do. */
    public enum Zone {
        NOTHING_CHANGED("nothing is changed"),
        FREE_TO_ABORT("free to abort"),
        IN_THE_FREEZE("in the freeze"),
        PAST_NO_RETURN("past the point of no return"),
        OVER("over");

        private final String words;

        Zone(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A pause that nobody has ended.
     *
     * @param held whether the run is paused already
     * @param when it takes effect, where that is not before the next step that changes something
     */
    public record Paused(String by, Instant since, boolean held, String when) {
        @Override
        public String toString() {
            return "paused since " + since + " by " + by
                    + (held
                            ? ": the run is paused; replication and the proof continue"
                            : when.isEmpty()
                                    ? ": it takes effect before the next step that changes something"
                                    : ": " + when);
        }
    }

    /** @throws JournalReader.BrokenJournal when the journal was altered */
    public static RunStatus of(Path folder) {
        Reading reading = new Reading();
        JournalReader.read(folder).forEach(reading::take);
        boolean live = Journal.isInUse(folder);
        Optional<ExitCode> ended = live ? Optional.empty() : reading.ended;
        String run = folder.getFileName().toString();
        Zone zone = reading.zone.zone(reading.over(live));
        return new RunStatus(
                run,
                reading.command,
                live,
                ended,
                zone,
                reading.zone.words(zone, live),
                reading.phase,
                reading.step,
                Optional.ofNullable(reading.last),
                reading.paused.filter(paused -> live),
                next(run, reading, live, zone));
    }

    private static String next(String run, Reading reading, boolean live, Zone zone) {
        if (live && reading.paused.isPresent()) {
            return "evenkeel continue " + run;
        }
        if (live) {
            return reading.asked
                    .map(gate -> "evenkeel approve " + run + " --gate " + gate)
                    .orElse("evenkeel status " + run + " --watch");
        }
        boolean planned = Set.of("run", "resume", "undo").contains(reading.command);
        if (!planned) {
            return "evenkeel report " + run;
        }
        boolean goesOn = reading.ended.isEmpty() || ProductionRun.GOES_ON.contains(reading.ended.get());
        if (goesOn) {
            return "evenkeel resume " + run;
        }
        return reading.ended.get() == ExitCode.UNDO_INCOMPLETE && zone != Zone.PAST_NO_RETURN
                ? "evenkeel undo " + run
                : "evenkeel report " + run;
    }

    /** One line for each thing, the next command last. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                run + ": "
                        + (live
                                ? "a process is at work"
                                : ended.map(code -> "ended, " + code.meaning())
                                        .orElse("no process is at work; the last one was killed")),
                zoneSays,
                (phase.isEmpty() ? "no phase has begun" : "phase " + phase + (step.isEmpty() ? "" : ": " + step))
                        + since.map(at -> ", last entry " + at).orElse("")));
        paused.map(Paused::toString).ifPresent(lines::add);
        lines.add("next: " + next);
        return List.copyOf(lines);
    }

    /** What the entries tell, one after the other. */
    private static final class Reading {
        private String command = "";
        private String phase = "";
        private String step = "";
        private Instant last;
        private Optional<ExitCode> ended = Optional.empty();
        private Optional<String> asked = Optional.empty();
        private Optional<Paused> paused = Optional.empty();
        private final ZoneReading zone = new ZoneReading();

        void take(Entry entry) {
            last = entry.at();
            Event event = EventCodec.read(entry);
            zone.take(entry.at(), event);
            if (event instanceof RunEvent.Started started) {
                command = started.command();
                ended = Optional.empty();
                paused = Optional.empty();
            } else if (event instanceof ControlEvent.Control control) {
                paused = pause(control, entry.at());
            } else if (event instanceof RunEvent.Ended end) {
                ended = end.outcome();
            } else if (event instanceof GateEvent.Asked gate) {
                asked = Optional.of(gate.id());
            } else if (event instanceof RunEvent.Gate) {
                asked = Optional.empty();
            } else if (event instanceof PhaseEvent.StepIntended intended) {
                phase = intended.phase();
                step = intended.text();
            }
        }

        private Optional<Paused> pause(ControlEvent.Control control, Instant at) {
            if (control.action() == ControlEvent.ControlAction.PAUSE) {
                return switch (control.state()) {
                    case ACCEPTED -> Optional.of(new Paused(control.by(), at, false, ""));
                    case DEFERRED -> Optional.of(new Paused(control.by(), at, false, control.why()));
                    case HELD -> paused.map(was -> new Paused(was.by(), was.since(), true, ""));
                    case RELEASED, REFUSED -> paused;
                };
            }
            return control.state() == ControlEvent.ControlState.ACCEPTED ? Optional.empty() : paused;
        }

        boolean over(boolean live) {
            return !live
                    && ended.filter(code -> code != ExitCode.UNDO_INCOMPLETE && !ProductionRun.GOES_ON.contains(code))
                            .isPresent();
        }
    }
}
