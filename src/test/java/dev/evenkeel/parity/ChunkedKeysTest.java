package dev.evenkeel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks of three rows on keys of every kind; 40 rows or fewer, so that every third row is a bound. */
class ChunkedKeysTest {
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);
    private static final ChunkPace.Limits SMALL = new ChunkPace.Limits(3, 3, Duration.ofSeconds(1));

    @BeforeEach
    void empty_on_both_sides() {
        both("DROP DATABASE IF EXISTS chunked_keys", "CREATE DATABASE chunked_keys", "USE chunked_keys");
    }

    @AfterAll
    static void clean_up() {
        both("DROP DATABASE IF EXISTS chunked_keys");
    }

    /** A name, the key's columns, and keys in any order. */
    static Stream<Arguments> keys() {
        return Stream.of(
                key(
                        "negative",
                        "a BIGINT",
                        numbers("%d", -9_223_372_036_854_775_808L, 3, -10, 20, 9_223_372_036_854_775_800L)),
                key(
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
                key("zerofill", "a INT(8) ZEROFILL", numbers("%d", 0, 20)),
                key("decimal", "a DECIMAL(30,10)", numbers("%d.0000000001", -20, 20)),
                key("float", "a FLOAT", numbers("%d.1", -20, 20, 16777216)),
                key(
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
                key("scaled", "a DOUBLE(10,2)", numbers("%d.25", -10, 10)),
                key("case_blind", "a VARCHAR(20) CHARACTER SET utf8 COLLATE utf8_general_ci", texts()),
                key("wide", "a VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", texts()),
                key(
                        "case_aware",
                        "a VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                        Stream.concat(texts().stream(), Stream.of("'ALPHA'", "'Alpha'", "'ALPHa'", "'🦊'", "'🦊🦊'"))
                                .toList()),
                key("latin", "a CHAR(20) CHARACTER SET latin1 COLLATE latin1_german2_ci", texts()),
                key("utf16", "a VARCHAR(20) CHARACTER SET utf16", texts()),
                key(
                        "sjis",
                        "a VARCHAR(20) CHARACTER SET sjis",
                        List.of("'a'", "'b'", "'ソ'", "'表'", "'c'", "'\\\\'", "''''")),
                key(
                        "binary",
                        "a BINARY(4)",
                        List.of("x'00'", "x'0001'", "x'61'", "x'6100ff'", "x'ffffffff'", "x'5c27'", "x'20'")),
                key(
                        "varbinary",
                        "a VARBINARY(20)",
                        List.of("''", "x'00'", "x'0000'", "x'61'", "x'6120'", "x'6100'", "x'ff'", "x'5c'", "x'27'")),
                key(
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
                key("datetime", "a DATETIME", stamps("")),
                key("datetime3", "a DATETIME(3)", stamps(".001")),
                key("datetime6", "a DATETIME(6)", stamps(".000001")),
                key(
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
                key(
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
                key(
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
                key(
                        "year",
                        "a YEAR",
                        List.of("'0000'", "1901", "1969", "1970", "1999", "2000", "2001", "2069", "2155")),
                key(
                        "enum",
                        "a ENUM('z', 'y''s', 'x,', '', 'b\\\\', 'A', '5')",
                        List.of("1", "2", "3", "4", "5", "6", "7", "0")),
                key("enum_first", "a ENUM('z', 'y', 'x'), b INT", pairs("%d, %d", 4)),
                key("enum_second", "a INT, b ENUM('z', 'y', 'x')", pairs("%d, %d", 4)),
                key("set", "a SET('z', 'y', 'x', 'w')", numbers("%d", 0, 16)),
                key("bit", "a BIT(9)", numbers("%d", 490, 512)),
                key(
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
                key("two", "a INT, b VARCHAR(10) CHARACTER SET utf8", pairs("%d, 'Key %d'", 6)),
                key(
                        "two_texts",
                        "a VARCHAR(10) CHARACTER SET latin1, b VARCHAR(10) CHARACTER SET utf8",
                        pairs("'Name%d', 'Key%d'", 6)),
                key("three", "a INT, b FLOAT, c VARBINARY(8)", pairs("%d DIV 2, %2$d.5, CONCAT('x', %1$d MOD 2)", 6)),
                key("named", "`or``der` INT, `?` DATETIME(1)", pairs("%d, '2020-01-%02d 00:00:00.5'", 5)));
    }

    private static Arguments key(String name, String columns, List<String> keys) {
        return Arguments.of(name, columns, keys);
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

    private static String members(int count) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add("'m" + i + "'");
        }
        return String.join(", ", members);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void every_row_lies_in_one_chunk_and_every_missing_extra_and_changed_one_is_found(
            String name, String columns, List<String> keys) {
        String names = String.join(
                ", ",
                Stream.of(columns.split(", (?=[a-c`])"))
                        .map(column -> column.split(" ")[0])
                        .toList());
        both("CREATE TABLE chunked_keys.t (" + columns + ", v INT NOT NULL, PRIMARY KEY (" + names + "))");
        for (int i = 0; i < keys.size(); i++) {
            both("INSERT INTO chunked_keys.t VALUES (" + keys.get(i) + ", " + i + ")");
        }
        TableResult same = compare();
        assertThat(same.verdict()).isInstanceOfSatisfying(Verdict.Same.class, verdict -> {
            assertThat(verdict.rows()).isEqualTo(keys.size());
            assertThat(verdict.chunks()).isBetween(2, keys.size() / 3 + 1);
        });
        assertThat(same.method()).endsWith("by key range");

        for (int i = 0; i < keys.size(); i++) {
            run(RIGHT, "UPDATE chunked_keys.t SET v = -1 WHERE v = " + i);
            assertThat(kinds()).as("changed %s", keys.get(i)).containsExactly(RowDifference.Kind.CHANGED);
            run(RIGHT, "DELETE FROM chunked_keys.t WHERE v = -1");
            assertThat(kinds()).as("missing %s", keys.get(i)).containsExactly(RowDifference.Kind.MISSING);
            run(RIGHT, "INSERT INTO chunked_keys.t VALUES (" + keys.get(i) + ", " + i + ")");
            run(LEFT, "DELETE FROM chunked_keys.t WHERE v = " + i);
            assertThat(kinds()).as("extra %s", keys.get(i)).containsExactly(RowDifference.Kind.EXTRA);
            run(LEFT, "INSERT INTO chunked_keys.t VALUES (" + keys.get(i) + ", " + i + ")");
        }
        assertThat(compare().verdict()).isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void a_chunk_is_read_by_a_range_of_the_primary_key(String name, String columns, List<String> keys) {
        String names = String.join(
                ", ",
                Stream.of(columns.split(", (?=[a-c`])"))
                        .map(column -> column.split(" ")[0])
                        .toList());
        both("CREATE TABLE chunked_keys.t (" + columns + ", v INT NOT NULL, PRIMARY KEY (" + names + "))");
        for (int i = 0; i < keys.size(); i++) {
            both("INSERT INTO chunked_keys.t VALUES (" + keys.get(i) + ", " + i + ")");
        }
        for (Server server : List.of(LEFT, RIGHT)) {
            try (Session session = server.openPinned()) {
                KeyOrder order = KeyOrder.of(table(LEFT), table(RIGHT)).orElseThrow();
                Optional<Bound> first = session.first(order.nth(Optional.empty(), 3), order::bound);
                Optional<Bound> second = session.first(order.nth(first, 3), order::bound);
                Chunk chunk = new Chunk(table(LEFT), Optional.of(order), first, second.or(() -> first));
                List<String> plans = new ArrayList<>();
                for (String sql : List.of("SELECT SUM(v)" + chunk.source(), order.nth(first, 3))) {
                    plans.add(session.first("EXPLAIN " + sql, row -> row.text("type"))
                            .orElseThrow());
                }
                assertThat(plans).as(server.name()).containsExactly("range", "range");
            }
        }
    }

    @Test
    void keys_equal_but_for_case_are_one_key_or_two_and_told_apart_by_their_bytes() {
        both(
                "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1 PRIMARY KEY)",
                "INSERT INTO chunked_keys.t VALUES ('a'), ('b'), ('c'), ('d'), ('e'), ('f'), ('g')");
        run(
                RIGHT,
                "UPDATE chunked_keys.t SET k = 'C' WHERE k = 'c'",
                "UPDATE chunked_keys.t SET k = 'g ' WHERE k = 'g'");

        assertThat(((Verdict.Different) compare().verdict()).rows())
                .containsExactlyInAnyOrder(
                        new RowDifference(RowDifference.Kind.MISSING, "k='c'", List.of()),
                        new RowDifference(RowDifference.Kind.EXTRA, "k='C'", List.of()),
                        new RowDifference(RowDifference.Kind.MISSING, "k='g'", List.of()),
                        new RowDifference(RowDifference.Kind.EXTRA, "k='g '", List.of()));
    }

    @Test
    void a_table_whose_keys_only_the_right_side_has_is_still_cut_into_chunks() {
        both("CREATE TABLE chunked_keys.t (k INT PRIMARY KEY)");
        run(RIGHT, "INSERT INTO chunked_keys.t VALUES (-1), (1), (2), (3), (4), (5), (6), (7), (8)");

        TableResult result = compare();

        assertThat(result.chunks()).isEqualTo(4);
        assertThat(result.rowsLeft()).isZero();
        assertThat(result.rowsRight()).isEqualTo(9);
        assertThat(((Verdict.Different) result.verdict()).rows())
                .hasSize(9)
                .allMatch(row -> row.kind() == RowDifference.Kind.EXTRA);
    }

    @Test
    void rows_in_front_of_the_first_and_behind_the_last_key_are_found() {
        both(
                "CREATE TABLE chunked_keys.t (a INT, b INT, PRIMARY KEY (a, b))",
                "INSERT INTO chunked_keys.t VALUES (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)");
        run(RIGHT, "INSERT INTO chunked_keys.t VALUES (1, 0), (0, 9), (2, 4), (3, 0), (1, 4)");

        assertThat(((Verdict.Different) compare().verdict()).rows())
                .extracting(RowDifference::key)
                .containsExactlyInAnyOrder("a=1, b=0", "a=0, b=9", "a=2, b=4", "a=3, b=0", "a=1, b=4");
    }

    @Test
    void empty_and_one_row_tables_and_tables_of_just_one_chunk_are_the_same() {
        both("CREATE TABLE chunked_keys.t (k INT PRIMARY KEY)");
        assertThat(compare().verdict()).isEqualTo(new Verdict.Same(0, 1));
        both("INSERT INTO chunked_keys.t VALUES (7)");
        assertThat(compare().verdict()).isEqualTo(new Verdict.Same(1, 1));
        both("INSERT INTO chunked_keys.t VALUES (8), (9)");
        assertThat(compare().verdict()).isEqualTo(new Verdict.Same(3, 2));
    }

    @Test
    void keys_of_another_collation_or_of_first_characters_only_are_compared_as_a_whole() {
        run(LEFT, "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1 PRIMARY KEY)");
        run(RIGHT, "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin PRIMARY KEY)");
        both("INSERT INTO chunked_keys.t VALUES ('a'), ('B'), ('c'), ('D'), ('e'), ('F'), ('g')");
        assertThat(compare().verdict()).isEqualTo(new Verdict.Same(7, 1));
        assertThat(compare().method()).endsWith("whole table");

        both(
                "DROP TABLE chunked_keys.t",
                "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1, PRIMARY KEY (k(3)))",
                "INSERT INTO chunked_keys.t VALUES ('a'), ('B'), ('c'), ('D'), ('e'), ('F'), ('g')");
        assertThat(compare().verdict()).isEqualTo(new Verdict.Same(7, 1));
    }

    @Test
    void a_set_that_is_sorted_without_a_sign_and_compared_with_one_is_compared_as_a_whole() {
        both(
                "CREATE TABLE chunked_keys.t (k SET(" + members(64) + ") PRIMARY KEY)",
                "INSERT INTO chunked_keys.t VALUES (0), (1), (2), (9007199254740993), (9223372036854775807),"
                        + " (9223372036854775808), (9223372036854775809)");

        assertThat(compare().verdict()).isEqualTo(new Verdict.Same(7, 1));
    }

    @Test
    void tables_of_other_engines_are_compared() {
        for (String engine : List.of("MyISAM", "Aria", "MEMORY")) {
            both(
                    "DROP TABLE IF EXISTS chunked_keys.t",
                    "CREATE TABLE chunked_keys.t (k INT PRIMARY KEY) ENGINE=" + engine,
                    "INSERT INTO chunked_keys.t VALUES (5), (1), (4), (3), (2), (6), (7)");
            assertThat(compare().verdict()).isEqualTo(new Verdict.Same(7, engine.equals("MEMORY") ? 1 : 3));
        }
    }

    @Test
    void differences_are_bounded_in_number_and_of_every_kind() {
        both("CREATE TABLE chunked_keys.t (k INT PRIMARY KEY, v INT)");
        for (int i = 0; i < 60; i++) {
            both("INSERT INTO chunked_keys.t VALUES (" + i + ", 1)");
        }
        run(
                RIGHT,
                "DELETE FROM chunked_keys.t WHERE k MOD 3 = 0",
                "UPDATE chunked_keys.t SET v = 2",
                "INSERT INTO chunked_keys.t SELECT k + 100, 1 FROM chunked_keys.t");

        assertThat(kinds()).hasSize(20).contains(RowDifference.Kind.CHANGED, RowDifference.Kind.MISSING);
        assertThat(compare().rowsLeft()).isEqualTo(60);
        assertThat(compare().rowsRight()).isEqualTo(80);
    }

    @Test
    void a_connection_lost_while_reading_is_replaced_once() {
        SessionPool pool = new SessionPool(LEFT);
        try (pool) {
            List<Long> seen = new ArrayList<>();
            long answer = pool.read(session -> {
                seen.add(session.number("SELECT CONNECTION_ID()"));
                if (seen.size() == 1) {
                    run(LEFT, "KILL " + seen.get(0));
                }
                return session.number("SELECT 42");
            });

            assertThat(answer).isEqualTo(42);
            assertThat(seen).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_connection_lost_twice_is_an_error() {
        try (SessionPool pool = new SessionPool(LEFT)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                            DatabaseException.class,
                            () -> pool.read(session -> {
                                run(LEFT, "KILL " + session.number("SELECT CONNECTION_ID()"));
                                return session.number("SELECT 42");
                            })))
                    .matches(DatabaseException::lost);
        }
    }

    private static List<RowDifference.Kind> kinds() {
        Verdict verdict = compare().verdict();
        assertThat(verdict).isInstanceOf(Verdict.Different.class);
        return ((Verdict.Different) verdict)
                .rows().stream().map(RowDifference::kind).toList();
    }

    private static TableResult compare() {
        return new RowComparison(LEFT, RIGHT, Observer.NONE, SMALL, 2)
                .compare(List.of(table(LEFT)), List.of(table(RIGHT)))
                .tables()
                .get(0);
    }

    private static Table table(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("chunked_keys")).get(0);
        }
    }

    private static void both(String... statements) {
        run(LEFT, statements);
        run(RIGHT, statements);
    }

    private static void run(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
