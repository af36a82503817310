package dev.evenkeel.parity;

import dev.evenkeel.mariadb.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the comparison of all tables gave.
 *
 * @param dropped tables that were there when it began, and are on neither side any more
 */
public record RowResult(List<TableResult> tables, Duration took, List<TableName> dropped) {
    /** How many tables a message names. */
    private static final int NAMED = 5;

    public RowResult {
        tables = List.copyOf(tables);
        dropped = List.copyOf(dropped);
    }

    public RowResult(List<TableResult> tables, Duration took) {
        this(tables, took, List.of());
    }

    /** The same, with what is known to be on neither side any more. */
    public RowResult without(List<TableName> gone) {
        return new RowResult(
                tables.stream().filter(table -> !gone.contains(table.table())).toList(), took, gone);
    }

    /** Different when any table is; else inconclusive when any is, or when there was nothing to compare. */
    public String verdict() {
        if (tables.stream().anyMatch(table -> table.verdict() instanceof Verdict.Different)) {
            return "Different";
        }
        boolean all = tables.stream().allMatch(table -> table.verdict() instanceof Verdict.Same);
        return all && rowsExamined() > 0 ? "Same" : "Inconclusive";
    }

    public boolean same() {
        return verdict().equals("Same");
    }

    /** What was compared, whatever that gave. */
    public List<TableName> names() {
        return tables.stream().map(TableResult::table).toList();
    }

    /** Rows read on the left side. */
    public long rowsExamined() {
        return tables.stream().mapToLong(table -> Math.max(0, table.rowsLeft())).sum();
    }

    public long bytesExamined() {
        return tables.stream().mapToLong(TableResult::bytes).sum();
    }

    /** The tables that are not the same, for a message: "shop.orders: changed id=17 (total); …". */
    public String failures() {
        if (tables.isEmpty()) {
            return "there was no table to compare";
        }
        String list = String.join(
                "; ",
                tables.stream()
                        .filter(table -> !(table.verdict() instanceof Verdict.Same))
                        .limit(NAMED)
                        .map(RowResult::failure)
                        .toList());
        long failed = tables.stream()
                .filter(table -> !(table.verdict() instanceof Verdict.Same))
                .count();
        String more = failed > NAMED ? "; and " + (failed - NAMED) + " more tables" : "";
        return list.isEmpty() ? "no row was examined" : list + more;
    }

    private static String failure(TableResult table) {
        if (table.verdict() instanceof Verdict.Different different) {
            List<RowDifference> rows = different.rows();
            String shown = String.join(
                    ", ", rows.stream().limit(1).map(RowDifference::words).toList());
            return table.table() + " differs: " + (rows.isEmpty() ? different.reason() : shown)
                    + (rows.size() > 1 ? " and more" : "");
        }
        return table.table() + " could not be compared: " + ((Verdict.Inconclusive) table.verdict()).reason();
    }

    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("verdict", verdict());
        data.put("rowsExamined", rowsExamined());
        data.put("bytesExamined", bytesExamined());
        data.put("millis", took.toMillis());
        data.put("tables", tables.stream().map(TableResult::data).toList());
        data.put(
                "dropped",
                dropped.stream()
                        .map(table -> Map.of("schema", table.schema(), "table", table.table()))
                        .toList());
        return data;
    }
}
