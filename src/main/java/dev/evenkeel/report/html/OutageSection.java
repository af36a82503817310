package dev.evenkeel.report.html;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.OutageShare;
import dev.evenkeel.report.story.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How long writes were unavailable, as the application saw it, and what became of every write. */
final class OutageSection {
    private static final long AROUND_MILLIS = 4_000;

    private OutageSection() {}

    static void write(Story story, Html html) {
        Page.section(html, "outage", "Write outage");
        story.cutover()
                .ifPresentOrElse(
                        cutover -> cutover(html, story, cutover),
                        () -> Page.paragraph(
                                html,
                                story.pastNoReturn()
                                        ? "The application was pointed at the target, or that had begun; the run ended before the"
                                                + " outage was measured."
                                        : "There was no cutover in this run: writes were never moved to the target."));
        story.workload()
                .ifPresentOrElse(
                        workload -> workload(html, story, workload),
                        () -> Page.paragraph(
                                html,
                                story.applicationRan()
                                        ? "The application was writing; the run ended before its writes were looked for on the"
                                                + " target."
                                        : "No application was writing, so no outage was seen from its side."));
        LandedPart.write(story.landed(), html);
        Page.end(html);
    }

    private static void cutover(Html html, Story story, MoveEvent.Cutover cutover) {
        List<String> facts = new ArrayList<>(List.of(
                "Writes unavailable", Format.duration(cutover.unavailableMillis()),
                "Allowed", Format.duration(story.budgetMillis()),
                "Source frozen for", Format.duration(cutover.frozenMillis()),
                "Writes stopped", Format.clock(cutover.frozenAt().orElse(null)),
                "Served again", Format.clock(cutover.servedAt().orElse(null)),
                "Switched by", cutover.switchMethod(),
                "Point of no return", noReturn(story),
                "Freeze forecast", forecast(story)));
        Page.facts(html, facts);
        shares(html, story.shares());
        Page.quiet(
                html,
                cutover.unavailableMillis().isEmpty()
                        ? "How long writes were unavailable was not measured: "
                                + (story.applicationRan()
                                        ? "the application met no outage that could be."
                                        : "no application was writing.")
                        : "Unavailable is what the application measured: from its last write that succeeded before the"
                                + " switch to the first one after it.");
    }

    private static String forecast(Story story) {
        return story.landed()
                .forecast()
                .flatMap(told -> told.p50Millis()
                        .map(half -> Format.duration(half) + " to "
                                + Format.duration(told.p95Millis().orElse(half)) + ", by "
                                + Format.count(told.earlierRuns(), "earlier run", "earlier runs")))
                .orElse("no earlier run to compare with");
    }

    private static String noReturn(Story story) {
        return story.landed()
                .noReturn()
                .map(told -> switch (told.state()) {
                    case OPENED -> "the opening of the target; its first write was not looked for";
                    case WRITTEN ->
                        told.write().orElse("a write") + ", at " + told.place() + " of the target's binlog, "
                                + Format.clock(told.writtenAt().orElse(null));
                    case NOT_WRITTEN ->
                        "not reached: the target was closed again, and its binlog shows no write after " + told.place();
                    case UNKNOWN -> "not known";
                })
                .orElse("not recorded");
    }

    private static void shares(Html html, List<OutageShare> shares) {
        if (!shares.isEmpty()) {
            html.leaf("h3", "What it consisted of");
            Page.table(html, "Step", "#Time");
            html.open("tbody");
            for (OutageShare share : shares) {
                html.open("tr").leaf("td", share.what());
                Page.number(html, Format.duration(share.millis())).close();
            }
            html.close().close().close();
        }
    }

    private static void workload(Html html, Story story, MoveEvent.Workload workload) {
        WriteSeries series = WriteSeries.of(workload.series());
        if (series.drawable()) {
            Instant from = story.cutover().flatMap(MoveEvent.Cutover::frozenAt).orElse(null);
            Instant to = story.cutover().flatMap(MoveEvent.Cutover::servedAt).orElse(null);
            html.leaf("h3", "Acknowledged writes per second");
            new WritesChart(series, from, to).draw(html, series.startedAt(), WritesChart.end(series));
            if (from != null && to != null) {
                Instant near = from.minusMillis(AROUND_MILLIS);
                Instant far = to.plusMillis(AROUND_MILLIS);
                boolean closer = Duration.between(near, far).toMillis() * 2
                        < Duration.between(series.startedAt(), WritesChart.end(series))
                                .toMillis();
                if (closer) {
                    html.leaf("h3", "The same, around the switch");
                    new WritesChart(series, from, to).draw(html, near, far);
                }
            }
            legend(html, from != null);
        }
        html.leaf("h3", "Ledger of the application");
        Page.facts(
                html,
                List.of(
                        "Acknowledged", Format.number(workload.acknowledged()),
                        "On the target", Format.number(workload.onTarget()),
                        "Lost", Format.number(workload.lost()),
                        "Duplicated", Format.number(workload.duplicated()),
                        "Errors during the outage", Format.number(workload.errorsDuringOutage()),
                        "Without an answer", Format.number(workload.inDoubt()),
                        "Connections", Format.number(workload.connections()),
                        "Writes per second, aimed at", Format.number(workload.writesPerSecond())));
        Page.quiet(
                html,
                "The ledger is kept outside the databases. A write without an answer may have arrived or not; it counts"
                        + " neither as acknowledged nor as lost.");
    }

    private static void legend(Html html, boolean outage) {
        html.open("p", "class", "legend");
        html.leaf("span", "", "class", "swatch source").text(" on the source ");
        html.leaf("span", "", "class", "swatch target").text(" on the target ");
        if (outage) {
            html.leaf("span", "", "class", "swatch outage").text(" frozen until served again");
        }
        html.close();
    }
}
