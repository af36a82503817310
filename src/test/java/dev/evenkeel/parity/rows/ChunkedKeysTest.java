package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Chunks of three rows on keys of every kind; 40 rows or fewer, so that every third row is a bound. A third of the rows is
 * damaged at a time; with {@code -Devenkeel.keys=each} each row alone.
 */
class ChunkedKeysTest {
    private static final boolean EACH_ALONE = "each".equals(System.getProperty("evenkeel.keys"));
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.evenkeel.parity.rows.KeyCase#all")
    void every_row_lies_in_one_chunk_and_every_missing_extra_and_changed_one_is_found(KeyCase key) {
        List<String> keys = key.keys();
        List<Integer> all = IntStream.range(0, keys.size()).boxed().toList();
        both(key.table("chunked_keys.t"), insert(keys, all));
        List<Table> left = tables(LEFT);
        List<Table> right = tables(RIGHT);
        TableResult same = compare(left, right);
        assertThat(same.verdict()).isInstanceOfSatisfying(TableVerdict.Same.class, verdict -> {
            assertThat(verdict.rows()).isEqualTo(keys.size());
            assertThat(verdict.chunks()).isBetween(2, keys.size() / 3 + 1);
        });
        assertThat(same.method()).endsWith("by key range");

        for (List<Integer> damaged : damages(all)) {
            String where = " WHERE v IN (" + joined(damaged.stream().map(String::valueOf)) + ")";
            run(RIGHT, "UPDATE chunked_keys.t SET v = -1 - v" + where);
            assertFound(compare(left, right), RowDifference.Kind.CHANGED, keys, damaged);
            run(RIGHT, "DELETE FROM chunked_keys.t WHERE v < 0");
            assertFound(compare(left, right), RowDifference.Kind.MISSING, keys, damaged);
            run(RIGHT, insert(keys, damaged));
            run(LEFT, "DELETE FROM chunked_keys.t" + where);
            assertFound(compare(left, right), RowDifference.Kind.EXTRA, keys, damaged);
            run(LEFT, insert(keys, damaged));
        }
        assertThat(compare(left, right).verdict()).isInstanceOf(TableVerdict.Same.class);
    }

    /** Every third row at once, so that most chunks have one; or each row alone. */
    private static List<List<Integer>> damages(List<Integer> all) {
        int step = EACH_ALONE ? all.size() : 3;
        return IntStream.range(0, step)
                .mapToObj(first -> all.stream().filter(i -> i % step == first).toList())
                .toList();
    }

