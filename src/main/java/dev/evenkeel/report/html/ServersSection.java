package dev.evenkeel.report.html;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Story;
import java.util.Optional;

/** Which servers took part, from where to where the data was followed, and what was carried. */
final class ServersSection {
    private ServersSection() {}

    static void write(Story story, Html html) {
        Page.section(html, "servers", "Servers");
        if (story.servers().isEmpty()) {
            Page.paragraph(html, "No server was reached.");
        } else {
            servers(html, story);
        }
        html.leaf("h3", "Coordinates");
        if (story.run().verification()) {
            stands(html, story);
        } else {
            coordinates(html, story);
        }
        Page.end(html);
        if (!story.run().verification()) {
            Page.section(html, "transfers", "Transfers");
            transfers(html, story);
            Page.end(html);
        }
    }

    /** What was compared without a runbook, and that it did not move meanwhile. */
    private static void stands(Html html, Story story) {
        if (story.stands().isEmpty()) {
            Page.paragraph(html, "The positions of the servers were not recorded in this run.");
            return;
        }
        Page.table(html, "When", "Role", "File", "#Position", "GTID", "Applied as a replica");
        html.open("tbody");
        for (Story.Stand stand : story.stands()) {
            html.open("tr").leaf("th", stand.which() + " the comparison", "scope", "row");
            place(html, stand.coordinates());
            Page.mono(html, Format.orNone(stand.applied())).close();
        }
        html.close().close().close();
    }

    private static void servers(Html html, Story story) {
        Page.table(html, "Role", "Version", "Encrypted at rest", "#Server id", "Address");
        html.open("tbody");
        for (RunEvent.Server server : story.servers()) {
            html.open("tr").leaf("th", server.role(), "scope", "row");
            html.leaf("td", Format.orNone(server.version()));
            html.leaf("td", encrypted(server.encrypted()));
            Page.number(html, server.serverId().map(Object::toString).orElse(Format.NONE));
            Page.mono(html, Format.orNone(server.address())).close();
        }
        html.close().close().close();
    }

    private static String encrypted(Optional<Boolean> encrypted) {
        return encrypted.map(known -> known ? "yes" : "no").orElse("not known");
    }

    private static void coordinates(Html html, Story story) {
        Page.table(html, "Coordinates", "Role", "File", "#Position", "GTID");
        html.open("tbody");
        row(html, "Pinned: what the copy contains", story.pinned());
        row(html, "Frozen: the last of the source", story.frozen());
        row(html, "Opened: the target's own before its first write", story.opened());
        html.close().close().close();
    }

    private static void row(Html html, String what, Optional<Story.Coordinates> place) {
        html.open("tr").leaf("th", what, "scope", "row");
        if (place.isEmpty()) {
            html.leaf("td", "not recorded in this run", "colspan", "4", "class", "quiet");
        } else {
            place(html, place.get());
        }
        html.close();
    }

    private static void place(Html html, Story.Coordinates place) {
        html.leaf("td", Format.orNone(place.role()));
        Page.mono(html, Format.orNone(place.file()));
        Page.number(
                html, place.position() == null ? Format.NONE : place.position().toString());
        Page.mono(html, Format.orNone(place.gtid()));
    }

    private static void transfers(Html html, Story story) {
        if (story.transfers().isEmpty()) {
            Page.paragraph(html, "Nothing was carried in this run.");
            return;
        }
        Page.table(html, "What", "#Size", "#Rows", "#Time", "#Rate", "File");
        html.open("tbody");
        for (MoveEvent.Transfer transfer : story.transfers()) {
            html.open("tr").open("td").text(transfer.what());
            transfer.detail().ifPresent(detail -> html.leaf("div", detail, "class", "quiet small"));
            html.close();
            Page.number(html, Format.bytes(transfer.bytes()));
            Page.number(html, Format.number(transfer.rows()));
            Page.number(html, Format.duration(transfer.millis()));
            Page.number(
                    html,
                    Format.rate(Format.megabytesPerSecond(
                            transfer.bytes().orElse(null), transfer.millis().orElse(null))));
            html.open("td").leaf("code", transfer.file().orElse(Format.NONE));
            transfer.sha256().ifPresent(sha256 -> html.leaf("div", sha256, "class", "hash quiet small"));
            html.close().close();
        }
        html.close().close().close();
    }
}
