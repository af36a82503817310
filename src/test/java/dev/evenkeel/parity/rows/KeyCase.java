package dev.evenkeel.parity.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A primary key for tests.
 *
 * @param columns name and type of each, as in CREATE TABLE
 * @param keys rows of the key's values, in any order
 */
record KeyCase(String name, String columns, List<String> keys) {
    /** CREATE TABLE, with one more column {@code v INT}. */
    String table(String name) {
        String names = Stream.of(columns.split(", (?=[a-c`])"))
                .map(column -> column.split(" ")[0])
                .collect(Collectors.joining(", "));
        return "CREATE TABLE " + name + " (" + columns + ", v INT NOT NULL, PRIMARY KEY (" + names + "))";
    }

    @Override
    public String toString() {
        return name;
    }

    /** Keys of every kind. */
    static Stream<KeyCase> all() {
        return Stream.of(
                new KeyCase(
                        "negative",
                        "a BIGINT",
                        numbers("%d", -9_223_372_036_854_775_808L, 3, -10, 20, 9_223_372_036_854_775_800L)),
                new KeyCase(
                        "unsigned",
                        "a BIGINT UNSIGNED",
                        List.of(
                                "0",
                                "1",
                                "9223372036854775807",
                                "9223372036854775808",
                                "9223372036854775809",
                                "18446744073709551613",
                                "18446744073709551614",
                                "18446744073709551615")),
                new KeyCase("zerofill", "a INT(8) ZEROFILL", numbers("%d", 0, 20)),
                new KeyCase("decimal", "a DECIMAL(30,10)", numbers("%d.0000000001", -20, 20)),
                new KeyCase("float", "a FLOAT", numbers("%d.1", -20, 20, 16777216)),
                new KeyCase(
                        "double",
                        "a DOUBLE",
                        List.of(
                                "-1.7976931348623157e308",
                                "-1",
                                "-0.1",
                                "0",
                                "5e-324",
                                "0.1",
                                "0.30000000000000004",
                                "0.3",
                                "1e15",
                                "1e17",
                                "123456789012345678",
                                "1e300",
                                "2.5e-10")),
                new KeyCase("scaled", "a DOUBLE(10,2)", numbers("%d.25", -10, 10)),
                new KeyCase("case_blind", "a VARCHAR(20) CHARACTER SET utf8 COLLATE utf8_general_ci", texts()),
                new KeyCase("wide", "a VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", texts()),
                new KeyCase(
                        "case_aware",
                        "a VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                        Stream.concat(texts().stream(), Stream.of("'ALPHA'", "'Alpha'", "'ALPHa'", "'🦊'", "'🦊🦊'"))
                                .toList()),
                new KeyCase("latin", "a CHAR(20) CHARACTER SET latin1 COLLATE latin1_german2_ci", texts()),
                new KeyCase("utf16", "a VARCHAR(20) CHARACTER SET utf16", texts()),
                new KeyCase(
                        "sjis",
                        "a VARCHAR(20) CHARACTER SET sjis",
                        List.of("'a'", "'b'", "'ソ'", "'表'", "'c'", "'\\\\'", "''''")),
                new KeyCase(
                        "binary",
                        "a BINARY(4)",
                        List.of("x'00'", "x'0001'", "x'61'", "x'6100ff'", "x'ffffffff'", "x'5c27'", "x'20'")),
                new KeyCase(
                        "varbinary",
                        "a VARBINARY(20)",
                        List.of("''", "x'00'", "x'0000'", "x'61'", "x'6120'", "x'6100'", "x'ff'", "x'5c'", "x'27'")),
                new KeyCase(
                        "date",
                        "a DATE",
                        List.of(
                                "'0000-00-00'",
                                "'2020-00-00'",
                                "'2020-02-00'",
                                "'2020-02-29'",
                                "'1000-01-01'",
                                "'9999-12-31'",
                                "'2021-01-01'")),
                new KeyCase("datetime", "a DATETIME", stamps("")),
                new KeyCase("datetime3", "a DATETIME(3)", stamps(".001")),
                new KeyCase("datetime6", "a DATETIME(6)", stamps(".000001")),
                new KeyCase(
                        "timestamp",
                        "a TIMESTAMP(2) DEFAULT 0",
                        List.of(
                                "'0000-00-00 00:00:00'",
                                "'1970-01-01 00:00:01'",
                                "'2026-10-25 00:30:00'",
                                "'2026-10-25 01:30:00'",
                                "'2026-10-25 01:30:00.01'",
                                "'2038-01-19 03:14:07'",
                                "'2020-01-01'")),
                new KeyCase(
                        "time",
                        "a TIME(4)",
                        List.of(
                                "'-838:59:59'",
                                "'-00:00:00.0001'",
                                "'00:00:00'",
                                "'00:00:00.0001'",
                                "'-12:00:00.25'",
                                "'-12:00:00.75'",
                                "'838:59:59'",
                                "'-12:00:00'")),
                new KeyCase(
                        "time0",
                        "a TIME",
                        List.of(
                                "'-838:59:59'",
                                "'-00:00:01'",
                                "'00:00:00'",
                                "'-12:00:00'",
                                "'838:59:59'",
                                "'-12:00:01'",
                                "'1:00:00'")),
                new KeyCase(
                        "year",
                        "a YEAR",
                        List.of("'0000'", "1901", "1969", "1970", "1999", "2000", "2001", "2069", "2155")),
                new KeyCase(
                        "enum",
                        "a ENUM('z', 'y''s', 'x,', '', 'b\\\\', 'A', '5')",
                        List.of("1", "2", "3", "4", "5", "6", "7", "0")),
                new KeyCase("enum_first", "a ENUM('z', 'y', 'x'), b INT", pairs("%d, %d", 4)),
                new KeyCase("enum_second", "a INT, b ENUM('z', 'y', 'x')", pairs("%d, %d", 4)),
                new KeyCase("set", "a SET('z', 'y', 'x', 'w')", numbers("%d", 0, 16)),
                new KeyCase("bit", "a BIT(9)", numbers("%d", 490, 512)),
                new KeyCase(
                        "bit64",
                        "a BIT(64)",
                        List.of(
                                "0",
                                "1",
                                "9007199254740993",
                                "9223372036854775807",
                                "9223372036854775808",
                                "9223372036854775809",
                                "18446744073709551614",
                                "18446744073709551615")),
                new KeyCase("two", "a INT, b VARCHAR(10) CHARACTER SET utf8", pairs("%d, 'Key %d'", 6)),
                new KeyCase(
                        "two_texts",
                        "a VARCHAR(10) CHARACTER SET latin1, b VARCHAR(10) CHARACTER SET utf8",
                        pairs("'Name%d', 'Key%d'", 6)),
                new KeyCase(
                        "three",
                        "a INT, b FLOAT, c VARBINARY(8)",
                        pairs("%d DIV 2, %2$d.5, CONCAT('x', %1$d MOD 2)", 6)),
                new KeyCase("named", "`or``der` INT, `?` DATETIME(1)", pairs("%d, '2020-01-%02d 00:00:00.5'", 5)));
    }

