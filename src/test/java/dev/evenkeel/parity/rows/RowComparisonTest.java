package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableVerdict;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers, 10.1.8 with the settings of 10.0 and 10.1.23; each test plants one thing and asks for the verdict. */
class RowComparisonTest {
    private static final String SCHEMA = "row_comparison";
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);

    private static final String KEYED = """
            CREATE TABLE row_comparison.keyed (
              id INT NOT NULL PRIMARY KEY,
              name VARCHAR(40) CHARACTER SET utf8mb4 NULL,
              code CHAR(4) CHARACTER SET latin1 COLLATE latin1_swedish_ci NULL,
              f FLOAT NULL,
              d DOUBLE NULL,
              price DECIMAL(12,4) NULL,
              at DATETIME(6) NULL,
              seen TIMESTAMP(3) NULL,
              span TIME(2) NULL,
              kind ENUM('a', 'b', '') NULL,
              flags SET('x', 'y', 'z') NULL,
              bits BIT(9) NULL,
              raw VARBINARY(20) NULL,
              body LONGBLOB NULL,
              place POINT NULL,
              double_id INT AS (id * 2) PERSISTENT)
            """;

    private static final String LOOSE =
            "CREATE TABLE row_comparison.loose (name VARCHAR(20) NULL, f FLOAT NULL) DEFAULT CHARSET utf8mb4";

    private static final String ROWS = """
            INSERT INTO row_comparison.keyed
              (id, name, code, f, d, price, at, seen, span, kind, flags, bits, raw, body, place) VALUES
              (1, 'Zoë 🦊', 'abc', 16777216, 0.1, 12.5, '2026-03-01 10:11:12.123456', '2026-03-01 10:11:12.123',
               '-12:00:00.25', 'a', 'x,z', b'100000001', x'00ff00', x'00010203', POINT(1, 2)),
              (2, NULL, '', 1234567, 1e300, -0.0001, '0000-00-00 00:00:00', NULL, '838:59:59', 0, '', 0, '', '', NULL),
              (3, '', 'NULL', 0.1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
              (4, 'NULL', NULL, NULL, 0, 0, NULL, NULL, '00:00:00', '', NULL, NULL, x'ff', 'x', NULL)
            """;

    @BeforeEach
    void the_same_on_both_sides() {
        both(
                "DROP DATABASE IF EXISTS row_comparison",
                "CREATE DATABASE row_comparison",
                KEYED,
                LOOSE,
                ROWS,
                "INSERT INTO row_comparison.loose VALUES ('a', 1), ('a', 1), ('b', NULL), (NULL, 2)",
                "CREATE TABLE row_comparison.empty (id INT PRIMARY KEY)");
    }

    @AfterAll
    static void clean_up() {
        both("DROP DATABASE IF EXISTS row_comparison");
    }

    @Test
    void equal_rows_are_the_same_also_where_the_temporal_format_differs() {
        RowResult result = compare();

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(verdict(result, "keyed")).isEqualTo(new TableVerdict.Same(4, 1));
        assertThat(verdict(result, "loose")).isEqualTo(new TableVerdict.Same(4, 1));
        assertThat(verdict(result, "empty")).isEqualTo(new TableVerdict.Same(0, 1));
    }

    @Test
    void a_lost_float_digit_is_found() {
        onRight("UPDATE row_comparison.keyed SET f = 16777200 WHERE id = 1");

        assertChanged("id=1", "f");
    }

    @Test
    void null_and_the_empty_text_and_the_word_are_three_things() {
        onRight("UPDATE row_comparison.keyed SET name = '' WHERE id = 2");
        assertChanged("id=2", "name");

        onRight("UPDATE row_comparison.keyed SET name = 'NULL' WHERE id = 2");
        assertChanged("id=2", "name");
    }

    @Test
    void two_swapped_values_are_found() {
        onRight(
                "UPDATE row_comparison.keyed SET raw = x'ff' WHERE id = 2",
                "UPDATE row_comparison.keyed SET raw = '' WHERE id = 4");

        assertThat(differences("keyed"))
                .extracting(RowDifference::words)
                .containsExactlyInAnyOrder("changed id=2 in raw", "changed id=4 in raw");
    }

    @Test
    void a_change_of_case_alone_is_found() {
        onRight("UPDATE row_comparison.keyed SET code = 'ABC' WHERE id = 1");

        assertChanged("id=1", "code");
    }

    @Test
    void one_microsecond_is_found() {
        onRight("UPDATE row_comparison.keyed SET at = '2026-03-01 10:11:12.123457' WHERE id = 1");

        assertChanged("id=1", "at");
    }

    @Test
    void an_enum_without_a_member_is_not_the_empty_member() {
        onRight("UPDATE row_comparison.keyed SET kind = '' WHERE id = 2");

        assertChanged("id=2", "kind");
    }

    @Test
    void a_missing_and_an_extra_row_are_told_apart() {
        onRight(
                "DELETE FROM row_comparison.keyed WHERE id = 3",
                "INSERT INTO row_comparison.keyed (id, name) VALUES (99, 'stranger')");

        assertThat(differences("keyed"))
                .extracting(RowDifference::words)
                .containsExactlyInAnyOrder("missing id=3", "extra id=99");
    }

    @Test
    void a_row_that_stands_twice_without_a_key_is_found() {
        onRight("INSERT INTO row_comparison.loose VALUES ('a', 1), ('a', 1)");

        assertThat(differences("loose")).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(RowDifference.Kind.EXTRA);
            assertThat(difference.key()).endsWith("2 times");
        });
    }

    @Test
    void a_blob_that_differs_in_its_last_byte_is_found_though_larger_than_a_packet() {
        both("UPDATE row_comparison.keyed SET body = REPEAT('0123456789', 100000) WHERE id = 1");
        both("UPDATE row_comparison.keyed SET body = CONCAT(body, 'a') WHERE id = 1");
        assertThat(compare().verdict()).isEqualTo(Verdict.SAME);

        onRight("UPDATE row_comparison.keyed SET body = CONCAT(LEFT(body, LENGTH(body) - 1), 'b') WHERE id = 1");
        assertChanged("id=1", "body");
    }

    @Test
    void a_table_of_several_chunks_is_compared_whole() {
        both("CREATE TABLE row_comparison.many (id INT PRIMARY KEY, v INT NOT NULL)");
        both("INSERT INTO row_comparison.many SELECT a.n + b.n * 10 + c.n * 100 + d.n * 1000 + e.n * 10000 - 50000, 7"
                + " FROM " + digits("a") + ", " + digits("b") + ", " + digits("c") + ", " + digits("d") + ", "
                + digits("e"));
        both("INSERT INTO row_comparison.many SELECT id + 100000, 8 FROM row_comparison.many");
        both("ANALYZE TABLE row_comparison.many");

        assertThat(verdict(compare(), "many")).isInstanceOfSatisfying(TableVerdict.Same.class, same -> {
            assertThat(same.rows()).isEqualTo(200_000);
            assertThat(same.chunks()).isGreaterThan(1);
        });

        onRight(
                "UPDATE row_comparison.many SET v = 9 WHERE id = 149999",
                "DELETE FROM row_comparison.many WHERE id = -50000");
        assertThat(differences("many"))
                .extracting(RowDifference::words)
                .containsExactlyInAnyOrder("changed id=149999 in v", "missing id=-50000");
    }

    @Test
    void a_table_on_one_side_only_is_a_difference() {
        onRight("DROP TABLE row_comparison.empty", "CREATE TABLE row_comparison.stranger (id INT)");

        RowResult result = compare();

        assertThat(result.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict(result, "empty"))
                .isEqualTo(new TableVerdict.Different(List.of(), "the table is only on the source"));
        assertThat(verdict(result, "stranger"))
                .isEqualTo(new TableVerdict.Different(List.of(), "the table is only on the target"));
    }

    @Test
    void comparing_nothing_is_inconclusive() {
        RowResult result = EveryHashing.compare(LEFT, RIGHT, List.of(), List.of());

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.failures()).isEqualTo("there was no table to compare");
    }

    @Test
    void a_table_that_cannot_be_read_is_inconclusive() {
        List<Table> tables = tables(LEFT);
        onRight("DROP TABLE row_comparison.keyed");

        RowResult result = EveryHashing.compare(LEFT, RIGHT, tables, tables);

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.failures()).startsWith("row_comparison.keyed could not be compared: target: Table");
    }

    @Test
    void who_hashes_is_tried_where_rows_can_be_read_and_said() {
        both("CREATE TABLE row_comparison.tried (id INT PRIMARY KEY, v DOUBLE)");
        both("INSERT INTO row_comparison.tried VALUES (1, 0.1), (2, NULL)");

        RowResult result = new RowComparison(LEFT, RIGHT, Observer.NONE).compare(tables(LEFT), tables(RIGHT));

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.tables())
                .filteredOn(table -> table.table().table().equals("tried"))
                .singleElement()
                .satisfies(table -> assertThat(table.method())
                        .matches("SHA-256 per row, made (by the servers|from the rows as they were read), summed,"
                                + " by key range"));
    }

    @Test
    void numbers_of_two_widths_are_hashed_as_text_and_it_is_said() {
        both("CREATE TABLE row_comparison.typed (id INT PRIMARY KEY, v INT)");
        both("INSERT INTO row_comparison.typed VALUES (1, 1), (2, -2147483648)");
        onRight("ALTER TABLE row_comparison.typed MODIFY v BIGINT");

        RowResult result = EveryHashing.compare(LEFT, RIGHT, tables(LEFT), tables(RIGHT));

        assertThat(result.tables())
                .filteredOn(table -> table.table().table().equals("typed"))
                .singleElement()
                .satisfies(table -> assertThat(table.method())
                        .isEqualTo("SHA-256 per row, made by the servers, summed, by key range;"
                                + " v is int on the source, bigint on the target"));
    }

    private static String digits(String alias) {
        return "(SELECT 0 n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5"
                + " UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) " + alias;
    }

    private static void assertChanged(String key, String column) {
        assertThat(differences("keyed"))
                .extracting(RowDifference::words)
                .containsExactly("changed " + key + " in " + column);
    }

    private static List<RowDifference> differences(String table) {
        return ((TableVerdict.Different) verdict(compare(), table)).rows();
    }

    private static TableVerdict verdict(RowResult result, String table) {
        return result.tables().stream()
                .filter(candidate -> candidate.table().table().equals(table))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static RowResult compare() {
        return EveryHashing.compare(LEFT, RIGHT, tables(LEFT), tables(RIGHT));
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of(SCHEMA));
        }
    }

    private static void both(String... statements) {
        run(LEFT, statements);
        run(RIGHT, statements);
    }

    private static void onRight(String... statements) {
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
