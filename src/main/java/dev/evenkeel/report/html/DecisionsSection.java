package dev.evenkeel.report.html;

import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.Tone;

/** What people decided, what was broken on purpose, and where the run went its own way. An empty list is stated. */
final class DecisionsSection {
    private DecisionsSection() {}

    static void write(Story story, Html html) {
        Page.section(html, "gates", "Gates");
        gates(html, story);
        Page.end(html);
        Page.section(html, "drills", "Drills");
        drills(html, story);
        Page.end(html);
        Page.section(html, "deviations", "Deviations");
        deviations(html, story);
        Page.end(html);
    }

    private static void gates(Html html, Story story) {
        if (story.gates().isEmpty()) {
            Page.paragraph(html, "No decision was recorded.");
            return;
        }
        Page.table(html, "Gate", "Decision", "By", "Reason", "When");
        html.open("tbody");
        for (Story.Gate gate : story.gates()) {
            RunEvent.Gate told = gate.told();
            html.open("tr").leaf("th", told.id(), "scope", "row").open("td");
            Page.badge(html, told.decision().word(), Tone.of(told.decision())).close();
            html.leaf("td", Format.orNone(told.by())).leaf("td", Format.orNone(told.reason()));
            html.leaf("td", Format.dateTime(gate.at())).close();
        }
        html.close().close().close();
    }

    private static void drills(Html html, Story story) {
        if (story.drills().isEmpty()) {
            Page.paragraph(html, "Nothing was broken on purpose in this run.");
            return;
        }
        Page.table(html, "Drill", "Outcome", "Expected", "Observed");
        html.open("tbody");
        for (Remark.Drill drill : story.drills()) {
            html.open("tr").leaf("th", drill.name(), "scope", "row").open("td");
            Page.badge(html, drill.outcome().word(), Tone.of(drill.outcome())).close();
            html.leaf("td", Format.orNone(drill.expected()));
            html.leaf("td", Format.orNone(drill.observed())).close();
        }
        html.close().close().close();
    }

    private static void deviations(Html html, Story story) {
        if (story.deviations().isEmpty()) {
            Page.paragraph(html, "None: the run recorded no departure from the procedure.");
        } else {
            html.open("dl", "class", "deviations");
            for (Remark.Deviation deviation : story.deviations()) {
                html.leaf("dt", deviation.what()).leaf("dd", Format.orNone(deviation.because()));
            }
            html.close();
        }
        if (!story.notes().isEmpty()) {
            html.leaf("h3", "Notes").open("ul");
            story.notes().forEach(note -> html.leaf("li", note));
            html.close();
        }
    }
}
