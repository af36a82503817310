package dev.evenkeel.screen;

import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The screen for those who want to hear of it only when something is wrong, and at the end. */
final class QuietView implements View {
    /** What was not shown is in the last block. */
    private static final Set<StepOutcome> UNEVENTFUL =
            Set.of(StepOutcome.PASSED, StepOutcome.SKIPPED, StepOutcome.NOT_SHOWN);

    private final Style style;
    private final Paper paper;
    private final RunState run = new RunState();

    QuietView(PrintStream out, Style style) {
        this.style = style;
        this.paper = new Paper(out, style);
    }

    @Override
    public void entry(Entry entry) {
        if (EventCodec.read(entry) instanceof PhaseEvent.StepEnded step && !UNEVENTFUL.contains(step.outcome())) {
            String number = run.phase(step.phase()).stepNumber(step.index());
            List<String> lines = new ArrayList<>();
            lines.add(style.line(
                    0, Mark.of(step.outcome()), number + " " + step.outcome() + ": " + style.safe(step.text()), ""));
            step.error().ifPresent(error -> lines.addAll(style.wrapped(2, error, Color.NONE)));
            paper.print(lines);
        }
        run.entry(entry);
    }

    @Override
    public void block(List<String> lines) {
        paper.print(lines.stream().map(style::safe).toList());
    }
}
