package dev.evenkeel.report.html;

import dev.evenkeel.event.RunEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who ran it by which command, who decided, and what it reached: the auditor's first questions. */
final class ScopeSection {
    /** Signs of a shell that mean nothing but themselves. */
    private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

    private ScopeSection() {}

    static void write(Story story, Html html) {
        Page.section(html, "scope", "Who, and what");
        RunEvent.By by = story.run().told().by();
        List<String> facts =
                new ArrayList<>(List.of("Run by", by.user(), "On host", by.host(), "Command", command(by)));
        for (RunEvent.Server server : story.servers()) {
            facts.addAll(List.of("Account on the " + server.role(), server.account()));
        }
        story.gates()
                .forEach(gate -> facts.addAll(List.of(
                        "Gate " + gate.told().id(),
                        gate.told().decision().word() + " by "
                                + Format.orNone(gate.told().by()))));
        Page.facts(html, facts);
        scope(story, html);
        Page.end(html);
    }

    private static void scope(Story story, Html html) {
        if (story.scope().isEmpty()) {
            Page.quiet(html, "What it would reach was not recorded: it ended before that.");
            return;
        }
        boolean compared = story.run().verification();
        Page.table(html, "Of the", compared ? "Compared" : "Moved", "Left out");
        html.open("tbody");
        for (RunEvent.Scope part : story.scope()) {
            html.open("tr").leaf("th", part.what(), "scope", "row").open("td");
            if (part.included().size() > 1) {
                html.open("details")
                        .leaf("summary", Format.number((long) part.included().size()))
                        .text(String.join(", ", part.included()))
                        .close();
            } else {
                html.text(part.included().isEmpty() ? "none" : part.included().get(0));
            }
            html.close().open("td");
            if (part.leftOut().isEmpty()) {
                html.text("none");
            }
            part.leftOut().forEach(one -> html.open("div")
                    .leaf("code", one.name())
                    .text(": " + one.because())
                    .close());
            html.close().close();
        }
        html.close().close().close();
    }

    /** As one would type it. */
    static String command(RunEvent.By by) {
        return by.arguments().isEmpty()
                ? ""
                : "evenkeel "
                        + by.arguments().stream()
                                .map(word -> word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'")
                                .collect(Collectors.joining(" "));
    }
}
