package dev.evenkeel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What was compared, for {@code audit.json}. */
final class ParityJson {
    private ParityJson() {}

    static Map<String, Object> parity(Parity parity) {
        return AuditJson.object(
                "verdict", parity.verdict().word(),
                "tables", AuditJson.each(parity.tables(), ParityJson::table),
                "objects", parity.objects().map(ParityJson::inventory).orElse(null),
                "accounts", parity.accounts().map(ParityJson::inventory).orElse(null),
                "settings", parity.settings().map(ParityJson::inventory).orElse(null),
                "passes",
                        AuditJson.object(
                                "rowsExamined", sum(parity, Parity.Comparison::rowsExamined),
                                "bytesExamined", sum(parity, Parity.Comparison::bytesExamined),
                                "millis", sum(parity, Parity.Comparison::millis),
                                "comparisons", AuditJson.each(parity.comparisons(), ParityJson::comparison)),
                // Null where whole tables were compared.
                "residue",
                        parity.frozen()
                                .flatMap(Parity.Comparison::residue)
                                .map(residue -> AuditJson.object(
                                        "keys", residue.keys(),
                                        "chunks", residue.chunks(),
                                        "millis", residue.millis()))
                                .orElse(null));
    }

    static Map<String, Object> proved(Proved proved) {
        return AuditJson.object("tables", proved.tables(), "same", proved.same(), "rows", proved.rows());
    }

    private static Long sum(Parity parity, Function<Parity.Comparison, Long> number) {
        return parity.comparisons().stream()
                .map(number)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }

    private static Map<String, Object> comparison(Parity.Comparison comparison) {
        return AuditJson.object(
                "at", comparison.at(),
                "left", comparison.left(),
                "right", comparison.right(),
                "verdict", comparison.verdict().word(),
                "coordinates", AuditJson.coordinates(Optional.of(comparison.coordinates())),
                "tables", comparison.tables().size(),
                "rowsExamined", comparison.rowsExamined(),
                "bytesExamined", comparison.bytesExamined(),
                "millis", comparison.millis());
    }

    private static Map<String, Object> table(Parity.TableParity table) {
        Parity.Table last = table.last();
        List<Object> differences = new ArrayList<>();
        table.pinned().ifPresent(one -> differences.addAll(differences(Parity.PINNED, one)));
        table.frozen().ifPresent(one -> differences.addAll(differences(Parity.FROZEN, one)));
        table.verified().ifPresent(one -> differences.addAll(differences(Parity.VERIFIED, one)));
        return AuditJson.object(
                "schema", table.schema(),
                "table", table.name(),
                "verdict", table.verdict().word(),
                "rowsSource", last.rowsSource(),
                "rowsTarget", last.rowsTarget(),
                "chunks", last.chunks(),
                "millis", last.millis(),
                "method", last.method(),
                "reason", table.reason(),
                "dropped", table.dropped(),
                "pinned", table.pinned().map(ParityJson::side).orElse(null),
                "frozen", table.frozen().map(ParityJson::side).orElse(null),
                "verified", table.verified().map(ParityJson::side).orElse(null),
                "differences", differences);
    }

    private static Map<String, Object> side(Parity.Table table) {
        return AuditJson.object(
                "verdict", table.verdict().word(),
                "rowsSource", table.rowsSource(),
                "rowsTarget", table.rowsTarget());
    }

    private static List<Object> differences(String at, Parity.Table table) {
        return AuditJson.each(
                table.differences(),
                one -> AuditJson.object(
                        "at", at,
                        "table", table.qualified(),
                        "key", one.key(),
                        "kind", one.kind(),
                        "columns", one.columns(),
                        "values",
                                AuditJson.each(
                                        one.values(),
                                        value -> AuditJson.object(
                                                "column", value.column(),
                                                "left", value.left(),
                                                "right", value.right())),
                        "find", one.find()));
    }

    private static Map<String, Object> inventory(Parity.Inventory inventory) {
        return AuditJson.object(
                "verdict", inventory.verdict().word(),
                "examined", inventory.examined(),
                "items",
                        AuditJson.each(
                                inventory.items(),
                                item -> AuditJson.object(
                                        "kind", item.kind(),
                                        "name", item.name(),
                                        "verdict", item.verdict().word(),
                                        "detail", item.detail())));
    }
}
