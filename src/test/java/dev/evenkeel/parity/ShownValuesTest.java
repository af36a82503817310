package dev.evenkeel.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static void fill(String type, String left, String right) {
        both("CREATE TABLE shown_values.t (id INT PRIMARY KEY, v " + type + ")");
        run(LEFT, "INSERT INTO shown_values.t VALUES (1, " + left + ")");
        run(RIGHT, "INSERT INTO shown_values.t VALUES (1, " + right + ")");
    }

    private static List<RowDifference.Value> values(boolean asked) {
        Conduct conduct = new Conduct(Throttle.NONE, Watch.NONE, new RowOptions(Optional.empty(), asked), Map.of());
        RowResult result = new RowComparison(LEFT, RIGHT, Observer.NONE).compare(tables(LEFT), tables(RIGHT), conduct);
        return ((Verdict.Different) result.tables().get(0).verdict())
                .rows()
                .get(0)
                .values();
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
