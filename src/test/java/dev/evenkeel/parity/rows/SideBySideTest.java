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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ranges that fill more blocks than there are, compared as they arrive from two real servers. */
class SideBySideTest {
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);
    private static final int ROWS = 10_000;
    private static final int RANGE = 3_000;

    @BeforeEach
    void the_same_on_both_sides() {
        both(
                "DROP DATABASE IF EXISTS side_by_side",
                "CREATE DATABASE side_by_side DEFAULT CHARSET utf8mb4",
                "CREATE TABLE side_by_side.t (id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20), d DOUBLE, body LONGTEXT)",
                "INSERT INTO side_by_side.t SELECT i, CONCAT('a', i), NULL, i / 7, REPEAT(MD5(i), 12) FROM ("
                        + "SELECT 1000 * t.n + 100 * h.n + 10 * z.n + e.n + 1 i FROM "
                        + digits("t") + ", " + digits("h") + ", " + digits("z") + ", " + digits("e") + ") numbers");
    }

    @AfterAll
    static void clean_up() {
        both("DROP DATABASE IF EXISTS side_by_side");
    }

    @Test
    void equal_rows_are_the_same_without_being_hashed() {
        TableResult result = compare(tables(RIGHT));

        assertThat(result.verdict()).isInstanceOf(TableVerdict.Same.class);
        assertThat(result.rowsLeft()).isEqualTo(ROWS);
        assertThat(result.rowsRight()).isEqualTo(ROWS);
        assertThat(result.method())
                .isEqualTo("compared as read, byte for byte, or where they were not alike by SHA-256 per row,"
                        + " made from the rows as they were read, summed, by key range");
    }

    @Test
    void one_digit_of_one_row_is_found_and_the_row_named() {
        on(RIGHT, "UPDATE side_by_side.t SET d = 1000.0000000000001 WHERE id = 7000");

        assertThat(differing()).containsExactly("changed id=7000 in d");
    }

    @Test
    void characters_that_moved_to_the_next_column_are_found() {
        on(LEFT, "UPDATE side_by_side.t SET a = 'xy', b = 'z' WHERE id = 4000");
        on(RIGHT, "UPDATE side_by_side.t SET a = 'x', b = 'yz' WHERE id = 4000");

        assertThat(differing()).containsExactly("changed id=4000 in a, b");
    }

    @Test
    void an_empty_text_is_not_null() {
        on(RIGHT, "UPDATE side_by_side.t SET b = '' WHERE id = 1");

        assertThat(differing()).containsExactly("changed id=1 in b");
    }

    @Test
    void a_row_more_at_the_end_of_either_side_is_found() {
        on(LEFT, "DELETE FROM side_by_side.t WHERE id = 10000");
        assertThat(differing()).containsExactly("extra id=10000");

        on(RIGHT, "DELETE FROM side_by_side.t WHERE id >= 9999");
        assertThat(differing()).containsExactly("missing id=9999");
    }

    @Test
    void rows_in_two_ranges_are_both_found_though_the_second_is_hashed_at_once() {
        on(RIGHT, "UPDATE side_by_side.t SET a = 'x' WHERE id IN (2, 9000)");

        assertThat(differing()).containsExactlyInAnyOrder("changed id=2 in a", "changed id=9000 in a");
    }

    @Test
    void no_rows_are_like_no_rows_and_like_nothing_else() throws InterruptedException {
        on(RIGHT, "DELETE FROM side_by_side.t");
        assertThat(alike(tables(LEFT).get(0), " WHERE id > 0")).isEmpty();

        on(LEFT, "DELETE FROM side_by_side.t");
        assertThat(alike(tables(LEFT).get(0), " WHERE id > 0")).hasValue(0);
    }

    @Test
    void neither_side_waits_for_one_whose_statement_fails() {
        List<Table> right = tables(RIGHT);
        on(RIGHT, "ALTER TABLE side_by_side.t DROP COLUMN body");

        TableResult result = compare(right);

        assertThat(result.verdict()).isInstanceOf(TableVerdict.Inconclusive.class);
        assertThat(result.verdict().toString()).contains("Unknown column 'body'");
    }

    @Test
    void a_row_larger_than_all_blocks_is_compared_to_its_end() throws InterruptedException {
        String texts = IntStream.range(0, 10).mapToObj(i -> "t" + i + " TEXT").collect(Collectors.joining(", "));
        String values =
                IntStream.range(0, 10).mapToObj(i -> "REPEAT('x', 60000)").collect(Collectors.joining(", "));
        both(
                "CREATE TABLE side_by_side.wide (id INT PRIMARY KEY, " + texts + ") DEFAULT CHARSET ascii",
                "INSERT INTO side_by_side.wide VALUES (1, " + values + "), (2, " + values + ")");
        Table wide = tables(LEFT).get(1);
        assertThat(alike(wide, "")).hasValue(2);

        on(RIGHT, "UPDATE side_by_side.wide SET t9 = CONCAT(LEFT(t9, 59999), 'y') WHERE id = 2");
        assertThat(alike(wide, "")).isEmpty();
    }

    @Test
    void what_neither_server_could_make_is_not_alike() throws InterruptedException {
        both("UPDATE side_by_side.t SET body = REPEAT('x', 4000) WHERE id = 5");
        Table table = tables(LEFT).get(0);
        assertThat(alike(table, " WHERE id < 10")).hasValue(9);

        both("SET GLOBAL max_allowed_packet = 2048");
        try {
            assertThat(alike(table, " WHERE id < 10")).isEmpty();
            assertThat(alike(table, " WHERE id < 5")).hasValue(4);
        } finally {
            both("SET GLOBAL max_allowed_packet = 16777216");
        }
    }

    private static String digits(String alias) {
        return "(SELECT 0 n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5"
                + " UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) " + alias;
    }

    private static OptionalLong alike(Table table, String where) throws InterruptedException {
        try (BothSides sides = new BothSides(LEFT, RIGHT, 1)) {
            return sides.alike(table, " FROM " + table.name().quoted() + where);
        }
    }

    private static List<String> differing() {
        return ((TableVerdict.Different) compare(tables(RIGHT)).verdict())
                .rows().stream().map(RowDifference::words).toList();
    }

    private static TableResult compare(List<Table> right) {
        ChunkPace.Limits limits = new ChunkPace.Limits(RANGE, RANGE, Duration.ofSeconds(1));
        ComparisonPlan here = new ComparisonPlan(
                ComparisonPlan.USUAL.throttle(),
                ComparisonPlan.USUAL.watch(),
                new RowOptions(Optional.of(Hashing.HERE), false),
                ComparisonPlan.USUAL.marks());
        return new RowComparison(LEFT, RIGHT, Observer.NONE, limits, 2)
                .compare(tables(LEFT), right, here)
                .tables()
                .get(0);
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("side_by_side"));
        }
    }

    private static void both(String... statements) {
        on(LEFT, statements);
        on(RIGHT, statements);
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
