package dev.evenkeel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dates that were written under ALLOW_INVALID_DATES, and those that look odd and are not. */
class InvalidDatesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    static Stream<Server> servers() {
        return Stream.of(TestServers.embedded(), TestServers.between(), TestServers.modern())
                .flatMap(pair -> Stream.of(Role.SOURCE, Role.TARGET).map(role -> admin(pair, role)));
    }

    private static Server admin(Servers pair, Role role) {
        return pair.parameters(role).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void they_are_found_and_whole_zero_dates_and_leap_days_are_not(Server server) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0, sql_mode = 'ALLOW_INVALID_DATES'");
            make(
                    session,
                    "CREATE TABLE bad (id INT PRIMARY KEY, d DATE, `at``s` DATETIME, other DATE)",
                    "INSERT INTO bad VALUES (1, '2001-02-31', '2001-02-28 10:00:00', NULL), (2, '2000-02-29', NULL, NULL),"
                            + " (4, NULL, '2001-04-31 10:00:00', NULL), (3, NULL, '2001-00-00 00:00:00', '0000-00-00')",
                    "CREATE TABLE sound (id INT PRIMARY KEY, d DATE, at DATETIME, ts TIMESTAMP)",
                    "INSERT INTO sound VALUES (1, '2000-02-29', '0000-00-00', '2001-01-01'), (2, NULL, NULL, '2001-01-01')",
                    "CREATE TABLE dateless (id INT PRIMARY KEY)",
                    "CREATE TABLE computed (id INT PRIMARY KEY, d DATE, e DATE AS (d) VIRTUAL)");
            session.execute("SET sql_mode = 'NO_ENGINE_SUBSTITUTION'");

            InvalidDates dates = InvalidDates.look(session, Catalog.tables(session, List.of("invalid_dates")), LONG);

            boolean old = session.first("SHOW GLOBAL VARIABLES LIKE 'mysql56_temporal_format'", row -> row.text(2))
                    .orElse("OFF")
                    .equals("OFF");
            assertThat(dates.found())
                    .extracting(InvalidDates.Found::what)
                    .containsExactly(
                            "invalid_dates.bad holds dates that no calendar has: in 2 of the rows looked at, column d, at`s",
                            "invalid_dates.bad holds dates of which a part is zero: in 1 of the rows looked at, column at`s");
            assertThat(dates.found())
                    .extracting(found -> found.because().contains("makes 0000-00-00"))
                    .containsExactly(old, false);
            assertThat(dates.limits()).isEmpty();
            session.execute("DROP DATABASE invalid_dates");
        }
    }

    @Test
    void what_was_not_looked_at_is_said() {
        try (Session session = TestServers.admin(Role.SOURCE).openPinned()) {
            session.execute("SET sql_log_bin = 0");
            make(
                    session,
                    "CREATE TABLE many (id INT PRIMARY KEY, d DATE)",
                    "INSERT INTO many SELECT @n := @n + 1, '2001-01-01' FROM information_schema.collations a,"
                            + " information_schema.collations b, (SELECT @n := 0) c LIMIT 10001");
            List<Table> tables = Catalog.tables(session, List.of("invalid_dates"));

            assertThat(InvalidDates.look(session, tables, LONG).limits())
                    .containsExactly("dates that no calendar has were looked for in the first 10000 rows of 1 of the 1"
                            + " tables with dates, 10000 rows in all; others may hold some");
            assertThat(InvalidDates.look(session, tables, Duration.ofNanos(-1)).limits())
                    .singleElement()
                    .asString()
                    .contains("of 0 of the 1 tables");
            session.execute("DROP DATABASE invalid_dates");
        }
    }

    private static void make(Session session, String... statements) {
        session.execute("DROP DATABASE IF EXISTS invalid_dates");
        session.execute("CREATE DATABASE invalid_dates");
        session.execute("USE invalid_dates");
        for (String statement : statements) {
            session.execute(statement);
        }
    }
}
