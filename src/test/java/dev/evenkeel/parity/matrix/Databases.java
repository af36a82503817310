package dev.evenkeel.parity.matrix;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.inventory.ObjectParity;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.parity.rows.EveryHashing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The cases about rows and objects, in the databases that {@link PlantedDatabases} made. */
final class Databases {
    private final Pair pair;
    private final List<Case> cases;
    private final Answers answers;

    Databases(Pair pair, List<Case> cases, Answers answers) {
        this.pair = pair;
        this.cases = cases;
        this.answers = answers;
    }

    void run() {
        Map<Case.Globals, List<Case>> groups = cases.stream()
                .filter(one -> one.area() == Area.DATA && !answers.has(one))
                .collect(Collectors.groupingBy(Case::during, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((globals, group) -> pair.during(globals, () -> rows(group)));
        objects(cases.stream()
                .filter(one -> one.area() == Area.OBJECTS && !answers.has(one))
                .toList());
    }

    private static List<String> places(List<Case> cases) {
        List<String> places = new ArrayList<>();
        cases.forEach(one -> places.addAll(List.of(one.damagedPlace(), one.harmlessPlace())));
        return places;
    }

    private Void rows(List<Case> group) {
        List<List<Table>> tables = pair.read(session -> Catalog.tables(session, places(group)));
        RowResult result = EveryHashing.compareInSmallChunks(pair.left(), pair.right(), tables.get(0), tables.get(1));
        for (Case one : group) {
            answers.damaged(one, rows(result, one.damagedPlace()));
            answers.harmless(one, rows(result, one.harmlessPlace()));
        }
        return null;
    }

    private static String rows(RowResult whole, String database) {
        RowResult result = new RowResult(
                whole.tables().stream()
                        .filter(table -> table.table().schema().equals(database))
                        .toList(),
                Duration.ZERO);
        if (result.same()) {
            int chunks = result.tables().stream().mapToInt(TableResult::chunks).sum();
            String remarks = result.tables().stream()
                    .map(TableResult::remark)
                    .filter(remark -> !remark.isEmpty())
                    .map("; "::concat)
                    .collect(Collectors.joining());
            return "Same, " + result.rowsExamined() + " rows in " + chunks + " chunks" + remarks;
        }
        String details = result.tables().stream()
                .filter(table -> !(table.verdict() instanceof TableVerdict.Same))
                .map(Databases::row)
                .collect(Collectors.joining("; "));
        return result.verdict() + ": " + (details.isEmpty() ? result.failures() : details);
    }

    private static String row(TableResult result) {
        String table = result.table().table() + " ";
        if (result.verdict() instanceof TableVerdict.Different different) {
            String rows = different.rows().stream().map(Databases::row).sorted().collect(Collectors.joining(", "));
            String between = rows.isEmpty() || different.reason().isEmpty() ? "" : "; ";
            return table + rows + between + different.reason();
        }
        return table + ((TableVerdict.Inconclusive) result.verdict()).reason();
    }

    private static String row(RowDifference row) {
        return row.words().replaceAll("digest [0-9a-f]{16}", "digest …");
    }

    private void objects(List<Case> some) {
        List<ObjectSnapshot> snapshots = pair.read(session -> ObjectSnapshot.read(session, places(some)));
        for (Case one : some) {
            PartResult result = ObjectParity.compare(snapshots.get(0), snapshots.get(1), one.rules());
            answers.damaged(one, items(result, one.damagedPlace()));
            answers.harmless(one, items(result, one.harmlessPlace()));
        }
    }

    private static String items(PartResult whole, String database) {
        PartResult result = Items.about(
                whole,
                item -> item.name().equals(database)
                        || item.name().equals(database + "_link")
                        || item.name().startsWith(database + "."));
        return Items.answer(result, text -> text.replace(database + ".", "")
                .replace(database + "_", "")
                .replace(database, "the database"));
    }
}
