package dev.evenkeel.report.html;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Parity;
import dev.evenkeel.report.story.Story;
import java.util.Optional;

/** What is not rows: objects, accounts and settings. The same ones are counted, the others listed. */
final class InventorySection {
    private InventorySection() {}

    static void write(Story story, Html html) {
        Page.section(html, "structure", "Structure, accounts, settings");
        part(html, "Objects", story.parity().objects());
        part(html, "Accounts", story.parity().accounts());
        part(html, "Settings", story.parity().settings());
        Page.end(html);
    }

    private static void part(Html html, String title, Optional<Parity.Inventory> inventory) {
        html.leaf("h3", title);
        if (inventory.isEmpty()) {
            Page.quiet(html, "Not compared in this run.");
            return;
        }
        Parity.Inventory found = inventory.get();
        long examined = found.examined() == null ? found.items().size() : found.examined();
        html.open("p");
        Page.badge(html, found.verdict());
        html.text(" " + Format.number(examined) + " examined, "
                        + Format.number(found.items().size() - found.notSame().size()) + " the same, "
                        + Format.number(found.notSame().size()) + " not.")
                .close();
        if (!found.notSame().isEmpty()) {
            Page.table(html, "Kind", "Name", "Verdict", "What");
            html.open("tbody");
            for (ParityEvent.Item item : found.notSame()) {
                html.open("tr").leaf("td", item.kind());
                Page.mono(html, item.name()).open("td");
                Page.badge(html, item.verdict()).close();
                html.leaf("td", Format.orNone(item.detail())).close();
            }
            html.close().close().close();
        }
    }
}
