package dev.evenkeel.report.html;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Headline;
import dev.evenkeel.report.story.Parity;
import dev.evenkeel.report.story.State;
import dev.evenkeel.report.story.Story;
import java.util.List;

/** What went wrong and where, before everything else. Absent where nothing did. */
final class FailureSection {
    private static final int SHOWN = 200;

    private FailureSection() {}

    static void write(Story story, Html html) {
        boolean ended = story.exitCode() != null && story.exitCode() == 0;
        Parity parity = story.parity();
        // A run that is done may have compared what a drill had damaged: only the comparisons that decide count then.
        List<Parity.Comparison> different = parity.comparisons().stream()
                .filter(one -> !ended || parity.decides(one))
                .filter(one -> one.verdict() != Verdict.SAME)
                .toList();
        List<Story.Phase> phases = story.told().stream()
                .filter(phase -> phase.steps().stream().anyMatch(FailureSection::worthTelling))
                .toList();
        if (phases.isEmpty() && different.isEmpty() && ended) {
            return;
        }
        Page.section(html, "failure", "What failed");
        if (phases.isEmpty() && different.isEmpty()) {
            Page.paragraph(html, "No step is recorded as failed.");
        }
        phases.forEach(phase -> steps(html, phase));
        different.forEach(comparison -> comparison(html, comparison));
        if (!story.run().verification()) {
            // Who serves is not an affair of a comparison, and nobody looked.
            Page.paragraph(html, Headline.serving(story));
        }
        Page.end(html);
    }

    private static boolean worthTelling(Story.Step step) {
        return step.wrong() || step.state().equals(State.UNFINISHED);
    }

    private static void steps(Html html, Story.Phase phase) {
        for (Story.Step step : phase.steps()) {
            if (worthTelling(step)) {
                html.open("div", "class", "wrong");
                html.open("p", "class", "where").text((phase.undo() ? "Undo: " : "") + phase.name() + " ");
                Page.badge(html, step.state()).close();
                html.leaf("p", (step.keyword() + " " + step.text()).strip(), "class", "step");
                if (!step.error().isEmpty()) {
                    html.leaf("p", step.error(), "class", "error");
                }
                html.close();
            }
        }
    }

    private static void comparison(Html html, Parity.Comparison comparison) {
        html.open("h3")
                .text("Rows at the " + comparison.at() + " coordinates ")
                .leaf("span", comparison.coordinates().toString(), "class", "mono quiet")
                .close();
        List<Parity.Table> tables = comparison.tables().stream()
                .filter(table -> table.verdict() != Verdict.SAME)
                .toList();
        if (tables.isEmpty()) {
            Page.paragraph(html, "No table is named; the comparison ended without examining a row.");
            return;
        }
        Page.table(
                html,
                "Table",
                "Verdict",
                "#Rows " + ParitySection.side(comparison.left(), "source"),
                "#Rows " + ParitySection.side(comparison.right(), "target"),
                "Why");
        html.open("tbody");
        for (Parity.Table table : tables) {
            html.open("tr");
            Page.mono(html, table.qualified()).open("td");
            Page.badge(html, table.verdict()).close();
            Page.number(html, Format.number(table.rowsSource()));
            Page.number(html, Format.number(table.rowsTarget()));
            html.leaf("td", why(table)).close();
        }
        html.close().close().close();
        if (tables.stream().anyMatch(table -> !table.differences().isEmpty())) {
            differences(html, tables, comparison);
        }
    }

    private static String why(Parity.Table table) {
        if (!table.reason().isEmpty()) {
            return table.reason();
        }
        return table.differences().isEmpty()
                ? Format.NONE
                : Format.count(table.differences().size(), "row", "rows") + " listed below";
    }

    private static void differences(Html html, List<Parity.Table> tables, Parity.Comparison comparison) {
        Page.table(html, "Table", "Key", "What", "Columns");
        html.open("tbody");
        long left = SHOWN;
        long all = 0;
        for (Parity.Table table : tables) {
            all += table.differences().size();
            for (ParityEvent.Difference difference : table.differences()) {
                if (left-- > 0) {
                    html.open("tr");
                    Page.mono(html, table.qualified());
                    html.open("td", "class", "key").leaf("code", difference.key());
                    if (!difference.find().isEmpty()) {
                        html.open("details")
                                .leaf("summary", "SELECT", "class", "small")
                                .leaf("code", difference.find())
                                .close();
                    }
                    html.close();
                    html.leaf("td", kind(difference.kind(), comparison));
                    columns(html, difference);
                    html.close();
                }
            }
        }
        html.close().close().close();
        if (all > SHOWN) {
            Page.quiet(html, "The first " + SHOWN + " of " + Format.number(all) + " are shown; audit.json has all.");
        }
    }

    private static void columns(Html html, ParityEvent.Difference difference) {
        if (difference.values().isEmpty()) {
            html.leaf("td", Format.orNone(String.join(", ", difference.columns())));
            return;
        }
        html.open("td");
        for (ParityEvent.Value value : difference.values()) {
            html.open("div").text(value.column() + " ");
            String left = value.left().orElse("");
            String right = value.right().orElse("");
            if (left.isEmpty() || right.isEmpty()) {
                html.leaf("code", left + right);
            } else {
                html.leaf("code", left).text(" → ").leaf("code", right);
            }
            html.close();
        }
        html.close();
    }

    private static String kind(String kind, Parity.Comparison comparison) {
        String right = ParitySection.side(comparison.right(), "target");
        return switch (kind) {
            case "changed" -> "changed on the " + right;
            case "missing" -> "missing on the " + right;
            case "extra" -> "only on the " + right;
            default -> Format.orNone(kind);
        };
    }
}
