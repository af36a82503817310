package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SQL that turns a row into bytes and bytes into a digest, the same on every server from 10.0 on. Sessions must be
 * pinned ({@code Server.openPinned}).
 *
 * <p>Every column is written so that its end can be recognised (numbers and times hold no comma, everything else is preceded
 * by its length), with a mark of its own for NULL, whatever the column says: the other side's may hold it. FLOAT and DOUBLE
 * are multiplied by one, so that all their bits count: as they are, a FLOAT is printed with six digits and a
 * DOUBLE(10,2) with two after the point (plus zero would lose the sign of a zero). ENUM and SET are written by index and
 * by text, the index by way of {@code | 0}, since a SET of more than 53 members plus zero is rounded. The row's SHA-256, cut to 64 bits, is summed: unlike an XOR of CRCs a sum of
 * non-linear digests is changed by two swapped values and by a row that is twice. Large columns are hashed by
 * themselves first, since a text longer than max_allowed_packet becomes NULL; should a row still become NULL, a sum no
 * digests can reach gives it away.
 */
final class RowDigest {
    /** Added for a row whose text became NULL. More rows than 2^64 fit below it would be needed to reach it. */
    static final BigDecimal UNREADABLE = new BigDecimal("1e30");

    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year");
    private static final Set<String> APPROXIMATE = Set.of("float", "double");
    private static final Set<String> TIMES = Set.of("date", "time", "datetime", "timestamp");
    private static final Set<String> SHORT = Set.of("char", "varchar", "binary", "varbinary", "tinytext", "tinyblob");

    private static final Set<String> ADDRESSES = Set.of("uuid", "inet4", "inet6");
    /** Characters, or bytes, of a value. */
    private static final int SHOWN = 100;

    private static final Set<String> BINARY =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bit");

    private RowDigest() {}

    /** A number that is not rounded to fit, by the name of its type. */
    static boolean isNumber(String type) {
        return NUMBERS.contains(type);
    }

    /** A floating-point number, by the name of its type. */
    static boolean isApproximate(String type) {
        return APPROXIMATE.contains(type);
    }

    static boolean isTime(String type) {
        return TIMES.contains(type);
    }

    /** Bytes, by the name of the type; shown in hexadecimal. */
    static boolean isBinary(String type) {
        return BINARY.contains(type);
    }

    /** Text or bytes that are never larger than a row may be. */
    static boolean isShort(String type) {
        return SHORT.contains(type);
    }

    /**
     * The columns that take part: all that are stored. A virtual one is computed from the others and compared by
     * definition; a computed one that is stored was computed once, perhaps under other settings.
     */
    static List<Column> columns(Table table) {
        return table.columns().stream().filter(column -> !column.virtual()).toList();
    }

    /** Two values: COUNT and the sum of the row digests. */
    static String aggregate(Table table) {
        return aggregate(row(table));
    }

    private static String aggregate(String row) {
        return "COUNT(*), COALESCE(SUM(COALESCE(CAST(CONV(" + row + ", 16, 10) AS UNSIGNED), "
                + UNREADABLE.toPlainString() + ")), 0)";
    }

    /** A sum that holds a row whose digest could not be made. */
    static boolean holdsUnreadableRow(BigDecimal sum) {
        return sum.compareTo(UNREADABLE) >= 0;
    }

    /** The first 64 bits of the row's SHA-256, as 16 hexadecimal digits. */
    static String row(Table table) {
        return row(text(table));
    }

    private static String row(String text) {
        return "LEFT(SHA2(CONCAT(" + text + "), 256), 16)";
    }

    private static String text(Table table) {
        return columns(table).stream().map(RowDigest::column).collect(Collectors.joining(", ',', "));
    }

    /**
     * As {@link #aggregate}, each row with the time it began and ended.
     *
     * @param period the text of the two times, where the columns that keep them are not among the table's own
     */
    static String aggregateOfVersions(Table table, List<String> period) {
        String times = period.stream().map(time -> ", ',', " + time).collect(Collectors.joining());
        return aggregate(row(text(table) + times));
    }

