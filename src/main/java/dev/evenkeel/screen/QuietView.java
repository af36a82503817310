package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Kind;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The screen for those who want to hear of it only when something is wrong, and at the end. */
final class QuietView implements View {
    /** What was not shown stands in the last block. */
    private static final Set<String> UNEVENTFUL = Set.of("passed", "skipped", "not shown");

    private final Style style;
    private final Paper paper;
    private final RunState run = new RunState();

    QuietView(PrintStream out, Style style) {
        this.style = style;
        this.paper = new Paper(out, style);
    }

    @Override
    public void entry(Entry entry) {
        String outcome = entry.text("outcome");
        if (entry.kind() == Kind.STEP_ENDED && !UNEVENTFUL.contains(outcome)) {
            String number = run.phase(entry.text("phase")).stepNumber(entry.number("index"));
            List<String> lines = new ArrayList<>();
            lines.add(style.line(
                    0,
                    Mark.of(outcome),
                    number + " " + style.safe(outcome) + ": " + style.safe(entry.text("text")),
                    ""));
            if (!entry.text("error").isEmpty()) {
                lines.addAll(style.wrapped(2, entry.text("error"), Color.NONE));
            }
            paper.print(lines);
        }
        run.entry(entry);
    }

    @Override
    public void block(List<String> lines) {
        paper.print(lines.stream().map(style::safe).toList());
    }
}