    private static void assertFound(
            TableResult result, RowDifference.Kind kind, List<String> keys, List<Integer> damaged) {
        String which = kind + " " + joined(damaged.stream().map(keys::get));
        assertThat(result.verdict()).as(which).isInstanceOf(TableVerdict.Different.class);
        List<RowDifference> rows = ((TableVerdict.Different) result.verdict()).rows();
        assertThat(rows).as(which).hasSameSizeAs(damaged).allMatch(row -> row.kind() == kind);
        assertThat(rows).as(which).extracting(RowDifference::key).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.evenkeel.parity.rows.KeyCase#all")
    void a_chunk_is_read_by_a_range_of_the_primary_key(KeyCase key) {
        List<String> keys = key.keys();
        both(
                key.table("chunked_keys.t"),
                insert(keys, IntStream.range(0, keys.size()).boxed().toList()));
        Table leftTable = tables(LEFT).get(0);
        Table rightTable = tables(RIGHT).get(0);
        for (Server server : List.of(LEFT, RIGHT)) {
            try (Session session = server.openPinned()) {
                KeyOrder order = KeyOrder.of(leftTable, rightTable).orElseThrow();
                Optional<Bound> first = session.first(order.nth(Optional.empty(), 3), order::bound);
                Optional<Bound> second = session.first(order.nth(first, 3), order::bound);
                Chunk chunk = new Chunk(leftTable, Optional.of(order), first, second.or(() -> first));
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
    void keys_equal_except_for_case_are_one_key_or_two_and_told_apart_by_their_bytes() {
        both(
                "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1 PRIMARY KEY)",
                "INSERT INTO chunked_keys.t VALUES ('a'), ('b'), ('c'), ('d'), ('e'), ('f'), ('g')");
        run(
                RIGHT,
                "UPDATE chunked_keys.t SET k = 'C' WHERE k = 'c'",
                "UPDATE chunked_keys.t SET k = 'g ' WHERE k = 'g'");

        assertThat(((TableVerdict.Different) compare().verdict()).rows())
                .extracting(RowDifference::words)
                .containsExactlyInAnyOrder("missing k='c'", "extra k='C'", "missing k='g'", "extra k='g '");
    }

    @Test
    void a_table_whose_keys_only_the_right_side_has_is_still_cut_into_chunks() {
        both("CREATE TABLE chunked_keys.t (k INT PRIMARY KEY)");
        run(RIGHT, "INSERT INTO chunked_keys.t VALUES (-1), (1), (2), (3), (4), (5), (6), (7), (8)");

        TableResult result = compare();

        assertThat(result.chunks()).isEqualTo(4);
        assertThat(result.rowsLeft()).isZero();
        assertThat(result.rowsRight()).isEqualTo(9);
        assertThat(((TableVerdict.Different) result.verdict()).rows())
                .hasSize(9)
                .allMatch(row -> row.kind() == RowDifference.Kind.EXTRA);
    }

    @Test
    void rows_before_the_first_and_after_the_last_key_are_found() {
        both(
                "CREATE TABLE chunked_keys.t (a INT, b INT, PRIMARY KEY (a, b))",
                "INSERT INTO chunked_keys.t VALUES (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)");
        run(RIGHT, "INSERT INTO chunked_keys.t VALUES (1, 0), (0, 9), (2, 4), (3, 0), (1, 4)");

        assertThat(((TableVerdict.Different) compare().verdict()).rows())
                .extracting(RowDifference::key)
                .containsExactlyInAnyOrder("a=1, b=0", "a=0, b=9", "a=2, b=4", "a=3, b=0", "a=1, b=4");
    }

    @Test
    void empty_and_one_row_tables_and_tables_of_just_one_chunk_are_the_same() {
        both("CREATE TABLE chunked_keys.t (k INT PRIMARY KEY)");
        assertThat(compare().verdict()).isEqualTo(new TableVerdict.Same(0, 1));
        both("INSERT INTO chunked_keys.t VALUES (7)");
        assertThat(compare().verdict()).isEqualTo(new TableVerdict.Same(1, 1));
        both("INSERT INTO chunked_keys.t VALUES (8), (9)");
        assertThat(compare().verdict()).isEqualTo(new TableVerdict.Same(3, 2));
    }

    @Test
    void keys_of_another_collation_or_of_first_characters_only_are_compared_as_a_whole() {
        run(LEFT, "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1 PRIMARY KEY)");
        run(RIGHT, "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin PRIMARY KEY)");
        both("INSERT INTO chunked_keys.t VALUES ('a'), ('B'), ('c'), ('D'), ('e'), ('F'), ('g')");
        assertThat(compare().verdict()).isEqualTo(new TableVerdict.Same(7, 1));
        assertThat(compare().method()).contains("whole table");

        both(
                "DROP TABLE chunked_keys.t",
                "CREATE TABLE chunked_keys.t (k VARCHAR(9) CHARACTER SET latin1, PRIMARY KEY (k(3)))",
                "INSERT INTO chunked_keys.t VALUES ('a'), ('B'), ('c'), ('D'), ('e'), ('F'), ('g')");
        assertThat(compare().verdict()).isEqualTo(new TableVerdict.Same(7, 1));
    }

    @Test
    void a_set_that_is_sorted_without_a_sign_and_compared_with_one_is_compared_as_a_whole() {
        both(
                "CREATE TABLE chunked_keys.t (k SET(" + KeyCase.members(64) + ") PRIMARY KEY)",
                "INSERT INTO chunked_keys.t VALUES (0), (1), (2), (9007199254740993), (9223372036854775807),"
                        + " (9223372036854775808), (9223372036854775809)");

        assertThat(compare().verdict()).isEqualTo(new TableVerdict.Same(7, 1));
    }

    @Test
    void tables_of_other_engines_are_compared() {
        for (String engine : List.of("MyISAM", "Aria", "MEMORY")) {
            both(
                    "DROP TABLE IF EXISTS chunked_keys.t",
                    "CREATE TABLE chunked_keys.t (k INT PRIMARY KEY) ENGINE=" + engine,
                    "INSERT INTO chunked_keys.t VALUES (5), (1), (4), (3), (2), (6), (7)");
            assertThat(compare().verdict()).isEqualTo(new TableVerdict.Same(7, engine.equals("MEMORY") ? 1 : 3));
        }
    }

    @Test
    void differences_are_bounded_in_number_and_of_every_kind() {
        both("CREATE TABLE chunked_keys.t (k INT PRIMARY KEY, v INT)");
        both("INSERT INTO chunked_keys.t VALUES "
                + joined(IntStream.range(0, 60).mapToObj(i -> "(" + i + ", 1)")));
        run(
                RIGHT,
                "DELETE FROM chunked_keys.t WHERE k MOD 3 = 0",
                "UPDATE chunked_keys.t SET v = 2",
                "INSERT INTO chunked_keys.t SELECT k + 100, 1 FROM chunked_keys.t");

        assertThat(kinds()).hasSize(20).contains(RowDifference.Kind.CHANGED, RowDifference.Kind.MISSING);
        assertThat(compare().rowsLeft()).isEqualTo(60);
        assertThat(compare().rowsRight()).isEqualTo(80);
    }

    private static List<RowDifference.Kind> kinds() {
        TableVerdict verdict = compare().verdict();
        assertThat(verdict).isInstanceOf(TableVerdict.Different.class);
        return ((TableVerdict.Different) verdict)
                .rows().stream().map(RowDifference::kind).toList();
    }

    private static String insert(List<String> keys, List<Integer> some) {
        return "INSERT INTO chunked_keys.t VALUES "
                + joined(some.stream().map(i -> "(" + keys.get(i) + ", " + i + ")"));
    }

    private static String joined(Stream<String> parts) {
        return parts.collect(Collectors.joining(", "));
    }

    private static TableResult compare() {
        return compare(tables(LEFT), tables(RIGHT));
    }

    private static TableResult compare(List<Table> left, List<Table> right) {
        return new RowComparison(LEFT, RIGHT, Observer.NONE, SMALL, 2)
                .compare(left, right)
                .tables()
                .get(0);
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("chunked_keys"));
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
