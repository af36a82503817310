package dev.evenkeel.transfer.exact;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL that reads what a table's text does not hold exactly, and puts it right on its copy. A FLOAT's text lacks
 * digits; a DOUBLE's text has them all, and lacks only the sign of a zero: an unquoted -0 is the integer 0; a DOUBLE(10,2)'s
 * text has two after the point, however many are stored. Where an
 * empty text is a member of an ENUM or SET, it stands for that member and for none as well.
 */
final class FloatTable {
    /**
     * Half the last place of a float is never less than its 2^25th part, so that a text which is nearer than that has
     * lost nothing. What passes is looked at again in {@link #lost}.
     */
    private static final String DOUBTFUL = "(ABS(CONCAT(%1$s) - %1$s * 1e0) >= ABS(%1$s * 1e0) * 2.9802322387695312e-8"
            + " AND (%1$s <> 0 OR CONCAT(%1$s) LIKE '-%%'))";

    private static final String HIDDEN = "(CONCAT(%1$s) + 0e0 <> %1$s * 1e0)";
    private static final String NEGATIVE_ZERO = "(%1$s = 0 AND CONCAT(%1$s) LIKE '-%%')";

    /** An ENUM's text is read back as the empty member, a SET's as no member. */
    private static final String ENUM_OF_NONE = "(%1$s + 0 = 0)";

    private static final String SET_OF_EMPTY = "(%1$s + 0 <> 0 AND CONCAT(%1$s) = '')";
    private static final Pattern EMPTY_MEMBER = Pattern.compile("[(,]''[,)]");

    private final Table table;
    private final List<Column> inexact;

    FloatTable(Table table) {
        this.table = table;
        this.inexact = table.columns().stream()
                .filter(column -> !column.generated() && (floating(column) || hasEmptyMember(column)))
                .toList();
    }

    Table table() {
        return table;
    }

    /** The columns whose text may have lost something. */
    List<Column> inexact() {
        return inexact;
    }

    /** Rows can be found on the copy by a key that arrived exactly. */
    boolean keyed() {
        return !table.primaryKey().isEmpty() && keyColumns().stream().noneMatch(inexact::contains);
    }

    List<Column> keyColumns() {
        return table.primaryKey().stream().map(table::column).toList();
    }

    /** The columns that an INSERT of whole rows names. */
    List<Column> storedColumns() {
        return table.columns().stream().filter(column -> !column.generated()).toList();
    }

    /** Key, then per inexact column its text and its exact value. */
    String selectDoubtful() {
        Stream<String> keys = keyColumns().stream().map(FloatTable::read);
        Stream<String> values =
                inexact.stream().flatMap(column -> Stream.of("CONCAT(" + name(column) + ")", read(column)));
        return select(Stream.concat(keys, values)) + " WHERE " + doubtful(inexact);
    }

    String selectWhole() {
        return select(storedColumns().stream().map(FloatTable::read));
    }

    String anyDoubtful() {
        return any(inexact);
    }

    /** Whether the text of one of these columns may have lost something in any row. */
    String any(List<Column> columns) {
        return "SELECT EXISTS (SELECT 1 FROM " + table.name().quoted() + " WHERE " + doubtful(columns) + ")";
    }

    /** DOUBLE(10,2): whatever is stored, two digits after the point are shown. */
    static boolean showsSomeDigits(Column column) {
        return floating(column) && column.columnType().contains(",");
    }

    String fixName() {
        return Quoting.identifier(table.name().schema()) + ".`evenkeel_exact_floats`";
    }

    /** A table of this session alone, whose keys are of the copy's own types. */
    String createFix() {
        Stream<String> keys = keyColumns().stream().map(FloatTable::name);
        Stream<String> values = inexact.stream()
                .map(column -> name(column) + (floating(column) ? " * 1e0 AS " : " | 0 AS ") + exact(column));
        return "CREATE TEMPORARY TABLE " + fixName() + " ENGINE=InnoDB " + select(Stream.concat(keys, values))
                + " LIMIT 0";
    }

