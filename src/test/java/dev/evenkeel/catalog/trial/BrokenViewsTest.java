package dev.evenkeel.catalog.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views as they lie in old databases. */
class BrokenViewsTest {
    private static final String[] OLD_DATABASE = {
        "CREATE DATABASE olddb",
        "USE olddb",
        "CREATE TABLE kept (id INT NOT NULL PRIMARY KEY, a INT) ENGINE=InnoDB",
        "CREATE TABLE gone (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB",
        "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
        "CREATE VIEW broken1 AS SELECT id FROM gone",
        "CREATE VIEW broken2 AS SELECT a FROM kept",
        "CREATE VIEW broken3 AS SELECT * FROM broken1",
        "CREATE VIEW broken4 AS SELECT twice(id) AS t FROM kept",
        "CREATE TABLE circle (id INT)",
        "CREATE VIEW circle1 AS SELECT id FROM circle",
        "CREATE VIEW circle2 AS SELECT id FROM circle1",
        "DROP TABLE circle",
        "RENAME TABLE circle2 TO circle",
        "CREATE VIEW sound AS SELECT id, 'broken' AS word FROM kept",
        "CREATE VIEW also_sound AS SELECT * FROM sound",
        "CREATE DEFINER = nobody@nowhere VIEW orphan AS SELECT id FROM kept",
        "CREATE DEFINER = nobody@nowhere SQL SECURITY INVOKER VIEW lent AS SELECT id FROM kept",
        "DROP TABLE gone",
        "DROP FUNCTION twice",
        "ALTER TABLE kept DROP COLUMN a"
    };

    static Stream<Server> servers() {
        return Stream.of(TestServers.embedded(), TestServers.between(), TestServers.modern())
                .flatMap(pair -> Stream.of(Role.SOURCE, Role.TARGET).map(role -> admin(pair, role)));
    }

    private static Server admin(Servers pair, Role role) {
        return pair.parameters(role).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void each_is_named_with_its_reason_and_sound_ones_are_not(Server server) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("DROP DATABASE IF EXISTS olddb");
            for (String statement : OLD_DATABASE) {
                session.execute(statement);
            }

            try {
                List<String> found = MoveObstacles.ofViews(session, List.of("olddb")).stream()
                        // As 11.4 says it.
                        .map(view -> view.replace("in 'SELECT'", "in 'field list'"))
                        .toList();
                assertThat(found)
                        .as(session.version().toString())
                        .containsExactly(
                                broken("broken1", "Table 'olddb.gone' doesn't exist (error 1146)"),
                                broken("broken2", "Unknown column 'olddb.kept.a' in 'field list' (error 1054)"),
                                broken(
                                        "broken3",
                                        "View 'olddb.broken1' references invalid table(s) or column(s) or function(s)"
                                                + " or definer/invoker of view lack rights to use them (error 1356)"),
                                broken("broken4", "FUNCTION olddb.twice does not exist (error 1305)"),
                                broken("circle", "`olddb`.`circle` contains view recursion (error 1462)"),
                                broken("circle1", "`olddb`.`circle1` contains view recursion (error 1462)"));
                assertThat(MoveObstacles.viewsWithoutDefiner(session, List.of("olddb")))
                        .containsExactly(
                                "view olddb.orphan cannot be read on the source: its definer nobody@nowhere does not exist");
            } finally {
                session.execute("DROP DATABASE olddb");
            }
        }
    }

    private static String broken(String view, String reason) {
        return "view olddb." + view + " is broken: " + reason + "; drop it, or fix it or what it selects from";
    }
}
