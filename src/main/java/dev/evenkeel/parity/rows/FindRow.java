package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The SELECT by which a person finds a row that differs, on either server. */
final class FindRow {
    private FindRow() {}

    /** What is selected of the columns that name a row, for {@link #byKey}. */
    static List<String> values(Table table) {
        return table.namingColumns().stream()
                .map(name -> value(table.column(name)))
                .toList();
    }

    private static String value(Column column) {
        String name = Quoting.identifier(column.name());
        if (isPlain(column)) {
            // As text: a driver makes dates of YEARs and of zero times.
            return "CAST(" + name + (RowDigest.isApproximate(column.dataType()) ? " * 1e0" : "") + " AS CHAR)";
        }
        if (column.dataType().equals("bit")) {
            return name + " + 0";
        }
        return RowDigest.isBinary(column.dataType()) ? "HEX(" + name + ")" : "HEX(CONVERT(" + name + " USING utf8mb4))";
    }

    private static boolean isPlain(Column column) {
        return RowDigest.isNumber(column.dataType())
                || RowDigest.isApproximate(column.dataType())
                || RowDigest.isTime(column.dataType());
    }

    /** Empty where the table's rows have no name. */
    static String byKey(Table table, List<String> values) {
        List<String> names = table.namingColumns();
        return names.isEmpty()
                ? ""
                : session(names.stream()
                                .anyMatch(name -> table.column(name).dataType().equals("timestamp")))
                        + select(table)
                        + IntStream.range(0, names.size())
                                .mapToObj(i -> Quoting.identifier(names.get(i)) + " = "
                                        + literal(table.column(names.get(i)), values.get(i)))
                                .collect(Collectors.joining(" AND "));
    }

    /** By the digest of the whole row, where nothing else distinguishes it from others. */
    static String byDigest(Table table, String digest) {
        return session(true) + select(table) + RowDigest.row(table) + " = " + Quoting.text(digest);
    }

    /** Times of a TIMESTAMP, and the bytes of a row, depend on what the session is set to. */
    private static String session(boolean matters) {
        return matters ? Server.PINNED + "; " : "";
    }

    private static String select(Table table) {
        return "SELECT * FROM " + table.name().quoted() + " WHERE ";
    }

    private static String literal(Column column, String value) {
        if (isPlain(column)) {
            return RowDigest.isTime(column.dataType()) ? Quoting.text(value) : value;
        }
        if (column.dataType().equals("bit")) {
            return value;
        }
        byte[] bytes = HexFormat.of().parseHex(value);
        return RowDigest.isBinary(column.dataType())
                ? Quoting.bytes(bytes)
                : Quoting.text(new String(bytes, StandardCharsets.UTF_8));
    }
}
