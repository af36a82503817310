package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableVerdict;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows made to pass for equal. Two real servers; a difference that is not found here would be a lost write. */
class HostileRowsTest {
    private static final String SCHEMA = "hostile_rows";
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);

    @BeforeEach
    void an_empty_database() {
        both("DROP DATABASE IF EXISTS hostile_rows", "CREATE DATABASE hostile_rows CHARACTER SET utf8mb4");
    }

    @AfterAll
    static void clean_up() {
        both("DROP DATABASE IF EXISTS hostile_rows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            FLOAT                     | -0e0                        | 0e0
            DOUBLE                    | -0e0                        | 0e0
            DOUBLE                    | 0.1                         | 0.10000000000000002
            DOUBLE                    | 1.7976931348623157e308      | 1.7976931348623155e308
            FLOAT                     | 3.4028234e38                | 3.4028232e38
            FLOAT UNSIGNED            | 16777216                    | 16777214
            DOUBLE(30,2)              | 123456789012345.67          | 123456789012345.66
            DECIMAL(65,30)            | 1.000000000000000000000000000001 | 1
            BIT(64)                   | 0xffffffffffffffff          | 0xfffffffffffffffe
            BIGINT UNSIGNED           | 18446744073709551615        | 18446744073709551614
            BIGINT                    | -9223372036854775808        | -9223372036854775807
            YEAR                      | 0                           | 2000
            TIME(6)                   | '-838:59:59.000001'         | '-838:59:59.000000'
            DATETIME                  | '2026-00-00 00:00:00'       | '0000-00-00 00:00:00'
            DATE                      | '0000-00-00'                | NULL
            TIMESTAMP NULL            | '0000-00-00 00:00:00'       | NULL
            TIMESTAMP NULL            | '2026-10-25 00:30:00'       | '2026-10-25 01:30:00'
            CHAR(3)                   | 'N'                         | NULL
            VARCHAR(9)                | '1:N'                       | 'N'
            VARCHAR(9)                | ''                          | NULL
            VARCHAR(9)                | 'a '                        | 'a'
            VARCHAR(9)                | 'a'                         | 'A'
            TINYTEXT                  | ''                          | NULL
            TEXT                      | ''                          | NULL
            BINARY(3)                 | 'a'                         | 'a '
            VARBINARY(9)              | 0x00                        | ''
            LONGBLOB                  | 0x00                        | 0x0000
            VARCHAR(5000)             | REPEAT('é', 5000)           | CONCAT(REPEAT('é', 4999), 'e')
            ENUM('', 'a')             | 0                           | 1
            ENUM('1', '0')            | '1'                         | '0'
            SET('a', 'b')             | 'a,b'                       | 'a'
            POINT                     | POINT(1, 2)                 | POINT(2, 1)
            GEOMETRY                  | GeomFromText('POINT(1 2)', 1) | GeomFromText('POINT(1 2)', 2)
            BOOLEAN                   | TRUE                        | FALSE
            TINYINT ZEROFILL          | 1                           | 2
            TINYINT(1)                | 2                           | 1
            INT UNSIGNED              | 4294967295                  | 4294967294
            LONGTEXT                  | REPEAT('a', 9000)           | CONCAT(REPEAT('a', 8999), 'b')
            MEDIUMBLOB                | REPEAT('a', 4096)           | CONCAT(REPEAT('a', 4095), 'b')
            """)
    void a_changed_value_is_found(String type, String here, String there) {
        both("CREATE TABLE hostile_rows.keyed (id INT PRIMARY KEY, v " + type + (type.contains("NULL") ? "" : " NULL")
                + ")");
        both("CREATE TABLE hostile_rows.loose (v " + type + (type.contains("NULL") ? "" : " NULL") + ")");
        for (String table : List.of("keyed VALUES (1, ", "loose VALUES (")) {
            both("INSERT INTO hostile_rows." + table + here + ")");
        }
        assertThat(compare().verdict()).isEqualTo(Verdict.SAME);

        run(RIGHT, "UPDATE hostile_rows.keyed SET v = " + there, "UPDATE hostile_rows.loose SET v = " + there);

        RowResult result = compare();
        assertThat(((TableVerdict.Different) verdict(result, "keyed")).rows())
                .extracting(RowDifference::words)
                .containsExactly("changed id=1 in v");
        assertThat(verdict(result, "loose")).isInstanceOf(TableVerdict.Different.class);
    }

    @ParameterizedTest
    @CsvSource({
        "BIGINT UNSIGNED, 0, 18446744073709551615",
        "BIGINT, -9223372036854775808, 9223372036854775807",
        "TINYINT(1), 0, 1",
        "BOOLEAN, -128, 127",
        "INT(9) ZEROFILL, 1, 4294967295",
        "INT, 5, 5"
    })
    void every_key_is_in_some_chunk(String type, String lowest, String highest) {
        both("CREATE TABLE hostile_rows.chunked (k " + type + " NOT NULL, n INT NOT NULL, PRIMARY KEY (k, n))");
        both("INSERT INTO hostile_rows.chunked VALUES (" + lowest + ", 1), (" + highest + ", 2), (" + highest + ", 3)");
        assertThat(verdict(compareAsIfLarge(), "chunked"))
                .isInstanceOfSatisfying(
                        TableVerdict.Same.class, same -> assertThat(same.rows()).isEqualTo(3));

        run(RIGHT, "DELETE FROM hostile_rows.chunked WHERE n = 1");
        assertThat(verdict(compareAsIfLarge(), "chunked"))
                .isInstanceOfSatisfying(TableVerdict.Different.class, different -> assertThat(different.rows())
                        .hasSize(1));
    }

    @Test
    void a_key_beyond_the_other_sides_bounds_is_found() {
        both(
                "CREATE TABLE hostile_rows.chunked (k INT PRIMARY KEY)",
                "INSERT INTO hostile_rows.chunked VALUES (1), (9)");
        run(RIGHT, "INSERT INTO hostile_rows.chunked VALUES (-2147483648), (2147483647)");

        assertThat(verdict(compareAsIfLarge(), "chunked"))
                .isInstanceOfSatisfying(TableVerdict.Different.class, different -> assertThat(different.rows())
                        .hasSize(2));
    }

    @Test
    void names_that_look_like_syntax_are_names() {
        String table = "hostile_rows.`what? '%s' {d} ``x`` \\\\`";
        both(
                "CREATE TABLE " + table + " (`i?d` INT PRIMARY KEY, `v ' ? `` \\\\` INT)",
                "INSERT INTO " + table + " VALUES (1, 1)");
        assertThat(compare().verdict()).isEqualTo(Verdict.SAME);

        run(RIGHT, "UPDATE " + table + " SET `v ' ? `` \\\\` = 2");
        assertThat(compare().failures()).contains("changed i?d=1 in v ' ? ` \\\\");
    }

    @Test
    void a_stored_value_is_compared_though_it_was_computed() {
        both("CREATE TABLE hostile_rows.computed (id INT PRIMARY KEY, d DATE, day VARCHAR(20)"
                + " AS (DATE_FORMAT(d, '%W')) PERSISTENT)");
        run(LEFT, "INSERT INTO hostile_rows.computed (id, d) VALUES (1, '2026-11-22')");
        run(
                RIGHT,
                "SET SESSION lc_time_names = 'de_DE'",
                "INSERT INTO hostile_rows.computed (id, d) VALUES (1, '2026-11-22')");

        assertThat(((TableVerdict.Different) verdict(compare(), "computed")).rows())
                .extracting(RowDifference::words)
                .containsExactly("changed id=1 in day");
    }

    @Test
    void a_server_that_limits_results_hides_nothing() {
        for (int i = 0; i < 5; i++) {
            both(
                    "CREATE TABLE hostile_rows.t" + i + " (id INT PRIMARY KEY)",
                    "INSERT INTO hostile_rows.t" + i + " VALUES (1), (2)");
        }
        run(RIGHT, "DELETE FROM hostile_rows.t4");
        both("SET GLOBAL sql_select_limit = 1");
        try {
            assertThat(compare().tables()).hasSize(5);
            assertThat(compare().verdict()).isEqualTo(Verdict.DIFFERENT);
        } finally {
            both("SET GLOBAL sql_select_limit = DEFAULT");
        }
    }

    @Test
    void a_value_too_large_for_the_server_is_not_taken_for_null() {
        both("CREATE TABLE hostile_rows.large (id INT PRIMARY KEY, v VARCHAR(30000) CHARACTER SET latin1 NULL)");
        run(LEFT, "INSERT INTO hostile_rows.large VALUES (1, REPEAT('a', 30000))");
        run(RIGHT, "INSERT INTO hostile_rows.large VALUES (1, NULL)");
        both("SET GLOBAL max_allowed_packet = 16384");
        try {
            assertThat(compare().verdict()).isNotEqualTo(Verdict.SAME);

            run(RIGHT, "UPDATE hostile_rows.large SET v = REPEAT('b', 10000)");
            assertThat(compare().verdict()).isNotEqualTo(Verdict.SAME);
        } finally {
            both("SET GLOBAL max_allowed_packet = 16777216");
        }
    }

    @Test
    void a_failure_without_words_is_no_success() {
        both("CREATE TABLE hostile_rows.one (id INT PRIMARY KEY)", "INSERT INTO hostile_rows.one VALUES (1)");
        run(RIGHT, "UPDATE hostile_rows.one SET id = 2");

        RowResult result =
                new RowComparison(LEFT, RIGHT, new SpeechlessObserver()).compare(tables(LEFT), tables(RIGHT));

        assertThat(verdict(result, "one")).isEqualTo(new TableVerdict.Inconclusive("IllegalStateException"));
    }

    /** Its screen breaks, and does not say why. */
    private static final class SpeechlessObserver implements Observer {
        @Override
        public void entry(Entry entry) {}

        @Override
        public Progress progress(String what, String unit, long total) {
            return new Progress() {
                @Override
                public void advance(long amount) {
                    throw new IllegalStateException();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void waiting(Waiting waiting) {}
    }

    private static RowResult compare() {
        return EveryHashing.compare(LEFT, RIGHT, tables(LEFT), tables(RIGHT));
    }

    /** As many chunks as the server's estimate of a large table would make. */
    private static RowResult compareAsIfLarge() {
        List<Table> large = tables(LEFT).stream()
                .map(table -> new Table(
                        table.name(), table.engine(), table.columns(), table.primaryKey(), 1_000_000, table.bytes()))
                .toList();
        return EveryHashing.compare(LEFT, RIGHT, large, tables(RIGHT));
    }

    private static TableVerdict verdict(RowResult result, String table) {
        return result.tables().stream()
                .filter(candidate -> candidate.table().table().equals(table))
                .findFirst()
                .orElseThrow()
                .verdict();
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

    private static void run(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
