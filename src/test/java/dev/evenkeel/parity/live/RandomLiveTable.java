package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table whose keys are made from numbers.
 *
 * @param key columns that name a row, whether a primary key says so or not
 * @param group tables of different groups are not tied by foreign keys
 * @param domain how many keys there are; few make hot rows
 * @param late foreign keys that are added while the proof goes on
 */
record RandomLiveTable(
        String schema,
        String name,
        int group,
        List<KeyPart> key,
        boolean keyed,
        boolean counted,
        int domain,
        String create,
        List<String> late) {
    /**
     * A type, how a number becomes a value of it, and how that value looks different to bytes but not to the collation.
     */
    record Type(String sql, IntFunction<String> value, IntFunction<String> other) {
        Type(String sql, IntFunction<String> value) {
            this(sql, value, value);
        }
    }

    record KeyPart(String column, Type type) {}

    String quoted() {
        return quoted(schema, name);
    }

    static String quoted(String schema, String name) {
        return Quoting.identifier(schema) + "." + Quoting.identifier(name);
    }

    /** The key's values for a number. */
    List<String> values(int n, boolean other) {
        boolean own = named("k");
        return key.stream()
                .map(part -> {
                    int whose = own && part.column().startsWith("r") ? n / 2 : n;
                    int number = part.column().endsWith("0") ? whose : whose % 3;
                    return (other ? part.type().other() : part.type().value()).apply(number);
                })
                .toList();
    }

    private boolean named(String first) {
        return key.stream().anyMatch(part -> part.column().startsWith(first));
    }

    String where(int n) {
        List<String> values = values(n, false);
        String names = named("k") ? "k" : "r";
        return IntStream.range(0, key.size())
                .filter(i -> key.get(i).column().startsWith(names))
                .mapToObj(i -> key.get(i).column() + " = " + values.get(i))
                .collect(Collectors.joining(" AND "));
    }

    String set(int n, boolean other) {
        List<String> values = values(n, other);
        return IntStream.range(0, key.size())
                .mapToObj(i -> key.get(i).column() + " = " + values.get(i))
                .collect(Collectors.joining(", "));
    }

    String columns() {
        return key.stream().map(KeyPart::column).collect(Collectors.joining(", ")) + ", n, note, at";
    }

    String row(int n, Random random) {
        return "(" + String.join(", ", values(n, random.nextInt(4) == 0)) + ", " + random.nextInt(1000) + ", "
                + (random.nextInt(5) == 0 ? "NULL" : "'note " + random.nextInt(100) + "'")
                + ", '2026-02-03 04:05:06." + random.nextInt(1_000_000) + "')";
    }

    private static String members(String letter, int count) {
        return IntStream.range(0, count).mapToObj(i -> "'" + letter + i + "'").collect(Collectors.joining(", "));
    }

    /** Types that only later servers have. */
    static List<Type> modernTypes() {
        return List.of(
                new Type("UUID", n -> "'%08x-1234-1234-1234-1234567890%02x'".formatted(n * 77_777, n % 256)),
                new Type("INET6", n -> "'2001:db8::%x'".formatted(n)));
    }

    /** Types for the first column of a key, with this precision for times. */
    static List<Type> types(int fraction) {
        List<Type> types = new ArrayList<>();
        types.add(new Type("INT", n -> "" + (n - 20)));
        types.add(new Type("SMALLINT UNSIGNED", n -> "" + (65_535 - n)));
        types.add(new Type("BIGINT UNSIGNED", n -> n % 2 == 0 ? "" + n : Long.toUnsignedString(-n)));
        types.add(new Type("MEDIUMINT ZEROFILL", n -> "" + n));
        types.add(new Type("DECIMAL(12,3)", n -> (n - 30) + "." + n % 10));
        types.add(new Type(
                "VARCHAR(20) CHARACTER SET utf8 COLLATE utf8_general_ci",
                n -> "'Name, " + n + "'",
                n -> "'nAME, " + n + "'"));
        types.add(new Type(
                "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
                n -> "'Ö" + n + "ß'",
                n -> "'o" + n + "ss '"));
        types.add(new Type(
                "CHAR(12) CHARACTER SET latin1 COLLATE latin1_swedish_ci", n -> "'é" + n + "'", n -> "'E" + n + "'"));
        types.add(new Type("VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", n -> "'a" + n + "'"));
        types.add(new Type("VARBINARY(8)", n -> "x'%04x00'".formatted(n)));
        types.add(new Type("BINARY(8)", n -> "x'%04x00'".formatted(n)));
        types.add(new Type("DATETIME(" + fraction + ")", n -> "'2026-01-01 %02d:%02d:%02d.%06d'"
                .formatted(n / 3600, n / 60 % 60, n % 60, n)));
        types.add(new Type("TIME(" + fraction + ")", n -> "'%s%02d:%02d:%02d.%06d'"
                .formatted(n % 2 == 0 ? "-" : "", n / 3600, n / 60 % 60, n % 60, n)));
        types.add(new Type("TIMESTAMP(" + fraction + ")", n -> "'2025-03-01 %02d:%02d:%02d.%06d'"
                .formatted(n / 3600, n / 60 % 60, n % 60, n)));
        types.add(new Type("DATE", n -> "'%d-%02d-%02d'".formatted(1900 + n % 120, 1 + n % 12, 1 + n % 28)));
        types.add(new Type(
                "ENUM(" + IntStream.range(0, 40).mapToObj(i -> "'e" + i + "'").collect(Collectors.joining(", ")) + ")",
                n -> "" + (1 + n % 40)));
        types.add(new Type("SET('z', 'y', 'x', 'w', 'a', 'b')", n -> "" + n % 64));
        types.add(new Type("YEAR", n -> "" + (1901 + n % 200)));
        types.add(new Type("BIT(20)", n -> "" + n));
        types.add(new Type("SET(" + members("a", 64) + ")", n -> "'a" + (63 - n % 64) + "'"));
        types.add(new Type(
                "SET(" + members("a", 60) + ")", n -> "'a" + (59 - n % 60) + (n % 60 > 3 ? ",a" + n % 7 : "") + "'"));
        types.add(new Type("ENUM(" + members("e", 300) + ")", n -> "" + (300 - n % 300)));
        types.add(new Type("VARCHAR(700) CHARACTER SET latin1", n -> "RPAD('" + n + "', 690, 'x')"));
        types.add(new Type("VARCHAR(190) CHARACTER SET utf8mb4", n -> "RPAD('" + n + "', 185, '\uD83D\uDE00')"));
        types.add(new Type("VARCHAR(30) CHARACTER SET utf8", n -> "'\\'\\\\ \" " + n + "\\n--'"));
        types.add(new Type("BIGINT", n -> "" + (n % 2 == 0 ? Long.MIN_VALUE + n : Long.MAX_VALUE - n)));
        types.add(new Type("INT UNSIGNED", n -> "" + (4_294_967_295L - n)));
        types.add(new Type("TINYINT UNSIGNED", n -> "" + (255 - n % 256)));
        types.add(new Type("BIT(64)", n -> "" + Long.toUnsignedString(-1L - n)));
        types.add(new Type("DECIMAL(65,30)", n -> (n - 5) + "." + "0".repeat(26) + "%04d".formatted(n)));
        types.add(new Type("DOUBLE", n -> "" + (n * 0.1)));
        types.add(new Type("FLOAT", n -> "" + (n * 0.5)));
        types.add(new Type(
                "DATETIME",
                n -> n == 0
                        ? "'0000-00-00 00:00:00'"
                        : "'9999-12-31 %02d:%02d:%02d'".formatted(n / 3600, n / 60 % 60, n % 60)));
        types.add(new Type("TIME", n -> "'%s838:%02d:%02d'".formatted(n % 2 == 0 ? "-" : "", n / 60 % 60, n % 60)));
        types.add(new Type("VARBINARY(40)", n -> "x'00ff%06x2700'".formatted(n)));
        types.add(new Type("CHAR(20) CHARACTER SET utf8mb4", n -> "'\uD83D\uDE00" + n + "'"));
        return types;
    }
}
