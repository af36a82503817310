package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What MariaDB alone writes into a binlog, and keys that are not primary ones, on each version that has it. */
class FeedFormatsTest {
    private static final String DATABASE = "feed_formats";
    private static final Server OLD = TestServers.admin(Role.SOURCE);
    private static final Server MODERN =
            TestServers.modern().parameters(Role.SOURCE).orElseThrow();
    private static final Server LATEST =
            TestServers.modern().parameters(Role.TARGET).orElseThrow();

    static Stream<Server> modern() {
        return Stream.of(MODERN, LATEST);
    }

    static Stream<Server> all() {
        return Stream.of(OLD, MODERN, LATEST);
    }

    @BeforeEach
    void an_empty_database() {
        all().forEach(server -> on(server, "DROP DATABASE IF EXISTS feed_formats", "CREATE DATABASE feed_formats"));
    }

    @AfterAll
    static void clean_up() {
        all().forEach(server -> on(server, "DROP DATABASE IF EXISTS feed_formats"));
    }

    @ParameterizedTest
    @MethodSource("modern")
    void compressed_events_tell_what_plain_ones_do(Server server) {
        on(server, "CREATE TABLE t (id INT PRIMARY KEY, v LONGTEXT)", "CREATE TABLE gone (id INT PRIMARY KEY)");
        on(server, "SET GLOBAL log_bin_compress = ON", "SET GLOBAL log_bin_compress_min_len = 10");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "INSERT INTO t SELECT 1 AS n, REPEAT('a', 50) UNION SELECT 2, REPEAT('a', 100) UNION SELECT 3, REPEAT('a', 150)",
                    "UPDATE t SET v = REPEAT('b', 70000) WHERE id = 2",
                    "UPDATE t SET id = 7 WHERE id = 2",
                    "DELETE FROM t WHERE id = 7",
                    "TRUNCATE TABLE gone",
                    "INSERT INTO t VALUES (9, REPEAT('x', 900000))");

