package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.RowKey;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table's key as the servers order it: the primary key, or else the first of the others. Two keys are never compared here: what is greater is decided by each
 * server in the column's own type and collation, so that a key is either after a bound or not, on each side, whatever
 * letters it is made of. That takes key columns of the same type and collation on both sides.
 */
final class KeyOrder {
    private static final Set<String> PLAIN = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal");
    private static final Set<String> APPROXIMATE = Set.of("float", "double");
    private static final Set<String> QUOTED =
            Set.of("date", "time", "datetime", "timestamp", "year", "uuid", "inet4", "inet6");
    private static final Set<String> INDEXED = Set.of("enum", "set", "bit");
    private static final Set<String> TEXT = Set.of("char", "varchar");
    private static final Set<String> BINARY = Set.of("binary", "varbinary");
    /** A HASH index, MEMORY's own, has no order to walk along. */
    private static final Set<String> ORDERED_ENGINES = Set.of("innodb", "aria", "myisam", "tokudb", "rocksdb");

    /** Whole numbers whose tables may be large, and the greatest that is one whether it has a sign or not. */
    private static final Map<String, BigInteger> COUNTED = Map.of(
            "int", BigInteger.valueOf(Integer.MAX_VALUE),
            "bigint", BigInteger.valueOf(Long.MAX_VALUE));

    private static final Pattern MEMBER = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*+'");
    private static final String BYTES = "X'(?:[0-9A-F]{2})*'";
    private static final Pattern MOMENT = Pattern.compile("'[0-9A-Fa-f:. -]*'");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final int LISTED = 300;
    private static final int EXACT_BITS = 52;

    private final Table table;
    private final RowKey key;
    private final List<Column> columns;

    private KeyOrder(Table table, RowKey key) {
        this.table = table;
        this.key = key;
        this.columns = key.columns().stream().map(table::column).toList();
    }

    /** Empty where the key is none, cannot be walked along, or is not ordered in the same way on both sides. */
    static Optional<KeyOrder> of(Table left, Table right) {
        boolean ordered = ORDERED_ENGINES.contains(left.engine().toLowerCase(Locale.ROOT))
                && ORDERED_ENGINES.contains(right.engine().toLowerCase(Locale.ROOT));
        return left.rowKeys().stream()
                .filter(key -> ordered && right.rowKeys().contains(key))
                .filter(key -> key.columns().stream()
                        .allMatch(name -> writable(left.column(name)) && alike(left.column(name), right.column(name))))
                .findFirst()
                .map(key -> new KeyOrder(left, key));
    }

    /** The index to walk along, as SQL names it. */
    String index() {
        return Quoting.identifier(key.index());
    }

    private static boolean alike(Column mine, Column theirs) {
        return mine.columnType().equals(theirs.columnType())
                && mine.charset().equals(theirs.charset())
                && mine.collation().equals(theirs.collation());
    }

    private static boolean writable(Column column) {
        String type = column.dataType();
        if (type.equals("set") && members(column) > EXACT_BITS) {
            // With all 64 members it is sorted without a sign and compared with one.
            return false;
        }
        return !column.nullable()
                && (TEXT.contains(type) && column.charset().isPresent()
                        || List.of(PLAIN, APPROXIMATE, QUOTED, INDEXED, BINARY).stream()
                                .anyMatch(types -> types.contains(type)));
    }

    /** Whether the key may stand for the first characters of its columns only. */
    boolean mayBePrefix() {
        return key.primary()
                && columns.stream()
                        .anyMatch(column -> TEXT.contains(column.dataType()) || BINARY.contains(column.dataType()));
    }

    /** The key that so many keys lie between, counted from after a bound or from the beginning. */
    String nth(Optional<Bound> after, long rows) {
        String condition = after.map(bound -> " WHERE " + condition(after, Optional.empty()) + listedUpToLast(bound))
                .orElse("");
        return "SELECT " + columns.stream().map(KeyOrder::asText).collect(Collectors.joining(", ")) + " FROM "
                + table.name().quoted() + " FORCE INDEX (" + index() + ")" + condition + " ORDER BY "
                + columns.stream().map(KeyOrder::name).collect(Collectors.joining(", ")) + " LIMIT 1 OFFSET "
                + (rows - 1);
    }

    /** How many keys there can be from after one bound up to the other; empty where keys are not single whole numbers. */
    Optional<BigInteger> between(Bound after, Bound upTo) {
        return greatest().map(any -> number(upTo).subtract(number(after)));
    }

    /** The bound so many keys further on; empty where there is none, or keys are not single whole numbers. */
    Optional<Bound> ahead(Bound from, BigInteger keys) {
        return greatest()
                .filter(greatest -> number(from).add(keys).compareTo(greatest) <= 0)
                .map(greatest -> new Bound(List.of(number(from).add(keys).toString())));
    }

    private Optional<BigInteger> greatest() {
        return columns.size() == 1
                ? Optional.ofNullable(COUNTED.get(columns.get(0).dataType()))
                : Optional.empty();
    }

    private static BigInteger number(Bound bound) {
        return new BigInteger(bound.literals().get(0));
    }

