package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A column that ends rows: on a present row it holds the last time there is, which 11.5 moved. Both such servers are not
 * at hand, so plain columns hold the two times and are said to end rows.
 */
class RowVersionsTest {
    private static final String LAST_BEFORE_11_5 = "2038-01-19 03:14:07.999999";
    private static final String LAST = "2106-02-07 06:28:15.999999";
    private static final Server LEFT =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server RIGHT =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    @BeforeEach
    void a_database_on_both_sides() {
        clean_up();
        List.of(LEFT, RIGHT).forEach(server -> on(server, "CREATE DATABASE row_versions"));
    }

    @AfterEach
    void clean_up() {
        List.of(LEFT, RIGHT).forEach(server -> on(server, "DROP DATABASE IF EXISTS row_versions"));
    }

    @Test
    void the_column_that_ends_rows_is_known_by_its_definition() {
        on(
                RIGHT,
                "CREATE TABLE row_versions.t (id INT PRIMARY KEY, v INT AS (id * 2) STORED,"
                        + " s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, e TIMESTAMP(6) GENERATED ALWAYS AS ROW END,"
                        + " PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING");

        assertThat(table(RIGHT).columns())
                .filteredOn(Column::endsRow)
                .extracting(Column::name)
                .containsExactly("e");
        assertThat(RowDigest.columns(table(RIGHT))).extracting(Column::name).contains("e");
    }

    @ParameterizedTest
    @EnumSource(Hashing.class)
    void present_rows_are_the_same_whatever_the_last_time_is(Hashing hashing) {
        rows(LEFT, LAST_BEFORE_11_5, "2024-05-05 01:02:03.000004");
        rows(RIGHT, LAST, "2024-05-05 01:02:03.000004");

        assertThat(compared(hashing)).isEqualTo(new TableVerdict.Same(2, 1));
    }

    @ParameterizedTest
    @EnumSource(Hashing.class)
    void a_row_that_ended_is_not_a_present_one(Hashing hashing) {
        rows(LEFT, LAST_BEFORE_11_5, "2024-05-05 01:02:03.000004");
        rows(RIGHT, LAST, "2024-05-05 01:02:03.000005");

        assertThat(compared(hashing)).isInstanceOf(TableVerdict.Different.class);
    }

    private static TableVerdict compared(Hashing hashing) {
        RowOptions options = new RowOptions(Optional.of(hashing), false);
        return new RowComparison(LEFT, RIGHT, Observer.NONE)
                .compare(
                        List.of(ending(table(LEFT))),
                        List.of(ending(table(RIGHT))),
                        new ComparisonPlan(Throttle.NONE, Watch.NONE, options, Map.of()))
                .tables()
                .get(0)
                .verdict();
    }

    private static Table ending(Table table) {
        List<Column> columns = table.columns().stream()
                .map(column -> column.name().equals("e")
                        ? new Column(
                                "e",
                                column.dataType(),
                                column.columnType(),
                                column.nullable(),
                                column.charset(),
                                column.collation(),
                                "STORED GENERATED ROW END",
                                true)
                        : column)
                .toList();
        return new Table(table.name(), table.engine(), columns, table.primaryKey(), 2, 0);
    }

    private static void rows(Server server, String first, String second) {
        on(server, "CREATE TABLE row_versions.t (id INT PRIMARY KEY, e DATETIME(6) NOT NULL)");
        on(server, "INSERT INTO row_versions.t VALUES (1, '" + first + "'), (2, '" + second + "')");
    }

    private static Table table(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("row_versions")).get(0);
        }
    }

    private static void on(Server server, String statement) {
        try (Session session = server.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute(statement);
        }
    }
}
