package dev.evenkeel.report.html;

import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Story;

/** What the run changed on the servers, what was there before, and what became of it. */
final class ChangesSection {
    private ChangesSection() {}

    static void write(Story story, Html html) {
        Page.section(html, "changes", "What this run changed");
        if (story.changedNothing()) {
            Page.paragraph(html, "Nothing was changed on any server.");
        } else if (story.changes().isEmpty()) {
            Page.paragraph(html, "What was changed was not recorded one by one; see the statements sent.");
        } else {
            Page.table(html, "Server", "What", "Before", "Made by this run", "In the end");
            html.open("tbody");
            for (Story.Change change : story.changes()) {
                html.open("tr")
                        .leaf("td", change.told().role())
                        .leaf("td", change.told().what());
                html.leaf("td", Format.orNone(change.told().before()))
                        .leaf("td", Format.orNone(change.told().made()));
                html.leaf(
                                "td",
                                change.told().detail().isEmpty()
                                        ? change.state().word()
                                        : change.told().detail())
                        .close();
            }
            html.close().close().close();
        }
        Page.end(html);
    }
}