    /** A bound as {@link #nth} read it. */
    Bound bound(Row row) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            literals.add(literal(columns.get(i), row.text(i + 1)));
        }
        Bound bound = new Bound(literals);
        if (!holds(bound)) {
            // A key that one server tells is written into what the other is asked.
            throw new IllegalArgumentException("a key of " + table.name() + " was read as " + literals
                    + ", which are not values of its columns; find out what answers at the servers' addresses");
        }
        return bound;
    }

    /** Each part is a literal of its column's type and nothing else, as {@link #literal} writes it. */
    boolean holds(Bound bound) {
        return bound.literals().size() == columns.size()
                && IntStream.range(0, columns.size()).allMatch(i -> form(columns.get(i))
                        .matcher(bound.literals().get(i))
                        .matches());
    }

    private static Pattern form(Column column) {
        String type = column.dataType();
        if (TEXT.contains(type)) {
            return Pattern.compile("_" + column.charset().orElseThrow().replaceAll("\\W", "") + " " + BYTES);
        }
        if (BINARY.contains(type)) {
            return Pattern.compile(BYTES);
        }
        return QUOTED.contains(type) ? MOMENT : NUMBER;
    }

    /**
     * Whether a server converts something when it compares such a key with a literal. Then chunks are counted once more as
     * a whole: a key that no chunk holds would be looked at on neither side.
     */
    boolean converted() {
        return columns.stream()
                .map(Column::dataType)
                .anyMatch(type -> !PLAIN.contains(type) && !TEXT.contains(type) && !BINARY.contains(type));
    }

    /** The keys after the one bound and up to the other. A bound and its complement are exact opposites. */
    String condition(Optional<Bound> after, Optional<Bound> upTo) {
        List<String> conditions = new ArrayList<>();
        after.ifPresent(bound -> conditions.add(beyond(bound, ">", ">", ">=")));
        upTo.ifPresent(bound -> {
            conditions.add(beyond(bound, "<", "<=", "<="));
            listed(after.map(KeyOrder::leading).orElse(0L), leading(bound)).ifPresent(conditions::add);
        });
        return String.join(" AND ", conditions);
    }

    /**
     * Written out, since servers before 10.x use no index for row constructors. The first column's range is said once
     * more by itself: with it EXPLAIN on 10.1.8 shows a range of the primary key for composite keys too.
     */
    private String beyond(Bound bound, String strict, String last, String leading) {
        String first = name(columns.get(0));
        String literal = bound.literals().get(0);
        return columns.size() == 1
                ? first + " " + last + " " + literal
                : first + " " + leading + " " + literal + " AND (" + beyond(bound, strict, last, 0) + ")";
    }

    private String beyond(Bound bound, String strict, String last, int column) {
        String name = name(columns.get(column));
        String literal = bound.literals().get(column);
        if (column == columns.size() - 1) {
            return name + " " + last + " " + literal;
        }
        return name + " " + strict + " " + literal + " OR (" + name + " = " + literal + " AND ("
                + beyond(bound, strict, last, column + 1) + "))";
    }

    private String listedUpToLast(Bound bound) {
        long count = members(columns.get(0));
        long most = columns.get(0).dataType().equals("set") ? (count < 16 ? 1L << count : Long.MAX_VALUE) - 1 : count;
        // Should the count be too low, no bound is found and the last chunk, open above, takes all that is left.
        return listed(leading(bound), most).map(list -> " AND " + list).orElse("");
    }

    /** For a leading ENUM or SET: servers look up its members by index, but use no index for greater and less. */
    private Optional<String> listed(long from, long to) {
        String type = columns.get(0).dataType();
        boolean indexed = type.equals("enum") || type.equals("set");
        if (!indexed || to > Integer.MAX_VALUE || to < from || to - from > LISTED) {
            return Optional.empty();
        }
        return Optional.of(IntStream.rangeClosed((int) from, (int) to)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", name(columns.get(0)) + " IN (", ")")));
    }

    private static long leading(Bound bound) {
        String literal = bound.literals().get(0);
        return literal.matches("\\d{1,9}") ? Long.parseLong(literal) : Long.MAX_VALUE;
    }

    private static String name(Column column) {
        return Quoting.identifier(column.name());
    }

    private static String asText(Column column) {
        String type = column.dataType();
        if (TEXT.contains(type) || BINARY.contains(type)) {
            return "HEX(" + name(column) + ")";
        }
        if (INDEXED.contains(type)) {
            return "CAST(CAST(" + name(column) + " AS UNSIGNED) AS CHAR)";
        }
        return "CAST(" + name(column) + (APPROXIMATE.contains(type) ? " * 1e0" : "") + " AS CHAR)";
    }

    private static String literal(Column column, String text) {
        String type = column.dataType();
        if (TEXT.contains(type)) {
            // The introducer's collation gives way to the column's.
            return "_" + column.charset().orElseThrow() + " X'" + text + "'";
        }
        if (BINARY.contains(type)) {
            return "X'" + text + "'";
        }
        if (QUOTED.contains(type)) {
            return "'" + text + "'";
        }
        if (APPROXIMATE.contains(type)) {
            return text.contains("e") ? text : text + "e0";
        }
        return text;
    }

    private static long members(Column column) {
        return MEMBER.matcher(column.columnType()).results().count();
    }
}
