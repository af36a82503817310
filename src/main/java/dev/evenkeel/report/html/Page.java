package dev.evenkeel.report.html;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.State;
import dev.evenkeel.report.story.Tone;
import java.util.List;
import java.util.Locale;

/** The parts that every section of the page is made of. */
final class Page {
    private Page() {}

    /** Opens a section with its heading; two closes end it. */
    static Html section(Html html, String id, String title) {
        html.line().open("section", "id", id).leaf("h2", title);
        return html.open("div", "class", "body");
    }

    static void end(Html html) {
        html.close().close();
    }

    /** A word with a sign before it; the colour only repeats what both say. */
    static Html badge(Html html, State state) {
        return badge(html, state.word(), state.tone());
    }

    static Html badge(Html html, Verdict verdict) {
        return badge(html, verdict.word(), Tone.of(verdict));
    }

    static Html badge(Html html, String word, Tone tone) {
        return html.open("span", "class", "badge " + tone.css())
                .leaf("span", tone.glyph(), "class", "glyph", "aria-hidden", "true")
                .text(word)
                .close();
    }

    static Html paragraph(Html html, String text) {
        return html.leaf("p", text);
    }

    static Html quiet(Html html, String text) {
        return html.leaf("p", text, "class", "quiet");
    }

    /** Opens a table; heads that begin with # are of numbers. Two closes end it, after the rows. */
    static Html table(Html html, String... heads) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String head : heads) {
            boolean number = head.startsWith("#");
            if (number) {
                html.leaf("th", head.substring(1), "class", "num", "scope", "col");
            } else {
                html.leaf("th", head, "scope", "col");
            }
        }
        return html.close().close();
    }

    static Html number(Html html, String text) {
        return html.leaf("td", text, "class", "num");
    }

    static Html mono(Html html, String text) {
        return html.open("td").leaf("code", text).close();
    }

    /** Names and values below each other; values that are missing are left out by the caller. */
    static void facts(Html html, List<String> namesAndValues) {
        html.open("dl", "class", "facts");
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            html.open("div").leaf("dt", namesAndValues.get(i));
            html.leaf("dd", Format.orNone(namesAndValues.get(i + 1))).close();
        }
        html.close();
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f%%", share * 100);
    }
}
