package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random keys, rows and damage; the verdict is held against all rows of both sides, read one by one. A seed that failed
 * is in the test's name: {@code -Devenkeel.seed=N} runs it again, {@code -Devenkeel.seeds=N} runs as many new ones.
 */
class RandomTablesTest {
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);

    /** A column's type, how a value is made up, and how all of a value's bits are read. */
    private record Kind(String type, Function<Random, String> value, String read) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("TINYINT", random -> "" + (random.nextInt(256) - 128), "%s"),
            new Kind("INT", random -> "" + (random.nextInt(60) - 30), "%s"),
            new Kind("BIGINT UNSIGNED", random -> Long.toUnsignedString(random.nextLong()), "%s"),
            new Kind("DECIMAL(12,3)", random -> (random.nextInt(9000) - 4500) + "." + random.nextInt(1000), "%s"),
            new Kind("FLOAT", random -> "" + random.nextFloat() * 100, "%s * 1e0"),
            new Kind(
                    "DOUBLE", random -> "" + random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20), "%s * 1e0"),
            new Kind("VARCHAR(12) CHARACTER SET utf8 COLLATE utf8_general_ci", RandomTablesTest::word, "HEX(%s)"),
            new Kind("VARCHAR(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", RandomTablesTest::word, "HEX(%s)"),
            new Kind("VARCHAR(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", RandomTablesTest::word, "HEX(%s)"),
            new Kind("CHAR(12) CHARACTER SET latin1", RandomTablesTest::word, "HEX(%s)"),
            new Kind("VARBINARY(8)", RandomTablesTest::bytes, "HEX(%s)"),
            new Kind("BINARY(8)", RandomTablesTest::bytes, "HEX(%s)"),
            new Kind("DATETIME(4)", random -> stamp(random) + "." + random.nextInt(10_000) + "'", "%s"),
            new Kind("DATETIME", random -> stamp(random) + "'", "%s"),
            new Kind(
                    "TIME(2)",
                    random -> "'" + (random.nextInt(1600) - 800) + ":10:11." + random.nextInt(100) + "'",
                    "%s"),
            new Kind("YEAR", random -> "" + (1901 + random.nextInt(255)), "%s"),
            new Kind("ENUM('z', 'y', 'x', 'w', 'a')", random -> "" + random.nextInt(6), "%s + 0"),
            new Kind("SET('z', 'y', 'x', 'w')", random -> "" + random.nextInt(16), "%s + 0"),
            new Kind("BIT(20)", random -> "" + random.nextInt(1 << 20), "%s + 0"));

    static LongStream seeds() {
        Long chosen = Long.getLong("evenkeel.seed");
        return chosen == null ? new Random().longs(Integer.getInteger("evenkeel.seeds", 15)) : LongStream.of(chosen);
    }

    @AfterAll
    static void clean_up() {
        run(LEFT, List.of("DROP DATABASE IF EXISTS random_tables"));
        run(RIGHT, List.of("DROP DATABASE IF EXISTS random_tables"));
    }

    @ParameterizedTest(name = "-Devenkeel.seed={0}")
    @MethodSource("seeds")
    void the_verdict_is_that_of_an_exhaustive_comparison(long seed) {
        Random random = new Random(seed);
        List<Kind> keys = random.ints(1L + random.nextInt(3), 0, KINDS.size())
                .mapToObj(KINDS::get)
                .toList();
        boolean keyed = random.nextInt(6) > 0;
        List<String> create = List.of(
                "DROP DATABASE IF EXISTS random_tables",
                "CREATE DATABASE random_tables",
                "CREATE TABLE random_tables.t (" + each(keys, "k%d %s NOT NULL, ") + "v INT NULL"
                        + (keyed ? ", PRIMARY KEY (" + names(keys) + ")" : "") + ")");
        run(LEFT, create);
        run(RIGHT, create);
        List<String> rows = rows(random, keys, random.nextInt(60));
        run(LEFT, rows);
        run(RIGHT, rows);
        List<String> damage = new ArrayList<>(rows(random, keys, random.nextInt(4)));
        IntStream.range(0, random.nextInt(4))
                .forEach(i -> damage.add(
                        (random.nextBoolean() ? "DELETE FROM random_tables.t" : "UPDATE random_tables.t SET v = 7")
                                + " ORDER BY CRC32(CONCAT(k0, v, " + random.nextInt() + ")) LIMIT 1"));
        run(random.nextBoolean() ? LEFT : RIGHT, damage);
        Map<String, List<String>> left = exhaustively(LEFT, keys);
        Map<String, List<String>> right = exhaustively(RIGHT, keys);

        TableResult result = compare(new ChunkPace.Limits(1 + random.nextInt(7), 9, Duration.ofMillis(2)));

        assertThat(result.rowsLeft())
                .isEqualTo(left.values().stream().mapToInt(List::size).sum());
        assertThat(result.rowsRight())
                .isEqualTo(right.values().stream().mapToInt(List::size).sum());
        assertThat(result.verdict() instanceof TableVerdict.Same)
                .as(result.toString())
                .isEqualTo(left.equals(right));
        if (keyed && result.verdict() instanceof TableVerdict.Different different) {
            assertThat(kinds(different)).isEqualTo(expected(left, right));
        }
    }

    private static Map<RowDifference.Kind, Long> kinds(TableVerdict.Different different) {
        return different.rows().stream()
                .collect(Collectors.groupingBy(RowDifference::kind, TreeMap::new, Collectors.counting()));
    }

    private static Map<RowDifference.Kind, Long> expected(
            Map<String, List<String>> left, Map<String, List<String>> right) {
        Map<RowDifference.Kind, Long> expected = new TreeMap<>();
        left.forEach((key, values) -> {
            if (!right.containsKey(key)) {
                expected.merge(RowDifference.Kind.MISSING, 1L, Long::sum);
            } else if (!right.get(key).equals(values)) {
                expected.merge(RowDifference.Kind.CHANGED, 1L, Long::sum);
            }
        });
        right.keySet().stream()
                .filter(key -> !left.containsKey(key))
                .forEach(key -> expected.merge(RowDifference.Kind.EXTRA, 1L, Long::sum));
        return expected;
    }

    private static List<String> rows(Random random, List<Kind> keys, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "INSERT IGNORE INTO random_tables.t VALUES ("
                        + keys.stream()
                                .map(kind -> kind.value().apply(random) + ", ")
                                .collect(Collectors.joining())
                        + random.nextInt(4) + ")")
                .toList();
    }

    private static String each(List<Kind> keys, String format) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> String.format(format, i, keys.get(i).type()))
                .collect(Collectors.joining());
    }

    private static String names(List<Kind> keys) {
        return IntStream.range(0, keys.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    }

    private static String word(Random random) {
        String letters = "aAbBcC zZöÖßéE_%1-\t";
        String word = random.ints(random.nextInt(4), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
        return "'" + word + "'";
    }

    private static String bytes(Random random) {
        return random.ints(random.nextInt(4), 0, 256)
                .mapToObj("%02x"::formatted)
                .collect(Collectors.joining("", "x'", "'"));
    }

    private static String stamp(Random random) {
        return "'%d-%02d-%02d 02:03:04".formatted(1990 + random.nextInt(50), random.nextInt(13), random.nextInt(29));
    }

    private static Map<String, List<String>> exhaustively(Server server, List<Kind> keys) {
        String read = IntStream.range(0, keys.size())
                .mapToObj(i -> keys.get(i).read().formatted("k" + i))
                .collect(Collectors.joining(", '|', "));
        Map<String, List<String>> rows = new HashMap<>();
        try (Session session = server.openPinned()) {
            session.list(
                    "SELECT CONCAT(" + read + "), v FROM random_tables.t ORDER BY 1, 2",
                    row -> rows.computeIfAbsent(row.text(1), key -> new ArrayList<>())
                            .add(row.optional(2).orElse("NULL")));
        }
        return rows;
    }

    private static TableResult compare(ChunkPace.Limits limits) {
        return EveryHashing.compare(LEFT, RIGHT, limits, tables(LEFT), tables(RIGHT))
                .tables()
                .get(0);
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("random_tables"));
        }
    }

    private static void run(Server server, List<String> statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            statements.forEach(session::execute);
        }
    }
}