            assertThat(shown(recorded))
                    .containsExactly(
                            "INSERTED t 1",
                            "INSERTED t 2",
                            "INSERTED t 3",
                            "UPDATED t 2",
                            "DELETED t 2",
                            "INSERTED t 7",
                            "DELETED t 7",
                            "dirty gone: its definition was changed",
                            "INSERTED t 9");
        } finally {
            on(server, "SET GLOBAL log_bin_compress = OFF", "SET GLOBAL log_bin_compress_min_len = DEFAULT");
        }
    }

    @ParameterizedTest
    @MethodSource("modern")
    void compressed_columns_are_passed_over_whatever_their_length(Server server) {
        on(
                server,
                "CREATE TABLE packed (a VARCHAR(254) COMPRESSED, b VARCHAR(255) COMPRESSED, c VARCHAR(256) COMPRESSED,"
                        + " d TEXT COMPRESSED, e MEDIUMBLOB COMPRESSED, id INT PRIMARY KEY)");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "INSERT INTO packed VALUES (REPEAT('a', 254), REPEAT('b', 255), REPEAT('c', 256), REPEAT('d', 9000),"
                            + " REPEAT('e', 90000), 1), ('', '', '', '', '', 2), (NULL, NULL, NULL, NULL, NULL, 3),"
                            + " (MD5(1), MD5(2), MD5(3), MD5(4), MD5(5), 4)",
                    "UPDATE packed SET d = CONCAT(d, '.') WHERE id = 1");

            assertThat(shown(recorded))
                    .containsExactly(
                            "INSERTED packed 1",
                            "INSERTED packed 2",
                            "INSERTED packed 3",
                            "INSERTED packed 4",
                            "UPDATED packed 1");
        }
    }

    @ParameterizedTest
    @MethodSource("modern")
    void the_hashes_of_long_unique_keys_are_known(Server server) {
        on(
                server,
                "CREATE TABLE h (id INT PRIMARY KEY, b TEXT, c BLOB, n INT, UNIQUE KEY (b), UNIQUE KEY two (b(10), c),"
                        + " UNIQUE KEY (n) USING HASH)",
                "CREATE TABLE only (b VARCHAR(3000) CHARACTER SET utf8mb4 NOT NULL, UNIQUE KEY (b))");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "INSERT INTO h VALUES (1, 'x', 'y', 1), (2, NULL, NULL, NULL)",
                    "UPDATE h SET b = 'z' WHERE id = 1",
                    "DELETE FROM h WHERE id = 1",
                    "INSERT INTO only VALUES ('x')");

            assertThat(shown(recorded))
                    .containsExactly(
                            "INSERTED h 1",
                            "INSERTED h 2",
                            "UPDATED h 1",
                            "DELETED h 1",
                            "dirty only: it has neither a primary key nor a UNIQUE one of whole NOT NULL columns on both"
                                    + " sides");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void rows_are_known_by_a_unique_key_where_there_is_no_primary_one(Server server) {
        on(
                server,
                "CREATE TABLE u (n INT NULL, a INT NOT NULL, b VARCHAR(10) NOT NULL, UNIQUE KEY maybe (n),"
                        + " UNIQUE KEY cut (b(3)), UNIQUE KEY whole (b, a))",
                "CREATE TABLE d (x DOUBLE PRIMARY KEY, a INT NOT NULL, UNIQUE KEY (a))",
                "CREATE TABLE nulls (a INT NULL, UNIQUE KEY (a))");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "INSERT INTO u VALUES (NULL, 1, 'x')",
                    "UPDATE u SET n = 5",
                    "INSERT INTO d VALUES (0.1, 3)",
                    "INSERT INTO nulls VALUES (1)");

            assertThat(shown(recorded))
                    .containsExactly(
                            "INSERTED u 0x78,1",
                            "UPDATED u 0x78,1",
                            "INSERTED d 3",
                            "dirty nulls: it has neither a primary key nor a UNIQUE one of whole NOT NULL columns on both"
                                    + " sides");
        }
    }

    @ParameterizedTest
    @MethodSource("modern")
    void what_a_prepared_transaction_changed_is_told_when_it_is_seen(Server server) {
        on(server, "CREATE TABLE t (id INT PRIMARY KEY)", "CREATE TABLE other (id INT PRIMARY KEY)");
        on(server, "XA START 'before'", "INSERT INTO t VALUES (1)", "XA END 'before'", "XA PREPARE 'before'");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(server, "XA START 'a','b',3", "INSERT INTO t VALUES (2)", "XA END 'a','b',3", "XA PREPARE 'a','b',3");
            on(server, "XA START 'back'", "INSERT INTO t VALUES (3)", "XA END 'back'", "XA PREPARE 'back'");
            on(server, "XA START 'one'", "INSERT INTO t VALUES (4)", "XA END 'one'", "XA COMMIT 'one' ONE PHASE");
            on(server, "INSERT INTO other VALUES (1)");
            assertThat(shown(recorded)).containsExactly("INSERTED t 4", "INSERTED other 1");

            on(server, "XA ROLLBACK 'back'", "XA COMMIT 'a','b',3", "INSERT INTO other VALUES (2)");
            assertThat(shown(recorded).subList(2, 4)).containsExactly("INSERTED t 2", "INSERTED other 2");

            on(server, "XA COMMIT 'before'");
            assertThat(shown(recorded).subList(4, 5))
                    .containsExactly("everything: a transaction was committed that was prepared before the binlog was"
                            + " followed");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void xa_on_servers_that_log_it_at_its_commit_or_before_tells_its_rows_once(Server server) {
        on(server, "CREATE TABLE t (id INT PRIMARY KEY)");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(server, "XA START 'a'", "INSERT INTO t VALUES (2)", "XA END 'a'", "XA PREPARE 'a'", "XA COMMIT 'a'");

            assertThat(shown(recorded)).containsExactly("INSERTED t 2");
        }
    }

    @ParameterizedTest
    @MethodSource("modern")
    void sequences_cost_no_table_anything(Server server) {
        on(server, "CREATE TABLE t (id INT PRIMARY KEY)", "CREATE SEQUENCE known");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "CREATE SEQUENCE fresh",
                    "INSERT INTO t SELECT NEXTVAL(known)",
                    "INSERT INTO t SELECT 1 + NEXTVAL(fresh)",
                    "ALTER SEQUENCE known RESTART 50",
                    "DROP SEQUENCE known");

            assertThat(shown(recorded))
                    .filteredOn(change -> !change.startsWith("dirty fresh"))
                    .filteredOn(change -> !change.startsWith("dirty known"))
                    .containsExactly("INSERTED t 1", "INSERTED t 2");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_foreign_key_is_found_whatever_letters_it_was_typed_in(Server server) {
        on(
                server,
                "SET foreign_key_checks = 0",
                "CREATE TABLE kid (id INT PRIMARY KEY, Pid INT, FOREIGN KEY (PID) REFERENCES parent (ID)"
                        + " ON DELETE CASCADE)",
                "CREATE TABLE parent (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE c (id INT PRIMARY KEY, pid INT, UNIQUE KEY fk1 (pid), CONSTRAINT fk1 FOREIGN KEY (pid)"
                        + " REFERENCES parent (id) ON DELETE CASCADE)",
                "INSERT INTO parent VALUES (1, 0), (2, 0)",
                "INSERT INTO kid VALUES (1, 1)",
                "INSERT INTO c VALUES (1, 1)");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(server, "DELETE FROM parent WHERE id = 1", "INSERT INTO kid VALUES (2, 2)");

            assertThat(shown(recorded))
                    .satisfies(changes -> assertThat(changes.get(0)).isEqualTo("DELETED parent 1"))
                    .satisfies(changes ->
                            assertThat(changes.get(changes.size() - 1)).isEqualTo("INSERTED kid 2"))
                    .anyMatch(
                            change -> change.toLowerCase(java.util.Locale.ROOT).startsWith("cascaded kid pid=1"))
                    .contains("CASCADED c pid=1")
                    .hasSize(4);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_statement_about_a_table_nobody_knows_is_a_doubt_about_everything(Server server) {
        on(
                server,
                "CREATE TABLE `a/*b*/c` (id INT PRIMARY KEY)",
                "CREATE TABLE old (id INT PRIMARY KEY)",
                "CREATE VIEW seen AS SELECT 1");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "TRUNCATE TABLE `a/*b*/c`",
                    "CREATE TABLE fresh (id INT PRIMARY KEY)",
                    "ALTER TABLE fresh ADD c INT COMMENT 'item #3', RENAME TO freshest",
                    "DROP TABLE freshest",
                    "DROP TABLE IF EXISTS never",
                    "RENAME TABLE seen TO seen_too");
            assertThat(shown(recorded))
                    .noneMatch(change -> change.startsWith("everything"))
                    .contains(
                            "dirty a/*b*/c: its definition was changed", "dirty freshest: its definition was changed");

            // Its creation is not told, as if it had been misread.
            on(
                    server,
                    "SET sql_log_bin = 0",
                    "CREATE TABLE hidden (id INT)",
                    "SET sql_log_bin = 1",
                    "TRUNCATE TABLE hidden");
            assertThat(shown(recorded))
                    .last()
                    .isEqualTo("everything: the binlog holds a statement about a table that is in no catalog: TRUNCATE"
                            + " TABLE hidden …");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_sessions_sql_mode_decides_what_quotes_hold(Server server) {
        on(server, "CREATE TABLE `a -- b` (id INT PRIMARY KEY)", "CREATE TABLE t (id INT PRIMARY KEY)");
        try (Recorded recorded = Recorded.of(server, DATABASE)) {
            on(
                    server,
                    "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
                    "TRUNCATE TABLE \"a -- b\"",
                    "ALTER TABLE t COMMENT 'C:\\', RENAME TO u, COMMENT '#'");

            assertThat(shown(recorded))
                    .containsExactly(
                            "dirty a -- b: its definition was changed",
                            "dirty t: its definition was changed",
                            "dirty u: its definition was changed");
        }
    }

    private static List<String> shown(Recorded recorded) {
        return recorded.changes().stream().map(ChangeFeedTest::shown).toList();
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            if (!statements[0].contains("DATABASE")) {
                session.execute("USE feed_formats");
            }
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
