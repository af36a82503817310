package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.replication.binlog.Binlog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which tables a live proof takes up, where the two sides are not of one shape. */
class LiveTablesTest {
    private static final Server SOURCE =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server TARGET =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    @BeforeEach
    void a_database_on_both_sides() {
        clean_up();
        both("CREATE DATABASE live_tables");
    }

    @AfterEach
    void clean_up() {
        both("DROP DATABASE IF EXISTS live_tables");
    }

    @Test
    void tables_of_one_shape_are_taken_up() {
        both("CREATE TABLE live_tables.t (id INT PRIMARY KEY, a INT, v INT AS (a * 2) VIRTUAL, f FLOAT)");

        assertThat(left()).isEmpty();
    }

    @Test
    void a_column_that_one_side_computes_is_not_read_on_either() {
        on(SOURCE, "CREATE TABLE live_tables.t (id INT PRIMARY KEY, a INT, v INT AS (a * 2) VIRTUAL)");
        on(TARGET, "CREATE TABLE live_tables.t (id INT PRIMARY KEY, a INT, v INT)");

        assertThat(left()).contains("the columns that are computed when they are read differ: [v] and []");
    }

    @Test
    void a_column_that_only_the_target_narrows_is_not_compared_by_six_digits() {
        on(SOURCE, "CREATE TABLE live_tables.t (id INT PRIMARY KEY, v DOUBLE)");
        on(TARGET, "CREATE TABLE live_tables.t (id INT PRIMARY KEY, v FLOAT)");

        assertThat(left())
                .contains("column v is double on the source and float on the target: these are values of different"
                        + " kinds");
    }

    @Test
    void versions_of_rows_are_compared_at_rest() {
        both("CREATE TABLE live_tables.t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING");

        assertThat(left()).contains("it keeps versions of its rows, which are compared at rest");
    }

    @Test
    void versions_on_one_side_only_are_a_difference() {
        on(SOURCE, "CREATE TABLE live_tables.t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING");
        on(TARGET, "CREATE TABLE live_tables.t (id INT PRIMARY KEY, v INT)");

        assertThat(left()).contains("only the source keeps versions of its rows");
    }

    private static Optional<String> left() {
        LiveSides sides = new LiveSides(SOURCE, SOURCE.login(), TARGET, LiveTablesTest::end, Optional.empty());
        return LiveTables.read(sides, List.of("live_tables"), table -> true)
                .byName()
                .get(new TableName("live_tables", "t"))
                .leftToTheFreeze();
    }

    private static BinlogPosition end() {
        try (Session session = SOURCE.open()) {
            return Binlog.position(session);
        }
    }

    private static void both(String statement) {
        on(SOURCE, statement);
        on(TARGET, statement);
    }

    private static void on(Server server, String statement) {
        try (Session session = server.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute(statement);
        }
    }
}
