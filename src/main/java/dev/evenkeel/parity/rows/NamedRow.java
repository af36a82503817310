package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.parity.RowDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row for people.
 *
 * @param key its columns and values
 * @param find the SELECT that finds it by its key; empty where it has none
 * @param digests of all columns, in the table's order; empty text where the server could not make one
 * @param values of all columns, where they were asked for; else none
 */
record NamedRow(Table table, String key, String find, List<String> digests, List<String> values) {
    /** What is to be selected for {@link #read}. */
    static String list(Table table, RowOptions options) {
        List<String> list = new ArrayList<>();
        list.add(RowDigest.keyText(table));
        list.addAll(FindRow.values(table));
        List<Column> columns = RowDigest.columns(table);
        columns.forEach(column -> list.add(RowDigest.columnDigest(column)));
        if (options.showValues()) {
            columns.forEach(column -> list.add(RowDigest.columnText(column)));
        }
        return String.join(", ", list);
    }

    /** @param first the place of the list's beginning in the row, counted from 1 */
    static NamedRow read(Table table, RowOptions options, Row row, int first) {
        int columns = RowDigest.columns(table).size();
        int key = FindRow.values(table).size();
        return new NamedRow(
                table,
                row.optional(first).orElse(""),
                FindRow.byKey(table, texts(row, first + 1, key)),
                texts(row, first + 1 + key, columns),
                texts(row, first + 1 + key + columns, options.showValues() ? columns : 0));
    }

    private static List<String> texts(Row row, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> row.optional(i).orElse(""))
                .toList();
    }

    /** With what the other side's row has otherwise. */
    RowDifference changed(NamedRow right) {
        List<Column> columns = RowDigest.columns(table);
        List<RowDifference.Value> unlike = IntStream.range(0, columns.size())
                .filter(i -> !digests.get(i).equals(right.digests.get(i)))
                .mapToObj(i -> new RowDifference.Value(columns.get(i).name(), shown(i, right), right.shown(i, this)))
                .toList();
        return new RowDifference(RowDifference.Kind.CHANGED, key, unlike, find);
    }

    /** Of the left side only. */
    RowDifference missing() {
        return new RowDifference(RowDifference.Kind.MISSING, key, whole(true), find);
    }

    /** Of the right side only. */
    RowDifference extra() {
        return new RowDifference(RowDifference.Kind.EXTRA, key, whole(false), find);
    }

    /** All of its values, where they were asked for. */
    List<RowDifference.Value> whole(boolean left) {
        List<Column> columns = RowDigest.columns(table);
        return IntStream.range(0, values.size())
                .mapToObj(i -> new RowDifference.Value(
                        columns.get(i).name(), left ? values.get(i) : "", left ? "" : values.get(i)))
                .toList();
    }

    private String shown(int column, NamedRow other) {
        String digest = "sha256:" + digests.get(column);
        if (values.isEmpty()) {
            return digest;
        }
        // Long values are shown by their beginnings, and those may be alike.
        return values.get(column).equals(other.values.get(column))
                ? values.get(column) + " " + digest
                : values.get(column);
    }
}