    private static List<String> numbers(String format, long... parts) {
        List<String> keys = new ArrayList<>();
        if (parts.length > 3) {
            keys.add(String.format(Locale.ROOT, format, parts[0]));
            keys.add(String.format(Locale.ROOT, format, parts[4]));
        }
        long from = parts.length > 3 ? parts[2] : parts[0];
        long below = parts.length > 3 ? parts[3] : parts[1];
        for (long n = from; n < below; n++) {
            keys.add(String.format(Locale.ROOT, format, n));
        }
        return keys;
    }

    private static List<String> texts() {
        return List.of(
                "''",
                "'alpha'",
                "'Beta'",
                "'beta2'",
                "'gamma'",
                "'Öl'",
                "'Zug'",
                "'zz'",
                "'a b'",
                "'a\\tb'",
                "'tab\\t'",
                "'tab'",
                "'O''Neill'",
                "'back\\\\'",
                "'%'",
                "'_'",
                "'straße'",
                "'123'",
                "'-1'");
    }

    private static List<String> stamps(String fraction) {
        return List.of(
                "'0000-00-00 00:00:00'",
                "'2020-00-00 00:00:00'",
                "'2020-02-29 12:00:00'",
                "'2020-02-29 12:00:01" + fraction + "'",
                "'2020-02-29 12:00:02" + fraction + "'",
                "'1000-01-01 00:00:00'",
                "'9999-12-31 23:59:59" + fraction + "'");
    }

    private static List<String> pairs(String format, int each) {
        List<String> keys = new ArrayList<>();
        for (int a = 1; a < each; a++) {
            for (int b = 1; b < each; b++) {
                keys.add(String.format(Locale.ROOT, format, a, b));
            }
        }
        return keys;
    }

    static String members(int count) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add("'m" + i + "'");
        }
        return String.join(", ", members);
    }
}
