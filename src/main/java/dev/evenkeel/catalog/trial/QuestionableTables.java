package dev.evenkeel.catalog.trial;

import dev.evenkeel.catalog.InDatabases;
import dev.evenkeel.catalog.sql.NormalForm;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables whose definition a server might refuse that another one took. Most of a large schema is known to be plain by
 * two looks into the catalog: few and short columns, short indexes, types that every version has, nothing computed. They
 * need not be tried one by one.
 */
final class QuestionableTables {
    /** Half a page of 16 KiB takes 8126, of which a row's header and hidden columns take some. */
    private static final int PLAIN_ROW_BYTES = 7_500;
    /** What InnoDB keeps of a long value within its row, in the formats that keep most. */
    private static final int KEPT_OF_A_VALUE = 788;
    /** Of one column in an index, in the formats that take least; all of them take four times as much of a whole index. */
    private static final int PLAIN_KEY_BYTES = 767;

    private static final int PLAIN_COLUMNS = 300;
    private static final int FIXED_BYTES = 17;

    private static final Set<String> PLAIN_TYPES = Set.of(
            "bigint",
            "binary",
            "bit",
            "blob",
            "char",
            "date",
            "datetime",
            "decimal",
            "double",
            "enum",
            "float",
            "int",
            "longblob",
            "longtext",
            "mediumblob",
            "mediumint",
            "mediumtext",
            "set",
            "smallint",
            "text",
            "time",
            "timestamp",
            "tinyblob",
            "tinyint",
            "tinytext",
            "varbinary",
            "varchar",
            "year");
    private static final Pattern PLAIN_OPTIONS =
            Pattern.compile("(row_format=(dynamic|compact|redundant))?", Pattern.CASE_INSENSITIVE);

    private static final class Sum {
        private int columns;
        private long row;
        private long key;
        private boolean odd;

        boolean questionable() {
            return odd || columns > PLAIN_COLUMNS || row > PLAIN_ROW_BYTES || key > PLAIN_KEY_BYTES * 4L;
        }
    }

    private final Set<String> collations;
    private final Map<TableName, Sum> sums = new TreeMap<>();

    private QuestionableTables(Set<String> collations) {
        this.collations = collations;
    }

    static List<TableName> of(Session source, Session target, List<String> databases) {
        QuestionableTables tables = new QuestionableTables(target
                .list(
                        "SELECT collation_name FROM information_schema.collations",
                        row -> NormalForm.collation(row.text(1)))
                .stream()
                .collect(Collectors.toSet()));
        InDatabases.each(source, databases, """
                SELECT table_schema AS object_schema, table_name AS object_name, create_options AS options,
                       table_collation AS collation
                FROM information_schema.tables
                WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_schema IN""", tables::table);
        Map<TableName, Sum> views = new HashMap<>();
        InDatabases.each(
                source,
                databases,
                """
                SELECT table_schema AS object_schema, table_name AS object_name, data_type AS data_type,
                       character_octet_length AS bytes, column_key AS place, extra AS extra,
                       column_default AS standard, collation_name AS collation
                FROM information_schema.columns
                WHERE table_schema IN""",
                (name, row) -> tables.column(
                        tables.sums.getOrDefault(name, views.computeIfAbsent(name, view -> new Sum())), row));
        return tables.sums.entrySet().stream()
                .filter(table -> table.getValue().questionable())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void table(TableName name, Row row) {
        Sum sum = new Sum();
        sum.odd = unknown(row)
                || !PLAIN_OPTIONS.matcher(row.optional("options").orElse("")).matches();
        sums.put(name, sum);
    }

    private void column(Sum sum, Row row) {
        long bytes = row.optional("bytes").map(Long::parseLong).orElse((long) FIXED_BYTES);
        sum.columns++;
        sum.row += Math.min(bytes, KEPT_OF_A_VALUE) + 2;
        if (!row.optional("place").orElse("").isEmpty()) {
            sum.key += bytes;
            sum.odd |= bytes > PLAIN_KEY_BYTES;
        }
        sum.odd |= unknown(row)
                || !PLAIN_TYPES.contains(row.text("data_type").toLowerCase(Locale.ROOT))
                || special(row.optional("extra").orElse(""))
                || expression(row.optional("standard").orElse(""));
    }

    private boolean unknown(Row row) {
        return row.optional("collation")
                .filter(collation -> !collations.contains(NormalForm.collation(collation)))
                .isPresent();
    }

    private static boolean special(String extra) {
        String words = extra.toLowerCase(Locale.ROOT);
        return words.contains("generated")
                || words.contains("virtual")
                || words.contains("persistent")
                || words.contains("invisible")
                || words.contains("without system versioning");
    }

    /** From 10.2 a default may be one, and is reported like a constant that holds a parenthesis. */
    private static boolean expression(String standard) {
        return standard.contains("(") && !standard.toLowerCase(Locale.ROOT).startsWith("current_timestamp");
    }
}
