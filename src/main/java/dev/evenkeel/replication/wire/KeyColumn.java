package dev.evenkeel.replication.wire;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.RowKey;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A column of a table's key in the one form in which the binlog's value, the server's answer and a condition mean the
 * same: numbers and times as the server prints them, texts and bytes as {@code 0x…} of what is stored.
 */
public record KeyColumn(Column column) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> TIMES = Set.of("date", "time", "datetime", "timestamp");
    private static final Set<String> INDEXES = Set.of("enum", "set", "bit");
    /** Types of a fixed number of bytes that print as something else. */
    private static final Map<String, Integer> FIXED = Map.of("uuid", 16, "inet6", 16, "inet4", 4);

    private static final Pattern WIDTH = Pattern.compile("\\((\\d+)");

    /** The first of a table's keys that can be read from a binlog. */
    public static Optional<RowKey> rowKey(Table table) {
        return table.rowKeys().stream()
                .filter(key -> !of(table, key.columns()).isEmpty())
                .findFirst();
    }

    /** That key's columns in order; empty when there is none. */
    public static List<KeyColumn> of(Table table) {
        return rowKey(table).map(key -> of(table, key.columns())).orElse(List.of());
    }

    /** The same of other columns by name; empty when one of them cannot be read, or is not there. */
    public static List<KeyColumn> of(Table table, List<String> columns) {
        List<Optional<Column>> found = columns.stream().map(table::find).toList();
        return found.stream().allMatch(column -> column.filter(some -> new KeyColumn(some).readable())
                        .isPresent())
                ? found.stream().map(column -> new KeyColumn(column.get())).toList()
                : List.of();
    }

    /** Why a table's rows cannot be known by a key while they change; empty when they can. */
    public static Optional<String> whyNotByKey(Table table) {
        if (rowKey(table).isPresent()) {
            return Optional.empty();
        }
        if (table.rowKeys().isEmpty()) {
            return Optional.of(
                    table.primaryKey().isEmpty()
                            ? "it has neither a primary key nor a UNIQUE one of whole NOT NULL columns on both sides"
                            : "its primary key is not the same on both sides");
        }
        return table.rowKeys().get(0).columns().stream()
                .map(table::find)
                .flatMap(Optional::stream)
                .filter(column -> !new KeyColumn(column).readable())
                .map(column -> "its key column " + column.name() + " is "
                        + (column.generated()
                                ? "computed, and the binlog need not hold it"
                                : column.dataType().toUpperCase(Locale.ROOT)
                                        + ", whose value the binlog does not show as SQL does"))
                .findFirst()
                .or(() -> Optional.of("a column of its key is not in the catalog"));
    }

    /** One text that only the same key has: no value holds a comma. */
    public static String text(List<String> values) {
        return String.join(",", values);
    }

    /** The SQL for that text. */
    public static String expression(List<KeyColumn> key) {
        return "CONCAT_WS(',', " + key.stream().map(KeyColumn::expression).collect(Collectors.joining(", ")) + ")";
    }

    private boolean readable() {
        String type = column.dataType();
        return !column.generated()
                && (INTEGERS.contains(type)
                        || TEXTS.contains(type) && column.charset().isPresent()
                        || BYTES.contains(type)
                        || TIMES.contains(type)
                        || INDEXES.contains(type)
                        || FIXED.containsKey(type)
                        || type.equals("decimal")
                        || column.columnType().equals("year(4)")
                        || column.columnType().equals("year"));
    }

    private String expression() {
        String name = Quoting.identifier(column.name());
        if (TEXTS.contains(column.dataType())
                || BYTES.contains(column.dataType())
                || FIXED.containsKey(column.dataType())) {
            return "CONCAT('0x', HEX(" + name + "))";
        }
        if (column.dataType().equals("set")) {
            // The 64th member would count as a sign.
            return "CAST(CAST(" + name + " AS UNSIGNED) AS CHAR)";
        }
        // Adding nothing takes ZEROFILL off numbers, and the index of an ENUM.
        return TIMES.contains(column.dataType()) || column.dataType().equals("year")
                ? "CAST(" + name + " AS CHAR)"
                : "CAST(" + name + " + 0 AS CHAR)";
    }

    /** A value as SQL that an index can be searched for. */
    public String literal(String value, Session session) {
        if (TEXTS.contains(column.dataType())) {
            String charset = column.charset().orElseThrow();
            boolean oldName = charset.equals("utf8mb3") && !session.can(Capability.UTF8_CHOSEN_BY_OLD_MODE);
            return "_" + (oldName ? "utf8" : charset) + " " + hex(value);
        }
        if (BYTES.contains(column.dataType())) {
            return hex(value);
        }
        return switch (column.dataType()) {
            case "uuid" -> "'" + value.substring(2) + "'";
            // Compared as a number with a sign: seen on 10.1.8, 10.11.5 and 11.4.5.
            case "set" -> Long.toString(Long.parseUnsignedLong(value));
            default ->
                TIMES.contains(column.dataType()) || column.dataType().equals("year") ? "'" + value + "'" : value;
        };
    }

    private static String hex(String value) {
        return value.equals("0x") ? "''" : value;
    }

    /** Digits after the second, by the catalog; 0 for what is not a time. */
    public static int fraction(Column column) {
        if (!Set.of("time", "datetime", "timestamp").contains(column.dataType())) {
            return 0;
        }
        Matcher matcher = WIDTH.matcher(column.columnType());
        int digits = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        if (digits > 6) {
            throw new Undecodable("column " + column.name() + " is of type " + column.columnType());
        }
        return digits;
    }

    /** The form of a value in the binlog. */
    String decode(WireColumn wire, EventBytes value, boolean uuidsAsPrinted) {
        if (column.dataType().equals("uuid") && !uuidsAsPrinted) {
            throw new Undecodable("it is not known how a server of this version logs " + column.name() + ", a UUID");
        }
        if (FIXED.containsKey(column.dataType())) {
            return "0x" + HEX.formatHex(padded(value.rest(), FIXED.get(column.dataType())));
        }
        String decoded = value(wire, value);
        if (value.left() != 0) {
            throw new Undecodable("a value of " + column.name() + " is longer than its type");
        }
        return decoded;
    }

    private String value(WireColumn wire, EventBytes value) {
        String type = column.dataType();
        if (INTEGERS.contains(type) && value.left() > 0) {
            int length = value.left();
            return column.columnType().contains("unsigned")
                    ? Long.toUnsignedString(value.little(length))
                    : Long.toString(value.littleSigned(length));
        }
        if (TEXTS.contains(type) || BYTES.contains(type)) {
            byte[] bytes = value.rest();
            return "0x" + HEX.formatHex(type.equals("binary") ? padded(bytes, width()) : bytes);
        }
        if (value.left() == 0) {
            throw new Undecodable("a value of " + column.name() + " is empty");
        }
        int digits = fraction(column);
        return switch (wire.type()) {
            case WireColumn.ENUM, WireColumn.SET -> Long.toUnsignedString(value.little(value.left()));
            case WireColumn.BIT -> new BigInteger(1, value.rest()).toString();
            case WireColumn.DECIMAL -> WireDecimal.text(wire, value.rest());
            case WireColumn.YEAR -> WireTimes.year(value);
            case WireColumn.DATE, WireColumn.NEWDATE -> WireTimes.date(value);
            case WireColumn.TIME -> WireTimes.time(value, digits);
            case WireColumn.DATETIME -> WireTimes.datetime(value, digits);
            case WireColumn.TIMESTAMP -> WireTimes.timestamp(value, digits);
            case WireColumn.TIME2 -> WireTimes.time2(value, digits);
            case WireColumn.DATETIME2 -> WireTimes.datetime2(value, digits);
            case WireColumn.TIMESTAMP2 -> WireTimes.timestamp2(value, digits);
            default -> throw new Undecodable("column " + column.name() + " is sent as type " + wire.type());
        };
    }

    private int width() {
        Matcher matcher = WIDTH.matcher(column.columnType());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
    }

    /** Zeros at the end of what is of a fixed length are not sent. */
    private byte[] padded(byte[] bytes, int width) {
        if (bytes.length > width) {
            throw new Undecodable("a value of " + column.name() + " is longer than its type");
        }
        return Arrays.copyOf(bytes, width);
    }

    /** Whether a column of the catalog can be sent as what the binlog says. */
    static boolean agrees(Column column, WireColumn wire) {
        return switch (column.dataType()) {
            case "tinyint" -> wire.type() == WireColumn.TINY;
            case "smallint" -> wire.type() == WireColumn.SHORT;
            case "mediumint" -> wire.type() == WireColumn.INT24;
            case "int" -> wire.type() == WireColumn.LONG;
            case "bigint" -> wire.type() == WireColumn.LONGLONG;
            case "decimal" -> wire.type() == WireColumn.DECIMAL;
            case "float" -> wire.type() == WireColumn.FLOAT;
            case "double" -> wire.type() == WireColumn.DOUBLE;
            case "year" -> wire.type() == WireColumn.YEAR;
            case "date" -> wire.type() == WireColumn.DATE || wire.type() == WireColumn.NEWDATE;
            case "time" -> temporal(column, wire, WireColumn.TIME, WireColumn.TIME2);
            case "datetime" -> temporal(column, wire, WireColumn.DATETIME, WireColumn.DATETIME2);
            case "timestamp" -> temporal(column, wire, WireColumn.TIMESTAMP, WireColumn.TIMESTAMP2);
            case "char", "binary" -> wire.type() == WireColumn.STRING;
            case "varchar", "varbinary" ->
                wire.type() == WireColumn.VARCHAR || wire.type() == WireColumn.VARCHAR_COMPRESSED;
            case "uuid", "inet6", "inet4" ->
                wire.type() == WireColumn.STRING && wire.meta() == FIXED.get(column.dataType());
            case "enum" -> wire.type() == WireColumn.ENUM;
            case "set" -> wire.type() == WireColumn.SET;
            case "bit" -> wire.type() == WireColumn.BIT;
            default ->
                !TEXTS.contains(column.dataType()) && !BYTES.contains(column.dataType())
                        || wire.type() == WireColumn.BLOB
                        || wire.type() == WireColumn.BLOB_COMPRESSED;
        };
    }

    private static boolean temporal(Column column, WireColumn wire, int old, int now) {
        return wire.type() == old || wire.type() == now && wire.meta() == fraction(column);
    }
}
