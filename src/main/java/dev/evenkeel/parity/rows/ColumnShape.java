package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Column;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column's values are beside their bytes, held against the other side's column: there are types under which equal
 * bytes are different values, and types that are wider without any value being another one.
 */
final class ColumnShape {
    private static final Map<String, Set<String>> FAMILIES = Map.of(
            "integer", Set.of("tinyint", "smallint", "mediumint", "int", "bigint"),
            "text", Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext"),
            "bytes", Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"),
            "geometry",
                    Set.of(
                            "geometry",
                            "point",
                            "linestring",
                            "polygon",
                            "multipoint",
                            "multilinestring",
                            "multipolygon",
                            "geometrycollection"));
    /** Every letter of the first is the same bytes in the second. */
    private static final Set<String> UTF8 = Set.of("utf8mb3", "utf8mb4");

    private static final Pattern DIGITS = Pattern.compile("^\\w+\\((\\d+)(?:,(\\d+))?\\)");
    private static final int SHOWN = 120;

    private final Column left;
    private final Column right;

    ColumnShape(Column left, Column right) {
        this.left = left;
        this.right = right;
    }

    /** Why equal bytes are different values. */
    Optional<String> difference(String leftName, String rightName) {
        Optional<String> why = why();
        if (why.isEmpty() && !charset(left).equals(charset(right)) && !wider()) {
            return Optional.of("column " + left.name() + " is CHARACTER SET " + charset(left) + " on the " + leftName
                    + " and " + charset(right) + " on the " + rightName + ": equal bytes are different letters");
        }
        return why.map(reason -> "column " + left.name() + " is " + shown(left.columnType()) + " on the " + leftName
                + " and " + shown(right.columnType()) + " on the " + rightName + ": " + reason);
    }

    /** What differs although equal bytes are equal values. */
    Optional<String> remark(boolean inKey, String leftName, String rightName) {
        String mine = left.columnType();
        String theirs = right.columnType();
        if (!charset(left).equals(charset(right))) {
            mine += " CHARACTER SET " + charset(left);
            theirs += " CHARACTER SET " + charset(right);
        } else if (!left.collation().equals(right.collation())) {
            mine += " COLLATE " + left.collation().orElse("");
            theirs += " COLLATE " + right.collation().orElse("");
        }
        if (left.nullable() != right.nullable()) {
            mine += left.nullable() ? " NULL" : " NOT NULL";
            theirs += right.nullable() ? " NULL" : " NOT NULL";
        }
        if (left.generated() != right.generated()) {
            mine += left.generated() ? " computed and stored" : "";
            theirs += right.generated() ? " computed and stored" : "";
        }
        String key = inKey && !left.collation().equals(right.collation())
                ? ", and keys that are equal on one may be two on the other"
                : "";
        return mine.equals(theirs)
                ? Optional.empty()
                : Optional.of(left.name() + " is " + shown(mine) + " on the " + leftName + ", " + shown(theirs)
                        + " on the " + rightName + key);
    }

    private Optional<String> why() {
        String family = family(left.dataType());
        if (!family.equals(family(right.dataType()))) {
            return Optional.of("these are values of different kinds");
        }
        if (left.columnType().equals(right.columnType())) {
            return Optional.empty();
        }
        if (has(left, "zerofill") || has(right, "zerofill")) {
            return Optional.of("equal numbers are written differently");
        }
        if (has(left, "unsigned") != has(right, "unsigned")) {
            return Optional.of("equal bits are different numbers");
        }
        return switch (family) {
            case "integer", "text", "bytes", "geometry" -> Optional.empty();
            case "decimal", "float", "double" ->
                scale(left).equals(scale(right))
                        ? Optional.empty()
                        : Optional.of("digits that one keeps the other does not");
            case "date", "time", "datetime", "timestamp" -> Optional.of("fractions that one keeps the other does not");
            case "enum", "set" ->
                appended(left.columnType(), right.columnType()) || appended(right.columnType(), left.columnType())
                        ? Optional.empty()
                        : Optional.of("equal numbers are different members");
            case "bit" -> Optional.of("equal bits are of different widths");
            default -> Optional.of("equal bytes may be different values");
        };
    }

    private static String family(String type) {
        return FAMILIES.entrySet().stream()
                .filter(family -> family.getValue().contains(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(type);
    }

    private static boolean has(Column column, String word) {
        // The members of an ENUM are words of their own.
        return column.charset().isEmpty() && column.columnType().contains(" " + word);
    }

    /** Digits after the point: none were asked for where there is no number. */
    private static String scale(Column column) {
        Matcher matcher = DIGITS.matcher(column.columnType());
        return matcher.find() && matcher.group(2) != null ? matcher.group(2) : "";
    }

    private static boolean appended(String few, String more) {
        return more.startsWith(few.substring(0, few.length() - 1) + ",");
    }

    private static String charset(Column column) {
        return column.charset().orElse("binary");
    }

    private boolean wider() {
        return UTF8.contains(charset(left)) && UTF8.contains(charset(right));
    }

    private static String shown(String type) {
        return type.length() > SHOWN ? type.substring(0, SHOWN) + " …" : type;
    }
}
