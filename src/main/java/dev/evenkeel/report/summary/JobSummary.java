package dev.evenkeel.report.summary;

import dev.evenkeel.report.html.AuditHtml;
import dev.evenkeel.report.html.Html;
import dev.evenkeel.report.story.Headline;
import dev.evenkeel.report.story.Story;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code summary.md}, for the page of the job that ran it. Names and texts of a journal are foreign; in Markdown they
 * could be links, pictures or markup. They are all in one block of code, whose fence none of them can close.
 */
public final class JobSummary {
    public static final String FILE = "summary.md";
    private static final int SHORTEST_FENCE = 3;

    private JobSummary() {}

    public static String render(Story story) {
        List<String> lines = new ArrayList<>(Summary.lines(story, AuditHtml.FILE));
        lines.add("");
        fact(lines, "run", story.run().id());
        fact(lines, "environment", story.run().environment());
        fact(lines, "runbook", story.run().runbook().file());
        story.servers().forEach(server -> fact(lines, server.role(), server.version()));
        story.ending()
                .ifPresent(ending -> fact(
                        lines,
                        "outcome",
                        ending.word() + (ending.exitCode() == null ? "" : ", exit code " + ending.exitCode())));
        String text = String.join("\n", lines.stream().map(JobSummary::oneLine).toList());
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(text) + 1));
        // The word is one of this program's own.
        return "### evenkeel: " + Headline.of(story).word() + "\n\n" + fence + "text\n" + text + "\n" + fence + "\n";
    }

    private static void fact(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(Html.visible(String.format("%-12s%s", name, value)));
        }
    }

    /** A line that a text begins could be the fence that ends the block. */
    private static String oneLine(String line) {
        return line.replace("\n", "\\n").replace("\t", "\\t");
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
