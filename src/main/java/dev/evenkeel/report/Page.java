package dev.evenkeel.report;

import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.Verdict;
import java.util.List;
import java.util.Locale;

/** The parts that every section of the page is made of. */
final class Page {
    private Page() {}

    enum Tone {
        GOOD("✓"),
        BAD("✕"),
        DOUBT("?"),
        QUIET("–");

        private final String glyph;

        Tone(String glyph) {
            this.glyph = glyph;
        }

        String glyph() {
            return glyph;
        }

        String css() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Tone of(StepOutcome outcome) {
            return switch (outcome) {
                case PASSED -> GOOD;
                case FAILED, DIFFERENT -> BAD;
                case PARTLY_SHOWN, NOT_SHOWN, INCONCLUSIVE, UNKNOWN -> DOUBT;
                case SKIPPED -> QUIET;
            };
        }

        static Tone of(Verdict verdict) {
            return switch (verdict) {
                case SAME -> GOOD;
                case ALLOWED -> QUIET;
                case INCONCLUSIVE -> DOUBT;
                case DIFFERENT -> BAD;
            };
        }

        static Tone of(Remark.DrillOutcome outcome) {
            return switch (outcome) {
                case NOTICED -> GOOD;
                case NOT_REACHED -> DOUBT;
                case MISSED -> BAD;
            };
        }

        static Tone of(RunEvent.GateDecision decision) {
            return decision == RunEvent.GateDecision.APPROVED ? GOOD : BAD;
        }

        static Tone of(Headline.Level level) {
            return switch (level) {
                case GOOD -> GOOD;
                case DOUBT -> DOUBT;
                case BAD -> BAD;
            };
        }
    }

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
