package dev.evenkeel.report.html;

import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Measured;
import dev.evenkeel.report.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the control plane measured of the servers, and what it warns of. */
final class MeasuredSection {
    private static final String WIDTH = "220";
    private static final String HEIGHT = "28";

    private MeasuredSection() {}

    /** Nothing where it was not asked. */
    static void write(Story story, Html html) {
        List<Measured> all = story.recorded().measured();
        if (all.isEmpty()) {
            return;
        }
        Page.section(html, "measured", "Measured by the control plane");
        sentences(
                html,
                "Causes for concern",
                all.stream().flatMap(one -> one.warnings().stream()).toList());
        Page.table(html, "Server", "What", "#Least", "#Most", "#Last", "#Of", "Measured", "From least to most");
        html.open("tbody");
        all.forEach(one -> row(html, one));
        html.close().close().close();
        sentences(
                html,
                "Could not tell",
                all.stream().flatMap(one -> one.unknown().stream()).toList());
        Page.quiet(
                html,
                "Each reading is the worst of its period. Measurements come late and may be missing: nothing was decided by"
                        + " them, and what was not measured is not good.");
        Page.end(html);
    }

    private static void sentences(Html html, String title, List<String> sentences) {
        if (sentences.isEmpty()) {
            return;
        }
        html.leaf("h3", title).open("ul");
        sentences.forEach(sentence -> html.leaf("li", sentence));
        html.close();
    }

    private static void row(Html html, Measured one) {
        html.open("tr").leaf("th", one.role(), "scope", "row").leaf("td", one.what());
        Page.number(html, one.words(one.least()));
        Page.number(html, one.words(one.most()));
        Page.number(html, one.words(one.last()));
        Page.number(html, one.words(one.limit()));
        html.leaf(
                "td",
                one.readings().isEmpty()
                        ? Format.NONE
                        : Format.dateTime(one.readings().get(0).at()) + ", "
                                + Format.count(one.readings().size(), "reading", "readings"));
        html.open("td");
        chart(html, one);
        html.close().close();
    }

    private static void chart(Html html, Measured one) {
        if (one.readings().isEmpty()) {
            html.text(Format.NONE);
            return;
        }
        Instant from = one.readings().get(0).at();
        Measured.Reading last = one.readings().get(one.readings().size() - 1);
        long millis = Duration.between(from, last.at()).toMillis() + last.millis();
        html.open(
                "svg",
                "class",
                "series",
                "width",
                WIDTH,
                "height",
                HEIGHT,
                "role",
                "img",
                "aria-label",
                one.what() + " of the " + one.role() + ", from " + one.words(one.least()) + " to "
                        + one.words(one.most()),
                "viewBox",
                "0 0 " + millis + " 1",
                "preserveAspectRatio",
                "none");
        html.empty("path", "class", one.role().equals("target") ? "target" : "source", "d", path(one, from));
        html.close();
    }

    /** Steps, not slopes, as of the writes; a gap where nothing was measured. What never changes is drawn at half the height. */
    private static String path(Measured one, Instant from) {
        double least = one.least().orElse(0L);
        double most = one.most().orElse(0L);
        StringBuilder path = new StringBuilder();
        Optional<Long> end = Optional.empty();
        for (Measured.Reading reading : one.readings()) {
            long begin = Duration.between(from, reading.at()).toMillis();
            double height = most > least ? 0.9 - 0.8 * (reading.value() - least) / (most - least) : 0.5;
            if (end.isEmpty() || begin > end.get()) {
                path.append(end.isEmpty() ? "" : "V1Z")
                        .append("M")
                        .append(begin)
                        .append(" 1");
            }
            end = Optional.of(begin + reading.millis());
            path.append(String.format(Locale.ROOT, "V%.3fH%d", height, end.get()));
        }
        return path.append("V1Z").toString();
    }
}
