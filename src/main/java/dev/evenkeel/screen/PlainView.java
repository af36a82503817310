package dev.evenkeel.screen;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer.Waiting;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The screen where nothing can be drawn over: a line with its UTC time for every change, and a sign of life in between. */
final class PlainView implements View {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Style style;
    private final Clock clock;
    private final Paper paper;
    private final RunState run = new RunState();
    private Instant lastLine;

    PlainView(PrintStream out, Style style, Clock clock) {
        this.style = style;
        this.clock = clock;
        this.paper = new Paper(out, style);
        this.lastLine = clock.instant();
    }

    @Override
    public void entry(Entry entry) {
        text(EventCodec.read(entry)).ifPresent(text -> print(entry.at(), text));
        run.entry(entry);
    }

    @Override
    public void began(ShownProgress progress) {
        run.began(progress);
    }

    @Override
    public void ended(ShownProgress progress) {
        run.ended(progress);
        print(clock.instant(), progress.summary(style));
    }

    @Override
    public void waiting(Waiting waiting) {
        run.waiting(waiting, clock.instant());
    }

    @Override
    public void say(String line) {
        line.lines().forEach(part -> print(clock.instant(), part));
    }

    @Override
    public void block(List<String> lines) {
        paper.print(lines.stream().map(style::safe).toList());
    }

    @Override
    public void tick() {
        Instant now = clock.instant();
        boolean busy = run.current().isPresent()
                || !run.progresses().isEmpty()
                || run.wait(now).isPresent();
        if (busy && Duration.between(lastLine, now).compareTo(HEARTBEAT) >= 0) {
            print(now, heartbeat(now));
        }
    }

    private String heartbeat(Instant now) {
        String where = run.step()
                .map(step -> "step " + number(step.index()) + " running for "
                        + Figures.time(Duration.between(step.since(), now)) + ": " + step.text())
                .or(() -> run.current().map(current -> phase(current.phase()) + "running"))
                .orElse("running");
        String progress = run.progresses().stream()
                .map(known -> "; " + known.sentence(style))
                .collect(Collectors.joining());
        String wait = run.wait(now).map(known -> "; " + known.line(style, now)).orElse("");
        String outage = run.outage().running() ? "; " + run.outage().sentence(now) : "";
        return where + progress + wait + outage;
    }

    private Optional<String> text(Event event) {
        if (event instanceof RunEvent.Started started) {
            return Optional.of(Facts.run(started));
        }
        if (event instanceof PhaseEvent.Began began) {
            RunState.Phase phase = run.phase(began.id());
            return Optional.of(phase(phase) + "started" + (phase.steps() == 0 ? "" : ", " + steps(phase.steps())));
        }
        if (event instanceof PhaseEvent.StepEnded ended) {
            return Optional.of(ended)
                    .filter(step -> run.current().isPresent() || step.outcome() != StepOutcome.SKIPPED)
                    .map(this::step);
        }
        if (event instanceof PhaseEvent.Ended ended) {
            return phaseEnded(ended);
        }
        if (event instanceof RunEvent.Ended ended) {
            return Optional.of(
                    "run ended: " + ended.outcome().map(ExitCode::word).orElse("unknown") + ", exit code "
                            + ended.exitCode().map(Object::toString).orElse("unknown"));
        }
        return Facts.of(event).map(Facts.Fact::text);
    }

    private String step(PhaseEvent.StepEnded ended) {
        String took = ended.outcome() == StepOutcome.SKIPPED ? "" : " in " + Figures.time(ended.took());
        return "step " + run.phase(ended.phase()).stepNumber(ended.index()) + " " + ended.outcome() + took + ": "
                + ended.text() + (ended.why().isEmpty() ? "" : ": " + ended.why());
    }

    private Optional<String> phaseEnded(PhaseEvent.Ended ended) {
        RunState.Phase phase = run.phase(ended.id());
        if (run.current().isPresent()) {
            return Optional.of(phase(phase) + ended.outcome() + " in " + Figures.time(ended.took()) + ", "
                    + steps(run.stepsEnded()));
        }
        return phase.undo()
                ? Optional.empty()
                : Optional.of(phase(phase)
                        + ended.outcome()
                        + ended.reason().map(reason -> ": " + reason).orElse(""));
    }

    private String phase(RunState.Phase phase) {
        return "phase " + phase.label(style) + ": ";
    }

    private String number(long index) {
        return run.current().map(current -> current.phase().stepNumber(index)).orElse(Long.toString(index));
    }

    private static String steps(int count) {
        return count == 1 ? "1 step" : count + " steps";
    }

    private void print(Instant at, String text) {
        lastLine = clock.instant();
        paper.print(List.of(TIME.format(at) + " " + style.safe(text)));
    }
}
