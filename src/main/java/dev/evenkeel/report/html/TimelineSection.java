package dev.evenkeel.report.html;

import dev.evenkeel.event.CloudEvent;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** When each phase ran, on one scale, with the time without writes shaded. */
final class TimelineSection {
    private static final long[] TICKS_MILLIS = {
        100,
        200,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        20_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        1_200_000,
        1_800_000,
        3_600_000,
        7_200_000,
        14_400_000,
        28_800_000
    };
    private static final int MOST_TICKS = 7;
    private static final String ROW_HEIGHT = "22";

    private final Html html;
    private final Instant from;
    private final double millis;
    private final Story story;

    private TimelineSection(Story story, Html html, Instant from, Instant to) {
        this.story = story;
        this.html = html;
        this.from = from;
        this.millis = Math.max(1, Duration.between(from, to).toMillis());
    }

    static void write(Story story, Html html) {
        List<Story.Phase> phases =
                story.told().stream().filter(Story.Phase::begun).toList();
        Page.section(html, "timeline", "Timeline");
        if (phases.isEmpty()) {
            Page.paragraph(html, "No phase was begun.");
        } else {
            Instant from = Objects.requireNonNullElse(
                    story.run().started(), phases.get(0).started());
            Instant to = story.chain().last();
            Page.quiet(
                    html,
                    Format.dateTime(from) + " to " + Format.dateTime(to) + ", "
                            + Format.duration(Duration.between(from, to).toMillis()) + " in all.");
            new TimelineSection(story, html, from, to).draw(phases);
        }
        Page.end(html);
    }

    private void draw(List<Story.Phase> phases) {
        html.open("div", "class", "gantt");
        for (Story.Phase phase : phases) {
            Instant end = phase.ended() == null ? story.chain().last() : phase.ended();
            html.line().open("div", "class", "row");
            html.open("span", "class", "name")
                    .leaf("span", (phase.undo() ? "Undo: " : "") + phase.name(), "class", "label");
            html.leaf(
                            "span",
                            phase.ended() == null
                                    ? "not ended"
                                    : Format.duration(Duration.between(phase.started(), end)
                                            .toMillis()),
                            "class",
                            "time")
                    .close();
            html.open(
                    "svg",
                    "width",
                    "100%",
                    "height",
                    ROW_HEIGHT,
                    "role",
                    "img",
                    "aria-label",
                    phase.name() + ", " + phase.state().word() + ", from " + Format.clock(phase.started()) + " to "
                            + Format.clock(phase.ended()));
            grid();
            outage();
            html.empty(
                    "rect",
                    "class",
                    "bar " + phase.state().tone().css(),
                    "x",
                    Page.percent(share(phase.started())),
                    "y",
                    "5",
                    "height",
                    "12",
                    "rx",
                    "2",
                    "width",
                    Page.percent(Math.max(0.002, share(end) - share(phase.started()))));
            html.close().close();
        }
        events();
        axis();
        html.close();
        happened();
        if (frozen() != null) {
            html.open("p", "class", "legend").leaf("span", "", "class", "swatch outage");
            html.text(" writes stopped on the source at " + Format.clock(frozen()) + ", served again at "
                            + Format.clock(served()))
                    .close();
        }
    }

    /** What the control plane says has happened to the servers while this ran. */
    private List<CloudEvent.Happened> told() {
        return story.recorded().events().stream()
                .filter(event -> event.at()
                        .filter(at -> !at.isBefore(from) && !at.isAfter(from.plusMillis((long) millis)))
                        .isPresent())
                .toList();
    }

    private void events() {
        if (told().isEmpty()) {
            return;
        }
        html.line().open("div", "class", "row");
        html.open("span", "class", "name")
                .leaf("span", "Events of the control plane", "class", "label")
                .close();
        html.open(
                "svg",
                "width",
                "100%",
                "height",
                ROW_HEIGHT,
                "role",
                "img",
                "aria-label",
                Format.count(told().size(), "event", "events") + " of the control plane");
        grid();
        outage();
        for (CloudEvent.Happened event : told()) {
            String x = Page.percent(share(event.at().orElseThrow()));
            html.empty("line", "class", "event", "x1", x, "x2", x, "y1", "4", "y2", "18");
        }
        html.close().close();
    }

    private void happened() {
        if (told().isEmpty()) {
            return;
        }
        html.open("ul", "class", "events");
        for (CloudEvent.Happened event : told()) {
            html.open("li")
                    .leaf("span", Format.clock(event.at().orElseThrow()), "class", "mono")
                    .text(" " + event.role() + ": " + event.what())
                    .close();
        }
        html.close();
    }

    private Instant frozen() {
        return story.cutover().flatMap(MoveEvent.Cutover::frozenAt).orElse(null);
    }

    private Instant served() {
        return story.cutover().flatMap(MoveEvent.Cutover::servedAt).orElse(null);
    }

    private void outage() {
        if (frozen() != null && served() != null) {
            html.empty(
                    "rect",
                    "class",
                    "outage",
                    "x",
                    Page.percent(share(frozen())),
                    "y",
                    "0",
                    "height",
                    ROW_HEIGHT,
                    "width",
                    Page.percent(Math.max(0.002, share(served()) - share(frozen()))));
        }
    }

    private void grid() {
        for (long tick = step(); tick < millis; tick += step()) {
            String x = Page.percent(tick / millis);
            html.empty("line", "class", "grid", "x1", x, "x2", x, "y1", "0", "y2", ROW_HEIGHT);
        }
    }

    private void axis() {
        html.line().open("div", "class", "row axis").leaf("span", "", "class", "name");
        html.open("svg", "width", "100%", "height", "18", "aria-hidden", "true");
        for (long tick = 0; tick < millis; tick += step()) {
            double share = tick / millis;
            String anchor = tick == 0 ? "start" : share > 0.95 ? "end" : "middle";
            html.leaf("text", label(tick), "x", Page.percent(share), "y", "13", "text-anchor", anchor);
        }
        html.close().close();
    }

    static String label(long millis) {
        if (millis == 0) {
            return "0";
        }
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000 || millis % 60_000 != 0) {
            return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
        }
        return millis % 3_600_000 == 0 ? millis / 3_600_000 + " h" : millis / 60_000 + " min";
    }

    private long step() {
        return step(millis);
    }

    static long step(double millis) {
        for (long tick : TICKS_MILLIS) {
            if (millis / tick <= MOST_TICKS) {
                return tick;
            }
        }
        return (long) (millis / MOST_TICKS) + 1;
    }

    /** Clocks of different machines may place a moment outside the run; it is drawn at the edge then. */
    private double share(Instant at) {
        return Math.min(1, Math.max(0, Duration.between(from, at).toMillis() / millis));
    }
}
