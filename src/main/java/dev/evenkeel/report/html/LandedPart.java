package dev.evenkeel.report.html;

import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Landed;

/** Who was left on the source after the switch. */
final class LandedPart {
    private LandedPart() {}

    static void write(Landed landed, Html html) {
        if (landed.watched().isEmpty() && landed.stragglers().isEmpty()) {
            return;
        }
        html.leaf("h3", "Left on the source after the switch");
        Page.paragraph(html, ended(landed));
        if (landed.stragglers().isEmpty()) {
            return;
        }
        Page.table(html, "Account", "Host", "What", "Likely cause");
        html.open("tbody");
        for (TrafficEvent.Straggler left : landed.stragglers()) {
            html.open("tr");
            html.leaf("td", left.user().orElse("not shown by the binlog"));
            html.leaf("td", left.host().orElse(""));
            html.leaf("td", left.detail());
            html.leaf("td", left.cause().word());
            html.close();
        }
        html.close().close().close();
    }

    private static String ended(Landed landed) {
        return landed.watched()
                .map(watched -> switch (watched.state()) {
                    case QUIET -> "In the end nobody was there for " + Format.duration(watched.quietMillis()) + ".";
                    case LEFT ->
                        watched.left().isEmpty()
                                ? "In the end the source could not be asked."
                                : "In the end these were still there: " + String.join(", ", watched.left()) + ".";
                    case UNKNOWN -> "How the watch ended is not known.";
                })
                .orElse("The watch did not come to its end.");
    }
}
