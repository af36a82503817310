package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of values that differ: digests, and the values where they were asked for. */
class ShownValuesTest {
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);

    @BeforeEach
    void an_empty_database() {
        both("DROP DATABASE IF EXISTS shown_values", "CREATE DATABASE shown_values");
    }

    @AfterAll
    static void clean_up() {
        both("DROP DATABASE IF EXISTS shown_values");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "INT                            | 17            | 18             | 17                  | 18",
                "DECIMAL(9,2)                   | 1.50          | NULL           | 1.50                | NULL",
                "FLOAT                          | 16777216      | 16777218       | 16777216            | 16777218",
                "DATETIME(6)                    | '2020-01-02 03:04:05.000001' | '2020-01-02 03:04:05' |"
                        + " 2020-01-02 03:04:05.000001 | 2020-01-02 03:04:05.000000",
                "VARCHAR(9) CHARACTER SET latin1 | 'Öl'         | ''             | 'Öl'                | ''",
                "ENUM('a','b')                  | 'a'           | 'b'            | 'a'                 | 'b'",
                "VARBINARY(9)                   | x'00ff'       | x'5c'          | 0x00FF              | 0x5C",
                "BIT(4)                         | b'1010'       | b'0001'        | 0x0A                | 0x01",
                "POINT                          | POINT(1, 2)   | NULL           |"
                        + " 0x000000000101000000000000000000F03F0000000000000040 | NULL",
            })
    void values_are_shown_as_they_are(String type, String left, String right, String shownLeft, String shownRight) {
        fill(type, left, right);

        assertThat(values(true)).containsExactly(new RowDifference.Value("v", shownLeft, shownRight));
    }

    @Test
    void a_long_value_is_shown_by_its_beginning_its_length_and_where_that_is_alike_its_digest() {
        fill("LONGBLOB", "REPEAT('a', 70000)", "CONCAT(REPEAT('a', 69999), 'b')");

        RowDifference.Value value = values(true).get(0);

        assertThat(value.left()).matches("0x(61){100} … 70000 bytes sha256:[0-9a-f]{16}");
        assertThat(value.right()).matches("0x(61){100} … 70000 bytes sha256:[0-9a-f]{16}");
        assertThat(value.left()).isNotEqualTo(value.right());
    }

    @Test
    void nobody_who_did_not_ask_sees_more_than_digests() {
        fill("VARCHAR(20)", "'secret one'", "'secret two'");

        List<RowDifference.Value> values = values(false);

        assertThat(values).hasSize(1);
        assertThat(values.get(0).left()).matches("sha256:[0-9a-f]{16}");
        assertThat(values.get(0).right())
                .matches("sha256:[0-9a-f]{16}")
                .isNotEqualTo(values.get(0).left());
    }

    @Test
    void a_row_that_is_on_one_side_only_is_shown_whole() {
        both("CREATE TABLE shown_values.t (id INT PRIMARY KEY, v VARCHAR(9))");
        run(LEFT, "INSERT INTO shown_values.t VALUES (1, 'left')");
        run(RIGHT, "INSERT INTO shown_values.t VALUES (2, NULL)");

        assertThat(rows(true))
                .containsExactly(
                        new RowDifference(
                                RowDifference.Kind.MISSING,
                                "id=1",
                                List.of(value("id", "1", ""), value("v", "'left'", "")),
                                "SELECT * FROM `shown_values`.`t` WHERE `id` = 1"),
                        new RowDifference(
                                RowDifference.Kind.EXTRA,
                                "id=2",
                                List.of(value("id", "", "2"), value("v", "", "NULL")),
                                "SELECT * FROM `shown_values`.`t` WHERE `id` = 2"));
        assertThat(rows(false)).allMatch(row -> row.values().isEmpty());
    }

    @Test
    void rows_without_a_key_are_shown_whole_and_found_by_their_digest() {
        both("CREATE TABLE shown_values.t (n INT, v VARCHAR(9), at TIMESTAMP(3) NULL)");
        both("INSERT INTO shown_values.t VALUES (1, 'same', '2020-01-01 00:00:00.5')");
        run(LEFT, "INSERT INTO shown_values.t VALUES (2, 'left', NULL), (2, 'left', NULL)");
        run(RIGHT, "INSERT INTO shown_values.t VALUES (2, 'right', '2021-01-01 00:00:00.25')");

        List<RowDifference> rows = rows(true);

        assertThat(rows)
                .extracting(RowDifference::kind, RowDifference::values)
                .containsExactlyInAnyOrder(
                        tuple(
                                RowDifference.Kind.MISSING,
                                List.of(value("n", "2", ""), value("v", "'left'", ""), value("at", "NULL", ""))),
                        tuple(
                                RowDifference.Kind.EXTRA,
                                List.of(
                                        value("n", "", "2"),
                                        value("v", "", "'right'"),
                                        value("at", "", "2021-01-01 00:00:00.250"))));
        for (RowDifference row : rows) {
            boolean missing = row.kind() == RowDifference.Kind.MISSING;
            assertThat(row.key()).matches("no key; row digest [0-9a-f]{16}(, 2 times)?");
            assertThat(found(LEFT, row)).as(row.find()).hasSize(missing ? 2 : 0);
            assertThat(found(RIGHT, row)).as(row.find()).hasSize(missing ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INT | -17",
                "BIGINT UNSIGNED | 18446744073709551615",
                "INT(6) ZEROFILL | 17",
                "DECIMAL(20,5) | 123456789012345.67891",
                "DOUBLE | 0.1",
                "FLOAT | 16777217",
                "YEAR | 2020",
                "DATE | '2020-02-29'",
                "TIME(3) | '-12:00:00.125'",
                "DATETIME(6) | '2020-01-01 00:00:00.000001'",
                "TIMESTAMP(3) | '2020-01-01 00:00:00.125'",
                "BIT(12) | b'101'",
                "VARCHAR(40) CHARACTER SET utf8mb4 | 'a''b\\\\c'",
                "VARCHAR(40) CHARACTER SET latin1 | 'Öl'",
                "VARCHAR(40) CHARACTER SET utf8mb4 | ''",
                "VARBINARY(9) | x'00ff5c27'",
                "VARBINARY(9) | ''",
                "ENUM('x','y z') | 'y z'",
                "SET('p','q','r') | 'p,r'",
            })
    void the_select_finds_the_row_by_its_key(String typeAndValue) {
        String[] parts = typeAndValue.split(" \\| ", 2);
        both("CREATE TABLE shown_values.t (k " + parts[0] + " NOT NULL, n INT NOT NULL, v INT, PRIMARY KEY (n, k))");
        run(LEFT, "INSERT INTO shown_values.t VALUES (" + parts[1] + ", 7, 1)");
        run(RIGHT, "INSERT INTO shown_values.t VALUES (" + parts[1] + ", 7, 2)");

        RowDifference row = rows(false).get(0);

        assertThat(found(LEFT, row)).as(row.find()).containsExactly(1L);
        assertThat(found(RIGHT, row)).as(row.find()).containsExactly(2L);
    }

    /** What column v is in the rows found, 0 for what is not a number; as a person would, in a session of theirs. */
    private static List<Long> found(Server server, RowDifference row) {
        try (Session session = server.open()) {
            session.execute("SET SESSION time_zone = '+05:00'");
            String[] statements = row.find().split("; (?=SELECT)");
            for (int i = 0; i < statements.length - 1; i++) {
                session.execute(statements[i]);
            }
            return session.list(
                    "SELECT v + 0 FROM (" + statements[statements.length - 1] + ") AS found", found -> found.number(1));
        }
    }

    private static RowDifference.Value value(String column, String left, String right) {
        return new RowDifference.Value(column, left, right);
    }

    private static void fill(String type, String left, String right) {
        both("CREATE TABLE shown_values.t (id INT PRIMARY KEY, v " + type + ")");
        run(LEFT, "INSERT INTO shown_values.t VALUES (1, " + left + ")");
        run(RIGHT, "INSERT INTO shown_values.t VALUES (1, " + right + ")");
    }

    private static List<RowDifference.Value> values(boolean asked) {
        return rows(asked).get(0).values();
    }

    private static List<RowDifference> rows(boolean asked) {
        ComparisonPlan conduct =
                new ComparisonPlan(Throttle.NONE, Watch.NONE, new RowOptions(Optional.empty(), asked), Map.of());
        RowResult result = new RowComparison(LEFT, RIGHT, Observer.NONE).compare(tables(LEFT), tables(RIGHT), conduct);
        assertThat(result.tables().get(0).verdict())
                .isInstanceOfSatisfying(TableVerdict.Different.class, different -> assertThat(different.rows())
                        .as(different.reason())
                        .isNotEmpty());
        return ((TableVerdict.Different) result.tables().get(0).verdict()).rows();
    }

    private static List<Table> tables(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("shown_values"));
        }
    }

    private static void both(String... statements) {
        run(LEFT, statements);
        run(RIGHT, statements);
    }

    private static void run(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            List.of(statements).forEach(session::execute);
        }
    }
}