    /** A column's own digest, to name what differs. */
    static String columnDigest(Column column) {
        return "LEFT(SHA2(" + column(column) + ", 256), 16)";
    }

    /** The column's value for people, a long one by its beginning. */
    static String columnText(Column column) {
        String name = Quoting.identifier(column.name());
        String more = "IF(LENGTH(" + name + ") > " + SHOWN + ", CONCAT(' … ', LENGTH(" + name + "), ' bytes'), '')";
        String text;
        if (isApproximate(column.dataType())) {
            text = "CAST(" + name + " * 1e0 AS CHAR)";
        } else if (column.charset().isPresent()) {
            text = "CONCAT('''', CONVERT(LEFT(" + name + ", " + SHOWN + ") USING utf8mb4), '''', " + more + ")";
        } else if (NUMBERS.contains(column.dataType())
                || TIMES.contains(column.dataType())
                || ADDRESSES.contains(column.dataType())) {
            text = "CAST(" + name + " AS CHAR)";
        } else {
            text = "CONCAT('0x', HEX(LEFT(" + name + ", " + SHOWN + ")), " + more + ")";
        }
        return "IF(" + name + " IS NULL, 'NULL', " + text + ")";
    }

    /** The key as bytes that only the same key has. */
    static String keyBytes(Table table) {
        return "HEX(CONCAT("
                + table.primaryKey().stream()
                        .map(name -> column(table.column(name)))
                        .collect(Collectors.joining(", ',', "))
                + "))";
    }

    /** The key for people: {@code id=17, code='x'}; NULL where the table's rows have no name. */
    static String keyText(Table table) {
        return table.namingColumns().isEmpty()
                ? "NULL"
                : "CONCAT("
                        + table.namingColumns().stream()
                                .map(name -> Quoting.text(name + "=") + ", " + shown(table.column(name)))
                                .collect(Collectors.joining(", ', ', "))
                        + ")";
    }

    private static String shown(Column column) {
        String name = Quoting.identifier(column.name());
        if (NUMBERS.contains(column.dataType()) || TIMES.contains(column.dataType())) {
            return name;
        }
        if (isApproximate(column.dataType())) {
            return name + " * 1e0";
        }
        return BINARY.contains(column.dataType())
                ? "'0x', HEX(" + name + ")"
                : "'''', CONVERT(" + name + " USING utf8mb4), ''''";
    }

    /** A column's bytes, NULL as 'N'; NULL only where the server could not make them. */
    static String column(Column column) {
        String name = Quoting.identifier(column.name());
        return orNull(name, bytes(column, name));
    }

    /**
     * A column's bytes with the mark for NULL. The column itself is asked: bytes that became NULL because they are too many
     * must make the whole row NULL.
     */
    static String orNull(String name, String bytes) {
        return "IF(" + name + " IS NULL, 'N', " + bytes + ")";
    }

    /** A present row ends at the last time there is, which 11.5 moved. */
    static String rowEnd(String name) {
        return "IF(" + name + " >= '2038-01-19 03:14:07', 'never', CAST(" + name + " AS CHAR))";
    }

    private static String bytes(Column column, String name) {
        String type = column.dataType();
        if (column.endsRow()) {
            return rowEnd(name);
        }
        if (isApproximate(type)) {
            return "CAST(" + name + " * 1e0 AS CHAR)";
        }
        if (column.hidesCentury()) {
            return "CONCAT(" + name + ", '/', YEAR(" + name + "))";
        }
        if (NUMBERS.contains(type) || TIMES.contains(type)) {
            return "CAST(" + name + " AS CHAR)";
        }
        if (type.equals("bit")) {
            return "CAST(" + name + " + 0 AS CHAR)";
        }
        if (type.equals("enum") || type.equals("set")) {
            return "CONCAT(" + name + " | 0, ':', LENGTH(" + name + "), ':', CAST(" + name + " AS BINARY))";
        }
        return SHORT.contains(type)
                ? "CONCAT(LENGTH(" + name + "), ':', CAST(" + name + " AS BINARY))"
                : "CONCAT(LENGTH(" + name + "), ':', SHA2(" + name + ", 256))";
    }
}
