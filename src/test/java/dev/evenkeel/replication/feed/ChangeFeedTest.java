package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.wire.KeyColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real servers: the source writes temporal columns in the format of 10.0, the target in today's. */
class ChangeFeedTest {
    private static final String DATABASE = "change_feed";
    private static final Server OLD = TestServers.admin(Role.SOURCE);
    private static final Server NEW = TestServers.admin(Role.TARGET);
    private static final TableName KEYED = new TableName(DATABASE, "keyed");

    @BeforeEach
    void an_empty_database() {
        for (Server server : List.of(OLD, NEW)) {
            on(server, "DROP DATABASE IF EXISTS change_feed", "CREATE DATABASE change_feed CHARACTER SET utf8mb4");
        }
    }

    @AfterAll
    static void clean_up() {
        on(OLD, "DROP DATABASE IF EXISTS change_feed");
        on(NEW, "DROP DATABASE IF EXISTS change_feed");
    }

    static Stream<Arguments> keys() {
        List<Arguments> keys = new ArrayList<>();
        String times = "'00:00:00', '12:34:56.987654', '-00:00:00.5', '-12:00:01.25', '-838:59:59', '838:59:59.999999',"
                + " '-00:00:01', '-01:01:01.000001'";
        String dates = "'2026-03-01 10:11:12.123456', '0000-00-00 00:00:00', '9999-12-31 23:59:59.999999',"
                + " '1000-01-01 00:00:00', '2026-00-00 00:00:01'";
        String stamps = "'2026-03-01 10:11:12.123456', '1970-01-01 00:00:01', '2038-01-19 03:14:07', 0,"
                + " '2026-06-01 00:00:00.000001'";
        for (Server server : List.of(OLD, NEW)) {
            for (int digits = 0; digits <= 6; digits++) {
                keys.add(Arguments.of(server, "TIME(" + digits + ")", times));
                keys.add(Arguments.of(server, "DATETIME(" + digits + ")", dates));
                keys.add(Arguments.of(server, "TIMESTAMP(" + digits + ") DEFAULT '2000-01-01'", stamps));
            }
            keys.add(Arguments.of(server, "TINYINT", "-128, 0, 127"));
            keys.add(Arguments.of(server, "TINYINT UNSIGNED", "0, 200, 255"));
            keys.add(Arguments.of(server, "SMALLINT ZEROFILL", "0, 7, 65535"));
            keys.add(Arguments.of(server, "MEDIUMINT", "-8388608, -1, 8388607"));
            keys.add(Arguments.of(server, "MEDIUMINT UNSIGNED", "1, 16777215"));
            keys.add(Arguments.of(server, "INT", "-2147483648, 0, 2147483647"));
            keys.add(Arguments.of(server, "INT UNSIGNED", "1, 4294967295"));
            keys.add(Arguments.of(server, "BIGINT", "-9223372036854775808, -1, 9223372036854775807"));
            keys.add(Arguments.of(server, "BIGINT UNSIGNED", "0, 18446744073709551615"));
            keys.add(Arguments.of(server, "DECIMAL(30,10)", "-12345678901234567890.0123456789, -0.5, 0, 1.1, 99"));
            keys.add(Arguments.of(server, "DECIMAL(9,0) UNSIGNED ZEROFILL", "0, 12, 999999999"));
            keys.add(Arguments.of(server, "DECIMAL(5,5)", "-0.99999, 0.00001"));
            keys.add(Arguments.of(server, "YEAR", "0, 1901, 2026, 2155"));
            keys.add(Arguments.of(server, "DATE", "'0000-00-00', '2026-02-28', '9999-12-31', '2026-05-00'"));
            keys.add(Arguments.of(server, "CHAR(5)", "'', 'a', 'A ', 'Zoë', '🦊'"));
            keys.add(Arguments.of(server, "CHAR(255) CHARACTER SET utf8", "'', 'ö', REPEAT('ü', 255)"));
            keys.add(Arguments.of(server, "CHAR(4) CHARACTER SET latin1", "'', 'é', 'a,b'"));
            keys.add(Arguments.of(server, "VARCHAR(90)", "'', 'b ', 'Zoë 🦊', 'it''s', 'back\\\\slash', 'a,b'"));
            keys.add(Arguments.of(server, "VARCHAR(190) COLLATE utf8mb4_bin", "'a', 'A', 'a '"));
            keys.add(Arguments.of(server, "VARCHAR(20) CHARACTER SET utf16", "'ab', 'ß'"));
            keys.add(Arguments.of(server, "BINARY(6)", "x'', x'0001', x'ff00ff000000', 'abcdef'"));
            keys.add(Arguments.of(server, "BINARY(255)", "x'', x'01', REPEAT('z', 255)"));
            keys.add(Arguments.of(server, "VARBINARY(300)", "x'', x'00', x'0000', x'ff2c', REPEAT('y', 299)"));
            keys.add(Arguments.of(server, "ENUM('a', 'b,c', '')", "'a', 'b,c', ''"));
            keys.add(Arguments.of(server, "SET('x', 'y', 'z')", "'', 'x', 'x,z'"));
            keys.add(Arguments.of(server, "BIT(1)", "b'0', b'1'"));
            keys.add(Arguments.of(server, "BIT(64)", "0, 1, 18446744073709551615"));
            keys.add(Arguments.of(server, "BIT(9)", "0, 1, 511"));
        }
        return keys.stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_is_what_the_server_says(Server server, String type, String values) {
        on(server, """
                CREATE TABLE change_feed.keyed (before1 DATETIME(3) NULL, before2 TIME(5) NULL, before3 VARCHAR(300) NULL,
                  k %s NOT NULL, after1 TIMESTAMP(2) NULL, doubled INT AS (after2 * 2) VIRTUAL, after2 INT NULL,
                  kept INT AS (after2 * 3) PERSISTENT, PRIMARY KEY (k))""".formatted(type));
        try (Recorded recorded = Recorded.of(server, DATABASE);
                Session session = server.openPinned()) {
            for (String value : split(values)) {
                session.execute("INSERT IGNORE INTO change_feed.keyed (before1, before2, before3, k, after1, after2)"
                        + " VALUES ('2026-01-02 03:04:05.678', '-01:02:03.45678', 'x', " + value
                        + ", '2026-01-01 00:00:00.12', 5)");
            }
            List<KeyColumn> key = key(session);
            List<String> inserted = keys(session, key);
            session.execute("UPDATE change_feed.keyed SET after2 = NULL, before1 = NULL ORDER BY k");
            session.execute("DELETE FROM change_feed.keyed ORDER BY k");

            List<Change> changes = recorded.changes();

            assertThat(changes).hasSize(3 * inserted.size()).allMatch(change -> change instanceof Change.RowChanged);
            for (Change.Kind kind : Change.Kind.values()) {
                assertThat(changes.stream()
                                .map(Change.RowChanged.class::cast)
                                .filter(row -> row.kind() == kind)
                                .map(row -> KeyColumn.text(row.key())))
                        .as(kind.name())
                        .containsExactlyInAnyOrderElementsOf(inserted);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_keys_literal_finds_its_row(Server server, String type, String values) {
        on(server, "CREATE TABLE change_feed.keyed (k %s NOT NULL PRIMARY KEY)".formatted(type));
        try (Session session = server.openPinned()) {
            for (String value : split(values)) {
                session.execute("INSERT IGNORE INTO change_feed.keyed VALUES (" + value + ")");
            }
            List<KeyColumn> key = key(session);
            for (String found : keys(session, key)) {
                assertThat(session.list(
                                "SELECT " + KeyColumn.expression(key) + " FROM change_feed.keyed WHERE k = "
                                        + key.get(0).literal(found, session),
                                row -> row.text(1)))
                        .contains(found);
            }
        }
    }

    @Test
    void an_update_of_the_key_is_a_deletion_and_an_insertion() {
        on(OLD, "CREATE TABLE change_feed.keyed (a INT, b VARCHAR(5), c TEXT, PRIMARY KEY (b, a))");
        try (Recorded recorded = Recorded.of(OLD, DATABASE)) {
            on(OLD, "INSERT INTO change_feed.keyed VALUES (1, 'x', 'y')", "UPDATE change_feed.keyed SET b = 'X'");

            assertThat(shown(recorded))
                    .containsExactly("INSERTED keyed 0x78,1", "DELETED keyed 0x78,1", "INSERTED keyed 0x58,1");
        }
    }

    @Test
    void a_cascade_tells_the_childrens_values_and_makes_what_cannot_be_told_dirty() {
        on(
                OLD,
                "CREATE TABLE change_feed.parent (id INT PRIMARY KEY, code INT UNIQUE, note INT)",
                "CREATE TABLE change_feed.child (id INT PRIMARY KEY, p INT UNIQUE, FOREIGN KEY (p) REFERENCES parent (id)"
                        + " ON DELETE CASCADE)",
                "CREATE TABLE change_feed.coded (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES parent (code)"
                        + " ON UPDATE CASCADE)",
                "CREATE TABLE change_feed.grandchild (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES child (id)"
                        + " ON DELETE SET NULL)",
                "CREATE TABLE change_feed.plain (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id))",
                "INSERT INTO change_feed.parent VALUES (1, 10, 0), (2, 20, 0)",
                "INSERT INTO change_feed.child VALUES (1, 1)");
        try (Recorded recorded = Recorded.of(OLD, DATABASE)) {
            on(
                    OLD,
                    "UPDATE change_feed.parent SET note = 1 WHERE id = 1",
                    "UPDATE change_feed.parent SET code = 11 WHERE id = 1",
                    "DELETE FROM change_feed.parent WHERE id = 1");

            assertThat(shown(recorded))
                    .containsExactly(
                            "UPDATED parent 1",
                            "UPDATED parent 1",
                            "CASCADED coded c=10",
                            "CASCADED coded c=11",
                            "DELETED parent 1",
                            "CASCADED child p=1",
                            "dirty grandchild: a foreign key to change_feed.parent changed rows of it");
        }
    }

    @Test
    void a_cascade_that_comes_back_or_sets_null_makes_the_table_dirty() {
        on(
                OLD,
                "CREATE TABLE change_feed.tree (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES tree (id)"
                        + " ON DELETE CASCADE)",
                "CREATE TABLE change_feed.parent (id VARCHAR(9) PRIMARY KEY) CHARACTER SET latin1",
                "CREATE TABLE change_feed.nulled (id INT PRIMARY KEY, p VARCHAR(20) CHARACTER SET latin1,"
                        + " FOREIGN KEY (p) REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE)",
                "INSERT INTO change_feed.tree VALUES (1, NULL), (2, 1), (3, 2)",
                "INSERT INTO change_feed.parent VALUES ('a'), ('b')");
        try (Recorded recorded = Recorded.of(OLD, DATABASE)) {
            on(
                    OLD,
                    "DELETE FROM change_feed.tree WHERE id = 1",
                    "UPDATE change_feed.parent SET id = 'ä' WHERE id = 'a'",
                    "DELETE FROM change_feed.parent WHERE id = 'b'");

            assertThat(shown(recorded))
                    .containsExactly(
                            "DELETED tree 1",
                            "CASCADED tree up=1",
                            "dirty tree: a foreign key to change_feed.tree changed rows of it",
                            "DELETED parent 0x61",
                            "INSERTED parent 0xE4",
                            "CASCADED nulled p=0x61",
                            "CASCADED nulled p=0xE4",
                            "DELETED parent 0x62",
                            "dirty nulled: a foreign key to change_feed.parent changed rows of it");
        }
    }

    @Test
    void a_changed_definition_makes_the_table_dirty() {
        on(OLD, "CREATE TABLE change_feed.keyed (id INT PRIMARY KEY)");
        try (Recorded recorded = Recorded.of(OLD, DATABASE)) {
            on(
                    OLD,
                    "ALTER TABLE change_feed.keyed ADD COLUMN more INT FIRST",
                    "INSERT INTO change_feed.keyed VALUES (1, 2)",
                    "CREATE VIEW change_feed.seen AS SELECT * FROM change_feed.keyed");

            assertThat(shown(recorded))
                    .containsExactly(
                            "dirty keyed: its definition was changed",
                            "dirty keyed: the binlog has 2 columns of it, the catalog 1");
        }
    }

    @Test
    void rows_without_a_key_make_the_table_dirty() {
        on(
                OLD,
                "CREATE TABLE change_feed.loose (id INT)",
                "CREATE TABLE change_feed.odd (f FLOAT NOT NULL PRIMARY KEY)");
        try (Recorded recorded = Recorded.of(OLD, DATABASE)) {
            on(OLD, "INSERT INTO change_feed.loose VALUES (1)", "INSERT INTO change_feed.odd VALUES (1.5)");

            assertThat(shown(recorded))
                    .containsExactly(
                            "dirty loose: it has neither a primary key nor a UNIQUE one of whole NOT NULL columns on both sides",
                            "dirty odd: its key column f is FLOAT, whose value the binlog does not show as SQL does");
        }
    }

    @Test
    void a_logged_statement_makes_everything_dirty_but_not_the_heartbeat() {
        on(OLD, "CREATE TABLE change_feed.keyed (id INT PRIMARY KEY)");
        try (Recorded recorded = Recorded.of(OLD, DATABASE)) {
            on(
                    OLD,
                    "SET SESSION binlog_format = 'STATEMENT'",
                    "INSERT INTO mysql.rds_heartbeat2 (id, value) VALUES (1, UNIX_TIMESTAMP() * 1000)"
                            + " ON DUPLICATE KEY UPDATE value = VALUES(value)",
                    "INSERT INTO change_feed.keyed VALUES (1)");

            assertThat(shown(recorded))
                    .containsExactly("everything: the binlog holds a statement instead of rows: INSERT INTO"
                            + " change_feed.keyed …");
        }
    }

    @Test
    void the_feed_goes_on_across_binlog_files() {
        on(OLD, "CREATE TABLE change_feed.keyed (id INT PRIMARY KEY)");
        try (Recorded recorded = Recorded.of(OLD, DATABASE)) {
            on(
                    OLD,
                    "INSERT INTO change_feed.keyed VALUES (1)",
                    "FLUSH BINARY LOGS",
                    "INSERT INTO change_feed.keyed VALUES (2)");

            assertThat(shown(recorded)).containsExactly("INSERTED keyed 1", "INSERTED keyed 2");
        }
    }

    @Test
    void a_binlog_that_is_gone_ends_the_feed_with_the_servers_words() {
        try (Recorded recorded = Recorded.from(OLD, DATABASE, new BinlogPosition("mysql-bin-changelog.000777", 4))) {
            assertThat(recorded.end().reason()).startsWith("1236 Could not find first log file name");
            assertThat(recorded.feed().ended()).isPresent();
        }
    }

    @Test
    void a_killed_connection_ends_the_feed() {
        try (Recorded recorded = Recorded.of(OLD, DATABASE);
                Session session = OLD.open()) {
            // Only what is read shows that the feed is connected.
            session.execute("CREATE TABLE change_feed.read_by_the_feed (id INT PRIMARY KEY)");
            recorded.changes();
            session.list(
                            "SELECT ID FROM information_schema.PROCESSLIST WHERE COMMAND = 'Binlog Dump'"
                                    + " AND USER = 'rdsadmin'",
                            row -> row.number(1))
                    .forEach(id -> session.execute("KILL " + id));

            assertThat(recorded.end().reason()).isNotBlank();
        }
    }

    @Test
    void a_transaction_tells_who_wrote_it() {
        on(NEW, "CREATE TABLE change_feed.keyed (id INT PRIMARY KEY)");
        List<Change> found = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Session session = NEW.open()) {
            BinlogPosition from = Binlog.end(session).position();
            FeedTables tables = FeedTables.read(session, List.of(DATABASE));
            try (ChangeFeed feed = ChangeFeed.of(NEW, from, tables, found::add)) {
                session.execute("SET SESSION server_id = 77, gtid_domain_id = 5");
                session.execute("INSERT INTO change_feed.keyed VALUES (7)");
                BinlogPosition end = Binlog.end(session).position();
                new dev.evenkeel.environment.Await(dev.evenkeel.journal.Observer.NONE, java.time.Duration.ofMillis(10))
                        .until(
                                "the feed is there",
                                end.toString(),
                                java.time.Duration.ofSeconds(10),
                                () -> new dev.evenkeel.environment.Await.Look(
                                        feed.reached().toString(),
                                        feed.reached().reached(end)));
            }
        }
        found.removeIf(change -> change instanceof Change.Reached || change instanceof Change.Ended);
        // The server's heartbeat may have written too, in its own domain.
        found.removeIf(change ->
                change instanceof Change.Begun begun && begun.transaction().domain() != 5);
        assertThat(found).hasSize(2);
        assertThat(found.get(0)).isInstanceOfSatisfying(Change.Begun.class, begun -> {
            assertThat(begun.transaction().serverId()).isEqualTo(77);
            assertThat(begun.transaction().domain()).isEqualTo(5);
        });
        assertThat(found.get(1)).isInstanceOfSatisfying(Change.RowChanged.class, row -> assertThat(row.key())
                .containsExactly("7"));
    }

    private static List<String> shown(Recorded recorded) {
        return recorded.changes().stream().map(ChangeFeedTest::shown).toList();
    }

    static String shown(Change change) {
        if (change instanceof Change.RowChanged row) {
            return row.kind() + " " + row.table().table() + " " + KeyColumn.text(row.key());
        }
        if (change instanceof Change.TableDirty dirty) {
            return "dirty " + dirty.table().table() + ": " + dirty.reason();
        }
        if (change instanceof Change.RowsCascaded rows) {
            return "CASCADED " + rows.table().table() + " " + String.join(",", rows.columns()) + "="
                    + KeyColumn.text(rows.values());
        }
        return change instanceof Change.AllDirty all ? "everything: " + all.reason() : change.toString();
    }

    private static List<KeyColumn> key(Session session) {
        Table table = Catalog.tables(session, List.of(DATABASE)).get(0);
        List<KeyColumn> key = KeyColumn.of(table);
        assertThat(key).hasSize(1);
        return key;
    }

    private static List<String> keys(Session session, List<KeyColumn> key) {
        return session.list("SELECT " + KeyColumn.expression(key) + " FROM change_feed.keyed", row -> row.text(1));
    }

    /** At the commas between values, not within quotes or brackets. */
    private static List<String> split(String values) {
        return Stream.of(values.split(",(?=(?:[^']*'[^']*')*[^']*$)(?![^(]*\\))"))
                .map(String::strip)
                .toList();
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            for (String statement : statements) {
                if (statement.contains("REFERENCES")) {
                    session.execute("USE change_feed");
                }
                session.execute(statement);
            }
        }
    }
}
