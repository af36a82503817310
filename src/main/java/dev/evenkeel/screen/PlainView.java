package dev.evenkeel.screen;

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
        switch (entry.kind()) {
            case RUN_STARTED -> print(entry.at(), Facts.run(entry));
            case PHASE_STARTED -> {
                RunState.Phase phase = run.phase(entry.text("id"));
                print(entry.at(), phase(phase) + "started" + (phase.steps() == 0 ? "" : ", " + steps(phase.steps())));
            }
            case STEP_ENDED -> {
                if (run.current().isPresent() || !entry.text("outcome").equals("skipped")) {
                    print(entry.at(), step(entry));
                }
            }
            case PHASE_ENDED -> phaseEnded(entry);
            case RUN_ENDED ->
                print(entry.at(), "run ended: " + entry.text("outcome") + ", exit code " + entry.number("exitCode"));
            default -> Facts.of(entry).ifPresent(fact -> print(entry.at(), fact.text()));
        }
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

    private String step(Entry entry) {
        String outcome = entry.text("outcome");
        String took = outcome.equals("skipped") ? "" : " in " + Figures.time(Duration.ofMillis(entry.number("millis")));
        String why = entry.text("error") + entry.text("reason");
        return "step " + run.phase(entry.text("phase")).stepNumber(entry.number("index")) + " " + outcome + took + ": "
                + entry.text("text") + (why.isEmpty() ? "" : ": " + why);
    }

    private void phaseEnded(Entry entry) {
        RunState.Phase phase = run.phase(entry.text("id"));
        String outcome = entry.text("outcome");
        if (run.current().isPresent()) {
            String took = Figures.time(Duration.ofMillis(entry.number("millis")));
            print(entry.at(), phase(phase) + outcome + " in " + took + ", " + steps(run.stepsEnded()));
        } else if (!phase.undo()) {
            String reason = entry.text("reason").isEmpty() ? "" : ": " + entry.text("reason");
            print(entry.at(), phase(phase) + outcome + reason);
        }
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
