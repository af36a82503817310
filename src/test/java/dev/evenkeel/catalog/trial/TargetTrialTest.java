package dev.evenkeel.catalog.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an older server took and a target refuses, and their harmless neighbours. */
class TargetTrialTest {
    private static final Servers OLD = TestServers.between();
    private static final Servers NEW = TestServers.modern();
    private static final Server SOURCE = OLD.parameters(Role.TARGET).orElseThrow();

    private static final Server OLDEST = TestServers.admin(Role.SOURCE);

    @AfterEach
    void clean_up() {
        make(SOURCE);
        make(OLDEST);
    }

    static Stream<Server> targets() {
        return Stream.of(
                TestServers.embedded().master(Role.SOURCE),
                TestServers.embedded().master(Role.TARGET),
                OLD.master(Role.TARGET),
                NEW.master(Role.SOURCE),
                NEW.master(Role.TARGET));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothing_is_left_on_a_target_that_refuses_nothing(Server target) {
        make(
                OLDEST,
                "CREATE TABLE plain (id INT PRIMARY KEY, name VARCHAR(100))",
                "CREATE TABLE parent (id INT PRIMARY KEY, `a ``b` VARCHAR(20)) COMMENT = ') PARTITION BY HASH (id)'",
                "CREATE TABLE child (`it``s` INT NOT NULL AUTO_INCREMENT, parent INT, t DOUBLE AS (parent * 2) PERSISTENT,"
                        + " v TEXT, PRIMARY KEY (`it``s`), CONSTRAINT c FOREIGN KEY (parent) REFERENCES parent (id),"
                        + " FULLTEXT KEY f (v)) COMMENT = 'x'",
                "CREATE TABLE parts (id INT NOT NULL, at DATE NOT NULL, PRIMARY KEY (id, at))"
                        + " PARTITION BY RANGE (YEAR(at)) (PARTITION p0 VALUES LESS THAN (2020),"
                        + " PARTITION p1 VALUES LESS THAN MAXVALUE)",
                "CREATE TABLE columns_parts (id INT NOT NULL, at DATE NOT NULL, PRIMARY KEY (id, at))"
                        + " PARTITION BY RANGE COLUMNS (at) (PARTITION p0 VALUES LESS THAN ('2020-01-01'))",
                "CREATE TABLE squeezed (id INT PRIMARY KEY, t TEXT) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8",
                "CREATE TABLE zero (id INT PRIMARY KEY, at DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00',"
                        + " v INT AS (id + 1) VIRTUAL)",
                "CREATE PROCEDURE p(IN a INT) BEGIN DECLARE `offset` INT DEFAULT 5; SELECT `offset` + a FROM nowhere; END",
                "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN a * 2",
                "CREATE TRIGGER g BEFORE INSERT ON parent FOR EACH ROW SET NEW.id = f(NEW.id)",
                "CREATE EVENT e ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01' DO INSERT INTO parent (id) VALUES (1)",
                "CREATE VIEW w AS SELECT f(id) AS i FROM parent");
        String end = binlogEnd(target);

        assertThat(refused(OLDEST, target)).isEmpty();

        assertThat(traces(target, end)).isEmpty();
    }

    @Test
    void tables_and_code_are_named_with_the_servers_reason() {
        make(
                SOURCE,
                "CREATE FUNCTION over_limit(x INT) RETURNS INT DETERMINISTIC"
                        + " BEGIN DECLARE offset INT DEFAULT 5; RETURN x > offset; END",
                "CREATE PROCEDURE pages() BEGIN DECLARE offset INT; SET offset = 1; END",
                "CREATE TABLE t (id INT PRIMARY KEY, n INT)",
                "CREATE TRIGGER counts BEFORE INSERT ON t FOR EACH ROW"
                        + " BEGIN DECLARE offset INT DEFAULT 5; SET NEW.n = offset; END",
                "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO BEGIN DECLARE offset INT; SET offset = 1; END",
                "CREATE PROCEDURE engine() SET SESSION storage_engine = InnoDB",
                "CREATE TABLE answers (id INT NOT NULL PRIMARY KEY, "
                        + IntStream.rangeClosed(1, 198)
                                .mapToObj(i -> "q" + i + " TEXT")
                                .collect(Collectors.joining(", "))
                        + ") ROW_FORMAT=COMPACT DEFAULT CHARSET=utf8",
                "CREATE TABLE fewer (id INT NOT NULL PRIMARY KEY, "
                        + IntStream.rangeClosed(1, 40)
                                .mapToObj(i -> "q" + i + " TEXT")
                                .collect(Collectors.joining(", "))
                        + ") ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8");
        Server target = NEW.master(Role.SOURCE);

        List<String> found = refused(SOURCE, target);

        assertThat(found)
                .as(String.join("\n", found))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one)
                                .startsWith("function survey.over_limit is refused by the target: You have an error in"
                                        + " your SQL syntax")
                                .contains("near 'offset INT DEFAULT 5;", "(error 1064); ", "reserved"),
                        one -> assertThat(one).startsWith("procedure survey.pages is refused by the target: You have"),
                        one -> assertThat(one).startsWith("trigger survey.counts is refused by the target: You have"),
                        one -> assertThat(one).startsWith("event survey.nightly is refused by the target: You have"),
                        one -> assertThat(one)
                                .startsWith("table survey.answers is refused by the target: Row size too large")
                                .contains("(error 1118); ", "ROW_FORMAT=DYNAMIC", "innodb_strict_mode=0"));
    }

    @Test
    void a_long_key_is_refused_by_a_target_whose_row_format_takes_shorter_ones() {
        make(
                SOURCE,
                "CREATE TABLE short_key (id INT PRIMARY KEY, s VARCHAR(191) CHARACTER SET utf8mb4, KEY (s))",
                "CREATE TABLE long_key (id INT PRIMARY KEY, s VARCHAR(255) CHARACTER SET utf8mb4, UNIQUE (s))"
                        + " ROW_FORMAT=DYNAMIC");

        assertThat(refused(SOURCE, TestServers.embedded().master(Role.TARGET)))
                .singleElement()
                .asString()
                .startsWith("table survey.long_key is refused by the target: ")
                .contains("767 bytes", "innodb_large_prefix");
    }

    private static String binlogEnd(Server target) {
        try (Session session = target.open()) {
            return session.first("SHOW MASTER STATUS", row -> "'" + row.text(1) + "' FROM " + row.number(2))
                    .orElseThrow();
        }
    }

    /** In its databases and in its binlog; others may write to that meanwhile. */
    private static List<String> traces(Server target, String end) {
        try (Session session = target.open()) {
            List<String> traces = new ArrayList<>(session.list(
                    "SELECT CONCAT(table_schema, '.', table_name) FROM information_schema.tables"
                            + " WHERE table_name LIKE '%evenkeel_trial%'",
                    row -> row.text(1)));
            session.list("SHOW BINLOG EVENTS IN " + end, row -> row.text("Info")).stream()
                    .filter(info -> info.contains("trial"))
                    .forEach(traces::add);
            return traces;
        }
    }

    private static List<String> refused(Server from, Server server) {
        try (Session source = from.openPinned();
                Session target = server.openPinned()) {
            return TargetTrial.refused(source, target, List.of("survey"), Observer.NONE);
        }
    }

    private static void make(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0, innodb_strict_mode = 0, sql_mode = ''");
            session.execute("DROP DATABASE IF EXISTS survey");
            if (statements.length > 0) {
                session.execute("CREATE DATABASE survey");
                session.execute("USE survey");
            }
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
