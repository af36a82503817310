package dev.evenkeel.screen;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer.Waiting;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The screen on a terminal. The current phase is drawn in place with its steps; when it ends it is written once
 * more in full and stays.
 */
final class LiveView implements View {
    private static final int STEP_INDENT = 3;
    private static final int FACT_INDENT = 7;
    private static final int PROGRESSES_SHOWN = 4;

    private final Standing standing;
    private final Style style;
    private final Clock clock;
    private final Paper paper;
    private final RunState run = new RunState();
    private final List<String> stay = new ArrayList<>();
    private final List<String> phaseLines = new ArrayList<>();
    /** What the running step has told, kept to be written below it. */
    private final List<String> stepLines = new ArrayList<>();

    private boolean over;

    LiveView(PrintStream out, Style style, Clock clock, Standing standing) {
        this.standing = standing;
        this.style = style;
        this.clock = clock;
        this.paper = new Paper(out, style);
    }

    @Override
    public void entry(Entry entry) {
        Event event = EventCodec.read(entry);
        if (event instanceof RunEvent.Started started) {
            runStarted(style.safe(Facts.run(started)));
        } else if (event instanceof PhaseEvent.StepEnded ended) {
            stepEnded(ended);
        } else if (event instanceof PhaseEvent.Ended ended) {
            phaseEnded(ended);
        } else {
            Facts.of(event).ifPresent(fact -> tell(fact.mark(), style.safe(fact.text())));
        }
        run.entry(entry);
        standing.take(entry.at(), event);
    }

    @Override
    public void began(ShownProgress progress) {
        run.began(progress);
    }

    @Override
    public void ended(ShownProgress progress) {
        run.ended(progress);
        tell(Mark.FACT, progress.summary(style));
    }

    @Override
    public void waiting(Waiting waiting) {
        run.waiting(waiting, clock.instant());
    }

    @Override
    public void say(String line) {
        stay.addAll(style.wrapped(0, line, Color.NONE));
    }

    @Override
    public void block(List<String> lines) {
        close();
        paper.print(lines.stream().map(style::safe).toList());
    }

    @Override
    public void tick() {
        if (over) {
            return;
        }
        paper.draw(List.copyOf(stay), live());
        stay.clear();
    }

