package dev.evenkeel.report.html;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Headline;
import dev.evenkeel.report.story.Parity;
import dev.evenkeel.report.story.State;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code audit.html}: one page without a script that asks no other host for anything. */
public final class AuditHtml {
    public static final String FILE = "audit.html";

    /** Even if some text became markup, a browser would neither run nor fetch anything. */
    private static final String NOTHING_FROM_ELSEWHERE =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:;" + " base-uri 'none'; form-action 'none'";

    private AuditHtml() {}

    public static String render(Story story) {
        Headline headline = Headline.of(story);
        Html html = new Html().open("html", "lang", "en");
        head(html, story, headline);
        html.open("body").open("main");
        masthead(html, story);
        verdict(html, story, headline);
        if (!story.told().isEmpty()) {
            strip(html, story.told());
        }
        boolean runbook = !story.run().verification();
        if (runbook) {
            figures(html, story);
        }
        FailureSection.write(story, html);
        ScopeSection.write(story, html);
        if (runbook) {
            RunbookSection.write(story, html);
            TimelineSection.write(story, html);
            OutageSection.write(story, html);
        }
        ServersSection.write(story, html);
        MeasuredSection.write(story, html);
        ParitySection.write(story, html);
        InventorySection.write(story, html);
        if (runbook) {
            ChangesSection.write(story, html);
            DecisionsSection.write(story, html);
        }
        LimitsSection.write(story, html);
        CallsSection.write(story, html);
        RecordSection.write(story, html);
        html.line().open("footer");
        html.text("Written by evenkeel " + story.run().told().tool().version() + " from journal.ndjson alone. ");
        html.text("What was not recorded is shown as " + Format.NONE + ".");
        return html.close().close().close().close().toString();
    }

    private static void head(Html html, Story story, Headline headline) {
        html.open("head")
                .empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty("meta", "http-equiv", "Content-Security-Policy", "content", NOTHING_FROM_ELSEWHERE)
                .empty("meta", "name", "color-scheme", "content", "light dark")
                .empty("link", "rel", "icon", "href", "data:,")
                .leaf(
                        "title",
                        headline.word() + " · " + title(story) + " · "
                                + story.run().id())
                .style(sheet())
                .close();
    }

    private static String sheet() {
        try (InputStream sheet = AuditHtml.class.getResourceAsStream("audit.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet belongs to the program", e);
        }
    }

    private static String title(Story story) {
        String title = story.run().runbook().title();
        return title.isEmpty() ? story.run().verification() ? "Two servers compared" : "Migration" : title;
    }

    private static void masthead(Html html, Story story) {
        Story.Run run = story.run();
        html.open("header", "class", "masthead").open("p", "class", "kicker");
        html.leaf("span", run.rehearsal() ? "Rehearsal" : run.command().isEmpty() ? "Run" : "Run: " + run.command());
        html.leaf("span", Format.orNone(run.id()), "class", "mono");
        html.leaf("span", Format.dateTime(run.started()));
        if (!run.environment().isEmpty()) {
            html.leaf("span", "environment " + run.environment());
        }
        html.close().leaf("h1", title(story)).close();
    }

    private static void verdict(Html html, Story story, Headline headline) {
        Tone tone = Tone.of(headline.level());
        html.line().open("div", "class", "verdict " + tone.css());
        html.open("p", "class", "word");
        html.leaf("span", tone.glyph(), "class", "glyph", "aria-hidden", "true").text(headline.word());
        html.close().leaf("p", headline.sentence(), "class", "sentence");
        html.open("div", "class", "next").leaf("h2", "Next").open("ul");
        headline.next().forEach(step -> html.leaf("li", step));
        html.close().close();
        html.close();
    }

    private static void strip(Html html, List<Story.Phase> phases) {
        html.line().open("ol", "class", "strip", "aria-label", "Phases");
        for (Story.Phase phase : phases) {
            Tone tone = phase.state().tone();
            html.open("li", "class", tone.css());
            html.leaf("span", (phase.undo() ? "Undo: " : "") + phase.name(), "class", "name");
            html.open("span", "class", "state");
            Page.badge(html, phase.state());
            if (phase.millis() != null && !phase.state().equals(State.SKIPPED)) {
                html.leaf("span", Format.duration(phase.millis()), "class", "time");
            }
            html.close().close();
        }
        html.close();
    }

    private static void figures(Html html, Story story) {
        html.line().open("div", "class", "figures");
        boolean measured = Headline.unavailableMillis(story) != null;
        figure(
                html,
                "outage",
                "Writes unavailable",
                measured ? Format.duration(Headline.unavailableMillis(story)) : "not measured",
                story.budgetMillis() == null
                        ? "no limit was set"
                        : (Headline.overBudget(story) ? "over the limit of " : "limit ")
                                + Format.duration(story.budgetMillis()));
        Parity parity = story.parity();
        boolean compared = !parity.tables().isEmpty();
        figure(
                html,
                "parity",
                "Rows proved the same",
                compared ? Format.number(Headline.rowsProved(story)) : "not compared",
                compared ? tablesInWords(parity) : "no table was compared");
        figure(
                html,
                "outage",
                "Acknowledged writes",
                story.workload()
                        .map(workload -> Format.number(workload.acknowledged()))
                        .orElse(story.applicationRan() ? "not looked for" : "none"),
                story.workload()
                        .map(workload -> Format.number(workload.lost()) + " lost, "
                                + Format.number(workload.duplicated()) + " duplicated")
                        .orElse(story.applicationRan() ? "the run ended before that" : "no application was writing"));
        figure(
                html,
                "deviations",
                "Deviations",
                Format.number(story.deviations().size()),
                story.deviations().isEmpty() ? "none was recorded" : "each is listed below");
        html.close();
    }

    private static String tablesInWords(Parity parity) {
        List<String> words = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.SAME, Verdict.DIFFERENT, Verdict.INCONCLUSIVE)) {
            long tables = parity.moved().stream()
                    .filter(table -> table.verdict() == verdict)
                    .count();
            if (tables > 0 || verdict == Verdict.SAME) {
                words.add(Format.number(tables) + " " + verdict.word().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return "tables: " + String.join(", ", words);
    }

    private static void figure(Html html, String section, String label, String value, String note) {
        html.open("a", "class", "figure", "href", "#" + section)
                .leaf("span", label, "class", "label")
                .leaf("span", value, "class", "value")
                .leaf("span", note, "class", "note")
                .close();
    }
}
