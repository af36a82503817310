package dev.evenkeel.report.summary;

import dev.evenkeel.report.html.Html;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Headline;
import dev.evenkeel.report.story.Parity;
import dev.evenkeel.report.story.Proved;
import dev.evenkeel.report.story.Story;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last block on the screen, as plain lines. */
public final class Summary {
    private Summary() {}

    public static List<String> lines(Story story, Path report) {
        return lines(story, report.toString());
    }

    public static List<String> lines(Story story, String report) {
        Headline headline = Headline.of(story);
        List<String> lines = new ArrayList<>();
        lines.add(headline.word());
        lines.add(headline.sentence());
        lines.add("");
        if (story.run().verification()) {
            lines.add(line("rows", rows(story)));
            part(lines, "objects", story.parity().objects());
            part(lines, "accounts", story.parity().accounts());
            part(lines, "settings", story.parity().settings());
        } else {
            lines.add(line("outage", outage(story)));
            story.shares().stream()
                    .filter(share -> share.millis() > 0)
                    .forEach(share -> lines.add(line("", Format.duration(share.millis()) + "  " + share.what())));
            lines.add(line("rows", rows(story)));
            lines.add(line("writes", writes(story)));
        }
        story.drills()
                .forEach(drill -> lines.add(
                        line("drill", drill.name() + ": " + drill.outcome().word())));
        String unshown = "not shown";
        for (Story.NotShown one : story.notShown()) {
            lines.add(line(unshown, one.text() + ": " + Format.orNone(one.reason())));
            unshown = "";
        }
        lines.add(line(
                story.run().verification() ? "limits" : "deviations",
                Format.number(story.deviations().size())));
        lines.add(line("report", report));
        lines.add(line("journal", head(story.chain())));
        String label = "next";
        for (String step : headline.next()) {
            lines.add(line(label, step));
            label = "";
        }
        return lines.stream().map(Html::visible).toList();
    }

    private static void part(List<String> lines, String name, Optional<Parity.Inventory> part) {
        lines.add(line(
                name,
                part.map(inventory ->
                                inventory.verdict().word() + ", " + Format.number(inventory.examined()) + " examined")
                        .orElse("not compared")));
    }

    private static String line(String label, String text) {
        return String.format("%-12s%s", label, text);
    }

    private static String outage(Story story) {
        return Headline.unavailableMillis(story) == null ? "not measured" : Headline.outage(story);
    }

    private static String rows(Story story) {
        Parity parity = story.parity();
        if (parity.comparisons().isEmpty()) {
            return "not compared";
        }
        String where = parity.once() || parity.frozen().isPresent() ? "" : "; not compared at the frozen coordinates";
        int dropped = parity.tables().size() - parity.moved().size();
        String suffix = where + (dropped == 0 ? "" : "; " + dropped + " dropped meanwhile");
        return story.run().ownData()
                ? Proved.ofData(story).proved(" of your data") + "; "
                        + Proved.ofSample(story).proved(" of the sample database") + suffix
                : Proved.ofAll(story).proved("") + suffix;
    }

    private static String writes(Story story) {
        return story.workload()
                .map(workload -> Format.number(workload.acknowledged()) + " acknowledged, "
                        + Format.number(workload.lost()) + " lost, " + Format.number(workload.duplicated())
                        + " duplicated")
                .orElse("not looked for");
    }

    private static String head(Story.Chain chain) {
        return Format.count(chain.entries(), "entry", "entries")
                + (chain.head().isEmpty() ? "" : ", ending in " + chain.head());
    }
}