    /** What is still being drawn stays as it is: the last thing known of a run that was broken off. */
    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        run.current().ifPresent(current -> {
            stay.add(header(current));
            stay.addAll(phaseLines);
            run.step().ifPresent(step -> stay.add(stepLine(step)));
        });
        stay.addAll(stepLines);
        phaseLines.clear();
        stepLines.clear();
        paper.draw(List.copyOf(stay), List.of());
        stay.clear();
    }

    private void runStarted(String text) {
        if (SafeText.columns(text) <= style.room()) {
            stay.add(style.paint(Color.STRONG, text));
        } else {
            stay.addAll(style.wrapped(0, text, Color.STRONG));
        }
    }

    private void stepEnded(PhaseEvent.StepEnded ended) {
        StepOutcome outcome = ended.outcome();
        boolean skipped = outcome == StepOutcome.SKIPPED;
        if (run.current().isEmpty() && skipped) {
            return;
        }
        RunState.Phase phase = run.phase(ended.phase());
        phaseLines.add(style.line(
                STEP_INDENT,
                Mark.of(outcome),
                phase.stepNumber(ended.index()) + " " + (outcome == StepOutcome.PASSED ? "" : outcome + ": ")
                        + style.safe(ended.text()),
                skipped ? "" : Figures.time(ended.took())));
        phaseLines.addAll(stepLines);
        stepLines.clear();
        if (!ended.why().isEmpty()) {
            phaseLines.addAll(
                    style.wrapped(FACT_INDENT, ended.why(), Mark.of(outcome).color()));
        }
    }

    private void phaseEnded(PhaseEvent.Ended ended) {
        RunState.Phase phase = run.phase(ended.id());
        boolean began = run.current().isPresent();
        if (began || !phase.undo()) {
            String reason = ended.reason().map(text -> ": " + style.safe(text)).orElse("");
            String steps = run.stepsEnded() == 1 ? "1 step" : run.stepsEnded() + " steps";
            stay.add(style.line(
                    1,
                    Mark.of(ended.outcome()),
                    phase.label(style) + "  " + ended.outcome() + reason,
                    began ? steps + "  " + Figures.time(ended.took()) : ""));
        }
        if (began) {
            stay.addAll(phaseLines);
            stay.addAll(stepLines);
            phaseLines.clear();
            stepLines.clear();
        }
    }

    private void tell(Mark mark, String text) {
        if (run.step().isPresent()) {
            stepLines.add(style.line(FACT_INDENT, mark, text, ""));
        } else if (run.current().isPresent()) {
            phaseLines.add(style.line(STEP_INDENT, mark, text, ""));
        } else {
            stay.add(style.line(1, mark, text, ""));
        }
    }

    private List<String> live() {
        Instant now = clock.instant();
        List<String> below = new ArrayList<>();
        List<ShownProgress> progresses = run.progresses();
        progresses.stream()
                .limit(PROGRESSES_SHOWN)
                .forEach(progress -> below.add(style.line(FACT_INDENT, Mark.FACT, progress.line(style), "")));
        if (progresses.size() > PROGRESSES_SHOWN) {
            below.add(
                    style.line(FACT_INDENT, Mark.FACT, "and " + (progresses.size() - PROGRESSES_SHOWN) + " more", ""));
        }
        run.wait(now)
                .map(wait -> style.wrapped(FACT_INDENT + 2, wait.line(style, now), Color.NONE))
                .ifPresent(lines -> lines.forEach(
                        // A name longer than the terminal is wide stays whole in what is copied, not in what is
                        // redrawn.
                        line -> below.add(SafeText.cut(line, style.room(), style.unicode()))));
        if (run.outage().running()) {
            below.add(run.outage().line(style, now));
        }
        run.current().flatMap(current -> standing.told()).ifPresent(told -> below.addAll(zone(told)));
        ahead(below);

        List<String> live = new ArrayList<>();
        run.current().ifPresent(current -> live.add(header(current)));
        List<String> told = new ArrayList<>(phaseLines);
        run.step().ifPresent(step -> told.add(stepLine(step)));
        told.addAll(stepLines);
        int room = Math.max(0, style.height() - 2 - live.size() - below.size());
        if (told.size() > room) {
            live.add(style.line(STEP_INDENT, Mark.PLANNED, (told.size() - room) + " lines above, in full later", ""));
        }
        live.addAll(told.subList(Math.max(0, told.size() - room), told.size()));
        live.addAll(below);
        // More lines than the terminal has cannot be drawn over again.
        int most = style.height() - 1;
        return live.size() <= most ? live : new ArrayList<>(live.subList(0, most));
    }

    /** Whether one can go back, and what that costs. */
    private List<String> zone(Standing.Told told) {
        Color color =
                switch (told.concern()) {
                    case NONE -> Color.NONE;
                    case SOME -> Color.YELLOW;
                    case GREAT -> Color.RED;
                };
        return style.wrapped(1, told.words(), color).stream()
                .map(line -> SafeText.cut(line, style.room(), style.unicode()))
                .toList();
    }

    private String header(RunState.Current current) {
        String steps = current.phase().steps() == 0
                ? ""
                : run.stepsEnded() + "/" + current.phase().steps() + "  ";
        return style.line(
                1,
                Mark.RUNNING,
                current.phase().label(style),
                steps + Figures.clock(Duration.between(current.since(), clock.instant())));
    }

    private String stepLine(RunState.Step step) {
        String number = run.current()
                .map(current -> current.phase().stepNumber(step.index()) + " ")
                .orElse("");
        Duration lasted = Duration.between(step.since(), clock.instant());
        return style.line(STEP_INDENT, Mark.RUNNING, number + style.safe(step.text()), Figures.clock(lasted));
    }

    private void ahead(List<String> lines) {
        String phases = run.ahead().stream()
                .map(phase -> Mark.PLANNED.symbol(style.unicode()) + " " + phase.label(style))
                .collect(Collectors.joining("  "));
        if (!phases.isEmpty()) {
            String cut = SafeText.cut(phases, style.room() - 1, style.unicode());
            lines.add(" " + style.paint(Color.DIM, cut));
        }
    }
}
