package dev.evenkeel.parity;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row for people.
 *
 * @param key its columns and values
 * @param digests of all columns, in the table's order; empty text where the server could not make one
 * @param values of all columns, where they were asked for; else none
 */
record NamedRow(String key, List<String> digests, List<String> values) {
    /** What is to be selected for {@link #read}. */
    static String list(Table table, RowOptions options) {
        List<String> list = new ArrayList<>();
        list.add(RowDigest.keyText(table));
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
        return new NamedRow(
                row.text(first),
                texts(row, first + 1, columns),
                texts(row, first + 1 + columns, options.showValues() ? columns : 0));
    }

    private static List<String> texts(Row row, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> row.optional(i).orElse(""))
                .toList();
    }

    /** What the other side's row has otherwise. */
    List<RowDifference.Value> unlike(NamedRow right, Table table) {
        List<Column> columns = RowDigest.columns(table);
        return IntStream.range(0, columns.size())
                .filter(i -> !digests.get(i).equals(right.digests.get(i)))
                .mapToObj(i -> new RowDifference.Value(columns.get(i).name(), shown(i, right), right.shown(i, this)))
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