    /** Rows are found by key from the small table; columns that would follow the clock are set to themselves. */
    String updateFromFix() {
        String keys = table.primaryKey().stream()
                .map(key -> "t." + Quoting.identifier(key) + " = fix." + Quoting.identifier(key))
                .collect(Collectors.joining(" AND "));
        Stream<String> values = inexact.stream().map(column -> "t." + name(column) + " = fix." + exact(column));
        Stream<String> clocks = table.columns().stream()
                .filter(column -> column.extra().toLowerCase(Locale.ROOT).contains("on update"))
                .map(column -> "t." + name(column) + " = t." + name(column));
        return "UPDATE " + fixName() + " AS fix STRAIGHT_JOIN " + table.name().quoted() + " AS t ON " + keys + " SET "
                + Stream.concat(values, clocks).collect(Collectors.joining(", "));
    }

    /**
     * TRUNCATE begins the numbering again, which the rows written next carry on only as far as the highest number of
     * them.
     */
    String empty() {
        boolean numbered = table.columns().stream()
                .anyMatch(column -> column.extra().toLowerCase(Locale.ROOT).contains("auto_increment"));
        return (numbered ? "DELETE FROM " : "TRUNCATE TABLE ") + table.name().quoted();
    }

    String insertWhole() {
        return "INSERT INTO " + table.name().quoted()
                + storedColumns().stream().map(FloatTable::name).collect(Collectors.joining(", ", " (", ")"))
                + " VALUES ";
    }

    /** The text, read as the server reads it, is not this value. */
    static boolean lost(Column column, String text, String exact) {
        if (!floating(column)) {
            return text.isEmpty() && exact.equals("0") == column.dataType().equals("enum");
        }
        if (!column.isFloat()) {
            // An unquoted -0 is the integer 0 to the server.
            return exact.equals("-0")
                    || Double.doubleToRawLongBits(Double.parseDouble(text))
                            != Double.doubleToRawLongBits(Double.parseDouble(exact));
        }
        float arrives = (float) Double.parseDouble(text);
        float meant = (float) Double.parseDouble(exact);
        // An unquoted -0 is the integer 0 to the server.
        return Float.floatToRawIntBits(arrives) != Float.floatToRawIntBits(meant)
                || Float.floatToRawIntBits(meant) == Integer.MIN_VALUE;
    }

    private String select(Stream<String> expressions) {
        return "SELECT " + expressions.collect(Collectors.joining(", ")) + " FROM "
                + table.name().quoted();
    }

    private static String doubtful(List<Column> columns) {
        return columns.stream()
                .map(column -> doubt(column).formatted(name(column)))
                .collect(Collectors.joining(" OR "));
    }

    private static String doubt(Column column) {
        return switch (column.dataType()) {
            case "float" -> DOUBTFUL;
            case "enum" -> ENUM_OF_NONE;
            case "set" -> SET_OF_EMPTY;
            default -> showsSomeDigits(column) ? "(" + HIDDEN + " OR " + NEGATIVE_ZERO + ")" : NEGATIVE_ZERO;
        };
    }

    private static boolean floating(Column column) {
        return ExactLiteral.of(column) == ExactLiteral.FLOATING;
    }

    private static boolean hasEmptyMember(Column column) {
        return (column.dataType().equals("enum") || column.dataType().equals("set"))
                && EMPTY_MEMBER.matcher(column.columnType()).find();
    }

    private static String read(Column column) {
        return ExactLiteral.of(column).read(name(column));
    }

    private static String name(Column column) {
        return Quoting.identifier(column.name());
    }

    /** Numbered, for a name may be as long as names get. */
    private String exact(Column column) {
        return "`evenkeel_" + inexact.indexOf(column) + "`";
    }
}
