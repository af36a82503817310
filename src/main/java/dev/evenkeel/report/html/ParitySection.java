package dev.evenkeel.report.html;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Parity;
import dev.evenkeel.report.story.Proved;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Table by table, what was compared on which sides and what came of it. */
final class ParitySection {
    private static final int NAMED_TILES = 60;

    private ParitySection() {}

    static void write(Story story, Html html) {
        Parity parity = story.parity();
        Page.section(html, "parity", "Rows");
        html.open("p").text(parity.once() ? "Verdict over everything compared: " : "Verdict over both comparisons: ");
        Page.badge(html, parity.verdict()).close();
        if (parity.comparisons().isEmpty()) {
            Page.paragraph(html, "Rows were never compared in this run, so nothing is known about them.");
        } else {
            if (story.run().ownData()) {
                Page.paragraph(
                        html,
                        "Rows of your data: " + Proved.ofData(story).proved("") + ". Rows of the sample database “"
                                + story.run().sample() + "”, which the rehearsal's own application writes to: "
                                + Proved.ofSample(story).proved("") + ".");
            }
            comparisons(html, parity);
            tiles(html, parity.tables());
            tables(html, parity);
            dropped(html, parity);
        }
        Page.end(html);
    }

    private static void comparisons(Html html, Parity parity) {
        Page.table(
                html,
                "Compared at",
                "Sides",
                "Verdict",
                "Binlog position",
                "#Rows examined",
                "#Size",
                "#Time",
                "#Rate");
        html.open("tbody");
        for (Parity.Comparison one : parity.comparisons()) {
            html.open("tr").leaf("th", one.at(), "scope", "row");
            html.leaf("td", side(one.left(), "source") + " and " + side(one.right(), "target"))
                    .open("td");
            Page.badge(html, one.verdict()).close();
            Page.mono(html, Format.orNone(one.coordinates().toString()));
            Page.number(html, Format.number(one.rowsExamined()));
            Page.number(html, Format.bytes(one.bytesExamined()));
            Page.number(html, Format.duration(one.millis()));
            Double rate = Format.megabytesPerSecond(one.bytesExamined(), one.millis());
            Page.number(html, Format.rate(rate)).close();
        }
        if (!parity.once()) {
            missing(html, ParityEvent.Rows.PINNED, parity.pinned());
            missing(html, ParityEvent.Rows.FROZEN, parity.frozen());
        }
        html.close().close().close();
    }

    private static void missing(Html html, String at, Optional<Parity.Comparison> comparison) {
        if (comparison.isEmpty()) {
            html.open("tr").leaf("th", at, "scope", "row");
            html.leaf("td", "not compared in this run", "colspan", "7", "class", "quiet")
                    .close();
        }
    }

    static String side(String role, String otherwise) {
        return role.isEmpty() ? otherwise : role;
    }

    /** One tile a table: with hundreds of them one sees at a glance whether any is not like the others. */
    private static void tiles(Html html, List<Parity.TableParity> tables) {
        boolean named = tables.size() <= NAMED_TILES;
        html.line().open("ul", "class", named ? "tiles named" : "tiles", "aria-label", "Tables and their verdicts");
        for (Parity.TableParity table : tables) {
            Tone tone = Tone.of(table.verdict());
            String title = table.qualified() + ": " + table.verdict().word();
            html.open("li", "class", tone.css(), "title", title);
            html.leaf("span", tone.glyph(), "class", "glyph", "aria-hidden", "true");
            html.leaf("span", named ? table.name() : title, "class", named ? "name" : "unseen")
                    .close();
        }
        html.close();
    }

    /** Of a verification; of a run they are in the table. */
    private static void dropped(Html html, Parity parity) {
        List<ParityEvent.Name> dropped =
                parity.verified().map(Parity.Comparison::dropped).orElse(List.of());
        if (!dropped.isEmpty()) {
            Page.paragraph(
                    html,
                    "Dropped on both sides while they were compared: "
                            + dropped.stream().map(ParityEvent.Name::toString).collect(Collectors.joining(", ")) + ".");
        }
    }

    private static void tables(Html html, Parity parity) {
        List<Parity.TableParity> worstFirst = parity.tables().stream()
                .sorted(Comparator.comparing(Parity.TableParity::verdict).reversed())
                .toList();
        String left = parity.pinned().map(one -> side(one.left(), "source")).orElse("source");
        String source = parity.frozen().map(one -> side(one.left(), "source")).orElse("source");
        html.open("div", "class", "scroll")
                .open("table", "class", "tables")
                .open("thead")
                .open("tr");
        html.leaf("th", "Table", "scope", "col", "rowspan", "2").leaf("th", "Verdict", "scope", "col", "rowspan", "2");
        if (parity.once()) {
            html.leaf("th", "Rows", "scope", "colgroup", "colspan", "2", "class", "num group");
        } else {
            html.leaf("th", "Rows when pinned", "scope", "colgroup", "colspan", "2", "class", "num group");
            html.leaf("th", "Rows when frozen", "scope", "colgroup", "colspan", "2", "class", "num group");
        }
        html.leaf("th", "Chunks", "scope", "col", "rowspan", "2", "class", "num");
        html.leaf("th", "Time", "scope", "col", "rowspan", "2", "class", "num");
        html.leaf("th", "Method", "scope", "col", "rowspan", "2").close().open("tr");
        List<String> heads = parity.verified()
                .map(one -> List.of(side(one.left(), "source"), side(one.right(), "target")))
                .orElse(List.of(left, "target", source, "target"));
        for (String head : heads) {
            html.leaf("th", head, "scope", "col", "class", "num");
        }
        html.close().close().open("tbody");
        worstFirst.forEach(table -> table(html, table));
        html.close().close().close();
    }

    private static void table(Html html, Parity.TableParity table) {
        html.open("tr", "class", table.verdict().name().toLowerCase(Locale.ROOT));
        Page.mono(html, table.qualified()).open("td");
        if (table.dropped()) {
            Page.badge(html, "dropped", Tone.QUIET);
        } else {
            Page.badge(html, table.verdict());
        }
        if (!table.reason().isEmpty()) {
            html.leaf("div", table.reason(), "class", "quiet small");
        }
        html.close();
        if (table.verified().isPresent()) {
            rows(html, table.verified());
        } else {
            rows(html, table.pinned());
            rows(html, table.frozen());
        }
        Page.number(html, Format.number(table.last().chunks()));
        Page.number(html, Format.duration(table.last().millis()));
        html.leaf("td", Format.orNone(table.last().method()), "class", "small").close();
    }

    private static void rows(Html html, Optional<Parity.Table> table) {
        Page.number(html, Format.number(table.map(Parity.Table::rowsSource).orElse(null)));
        Page.number(html, Format.number(table.map(Parity.Table::rowsTarget).orElse(null)));
    }
}
