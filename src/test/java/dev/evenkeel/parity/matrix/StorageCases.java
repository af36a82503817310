package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.data;

import java.util.List;

/** Engines, partitions, sizes and columns that are easily overlooked; and servers with settings that bend answers. */
final class StorageCases {
    private static final String[] BLOB = {
        "CREATE TABLE t (id INT PRIMARY KEY, v LONGBLOB) ENGINE=MyISAM",
        "INSERT INTO t VALUES (1, REPEAT('0123456789abcdef', 1310720)), (2, REPEAT('fedcba9876543210', 1310720)), (3, '')"
    };
    private static final String[] PARTED = {
        "CREATE TABLE t (id INT, v INT, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10),"
                + " PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN MAXVALUE)",
        "INSERT INTO t VALUES (1, 1), (2, 2), (11, 11), (12, 12), (13, 13), (21, 21)"
    };
    private static final List<String> BENDING = List.of(
            "sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,IGNORE_SPACE'",
            "time_zone = '+05:30'",
            "group_concat_max_len = 4",
            "sql_select_limit = 1",
            "div_precision_increment = 0",
            "default_week_format = 3",
            "lc_time_names = 'de_DE'",
            "character_set_server = 'latin1'",
            "character_set_results = 'latin1'",
            "tx_isolation = 'SERIALIZABLE'");

    static final List<Case> ALL = List.of(
            data("the last byte of a BLOB of 20 MB")
                    .trap("twenty times the source's max_allowed_packet; in MyISAM, whose rows no redo log bounds")
                    .both(BLOB)
                    .target("UPDATE t SET v = CONCAT(LEFT(v, LENGTH(v) - 1), 'g') WHERE id = 1")
                    .neighbour(
                            "the same bytes, put together",
                            "UPDATE t SET v = CONCAT(REPEAT('0123456789abcdef', 1310719), '0123456789', 'abcdef') WHERE id = 1")
                    .answer("Different: t changed id=1 in v"),
            data("a row whose text is larger than max_allowed_packet")
                    .trap("a text that is too long becomes NULL, and a sum passes over NULL")
                    .during(List.of("net_buffer_length = 16384", "max_allowed_packet = 32768"), List.of())
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20000), b VARCHAR(20000), c VARCHAR(20000)) CHARACTER SET latin1",
                            "INSERT INTO t VALUES (1, REPEAT('a', 20000), REPEAT('b', 20000), REPEAT('c', 20000)), (2, 'a', 'b', 'c'), (3, '', '', '')")
                    .target("UPDATE t SET c = CONCAT(LEFT(c, 19999), 'd') WHERE id = 1")
                    .neighbour("a row that just fits", "UPDATE t SET b = '', c = LEFT(c, 12000) WHERE id = 1")
                    .neighbourSource("UPDATE t SET b = '', c = LEFT(c, 12000) WHERE id = 1")
                    .answer("Inconclusive: t a row is too large for the server to digest; raise max_allowed_packet"),
            data("a target whose settings bend answers")
                    .trap(
                            "quotes, ||, backslashes, padding, time zone, limits, character sets and rounding of the session")
                    .during(List.of(), BENDING)
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, c CHAR(9) CHARACTER SET utf8mb4, d DECIMAL(9,3), f FLOAT, x TIMESTAMP NULL, v VARCHAR(9))",
                            "INSERT INTO t VALUES (1, 'a', 1.005, 0.1, '2026-03-29 01:30:00', '\\\\'), (2, 'é', 2, 1e-30, '2026-10-25 01:30:00', '\"'), (3, 'b', 3, 1234567, NULL, '|')")
                    .target(
                            "UPDATE t SET x = '2026-03-29 01:30:01' WHERE id = 1",
                            "UPDATE t SET c = 'b ', f = 1234568 WHERE id = 3")
                    .neighbour("the same rows under the same settings", "UPDATE t SET c = 'b   ' WHERE id = 3")
                    .answer("Different: t changed id=1 in x, changed id=3 in f"),
            engine("MyISAM", "a table is not part of any snapshot"),
            engine("Aria", "a table is not part of any snapshot"),
            engine("MEMORY", "its key has no order to walk along, and a restart empties it"),
            data("a MEMORY table that a restart emptied")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v INT) ENGINE=MEMORY",
                            "INSERT INTO t VALUES (1, 1), (2, 2)")
                    .target("DELETE FROM t")
                    .neighbour("the same rows in InnoDB", "ALTER TABLE t ENGINE=InnoDB")
                    .answer("Different: t missing id=1, missing id=2"),
            data("one changed row beside another row format")
                    .trap("COMPACT and DYNAMIC store the same row in other bytes")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(500)) ENGINE=InnoDB ROW_FORMAT=COMPACT",
                            "INSERT INTO t VALUES (1, REPEAT('a', 500)), (2, 'b'), (3, 'c')")
                    .target("ALTER TABLE t ROW_FORMAT=REDUNDANT", "UPDATE t SET v = 'B' WHERE id = 2")
                    .neighbour("the same rows in another row format", "ALTER TABLE t ROW_FORMAT=REDUNDANT")
                    .answer("Different: t changed id=2 in v"),
            data("a partition that lost its rows")
                    .both(PARTED)
                    .target("ALTER TABLE t TRUNCATE PARTITION p1")
                    .neighbour("the same rows without partitions", "ALTER TABLE t REMOVE PARTITIONING")
                    .answer("Different: t missing id=11, missing id=12, missing id=13"),
            data("a partition exchanged for a table with other rows")
                    .both(PARTED)
                    .target(
                            "CREATE TABLE x (id INT, v INT, PRIMARY KEY (id))",
                            "INSERT INTO x VALUES (11, 11), (12, 99)",
                            "ALTER TABLE t EXCHANGE PARTITION p1 WITH TABLE x",
                            "DROP TABLE x")
                    .neighbour(
                            "a partition exchanged for a table with the same rows",
                            "CREATE TABLE x (id INT, v INT, PRIMARY KEY (id))",
                            "INSERT INTO x VALUES (13, 13), (11, 11), (12, 12)",
                            "ALTER TABLE t EXCHANGE PARTITION p1 WITH TABLE x",
                            "DROP TABLE x")
                    .answer("Different: t changed id=12 in v, missing id=13"),
            data("a row in a partition that is not its own")
                    .trap(
                            "a limit: the row is there for whoever reads a range, and not for whoever asks for its key; CHECK TABLE tells")
                    .since(Since.TARGET_V11_4)
                    .both(PARTED)
                    .target(
                            "CREATE TABLE x (id INT, v INT, PRIMARY KEY (id))",
                            "INSERT INTO x VALUES (11, 11), (12, 12), (21, 21)",
                            "DELETE FROM t WHERE id = 21",
                            "ALTER TABLE t EXCHANGE PARTITION p1 WITH TABLE x WITHOUT VALIDATION",
                            "INSERT INTO t VALUES (13, 13)",
                            "DROP TABLE x")
                    .neighbour(
                            "other borders between the partitions",
                            "ALTER TABLE t REORGANIZE PARTITION p0, p1 INTO (PARTITION q VALUES LESS THAN (20))")
                    .answer(Case.SAME_ROWS),
            data("a row of an index only")
                    .trap("an index that is behind its table: answers must come from the rows")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v INT, KEY (v)) ENGINE=MyISAM",
                            "INSERT INTO t VALUES (1, 5), (2, 6), (3, 7)")
                    .target("ALTER TABLE t DISABLE KEYS", "UPDATE t SET v = 8 WHERE id = 2")
                    .neighbour("the index made again", "REPAIR TABLE t")
                    .answer("Different: t changed id=2 in v"),
            data("an invisible column")
                    .trap("SELECT * does not show it")
                    .since(Since.V10_3)
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v INT INVISIBLE)",
                            "INSERT INTO t (id, v) VALUES (1, 1), (2, 2)")
                    .target("UPDATE t SET v = 3 WHERE id = 2")
                    .neighbour("a visible column with the same values", "ALTER TABLE t MODIFY v INT")
                    .answer("Different: t changed id=2 in v"),
            data("a stored computed column that was computed otherwise")
                    .trap("its value is what the expression gave under other settings, and no one computes it again")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT AS (a * 2) PERSISTENT)",
                            "INSERT INTO t (id, a) VALUES (1, 1), (2, 2)")
                    .target(
                            "DROP TABLE t",
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT AS (a * 3) PERSISTENT)",
                            "INSERT INTO t (id, a) VALUES (1, 0), (2, 2)",
                            "UPDATE t SET a = 1 WHERE id = 1")
                    .neighbour(
                            "the expression with other blanks",
                            "DROP TABLE t",
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT AS ((a)*2) PERSISTENT)",
                            "INSERT INTO t (id, a) VALUES (2, 2), (1, 1)")
                    .answer("Different: t changed id=1 in v, changed id=2 in v"),
            data("a virtual column with another expression")
                    .trap("a limit: it is computed whenever it is read; the objects' part compares the expression")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT AS (a * 2) VIRTUAL)",
                            "INSERT INTO t (id, a) VALUES (1, 1)")
                    .target(
                            "DROP TABLE t",
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT AS (a * 3) VIRTUAL)",
                            "INSERT INTO t (id, a) VALUES (1, 1)")
                    .answer(Case.SAME_ROWS),
            data("a computed column that became a plain one")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT AS (a * 2) VIRTUAL)",
                            "INSERT INTO t (id, a) VALUES (1, 1)")
                    .target(
                            "DROP TABLE t",
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT, v INT)",
                            "INSERT INTO t (id, a, v) VALUES (1, 1, 7)")
                    .neighbour("a computed column that is stored now", "ALTER TABLE t ADD w INT")
                    .neighbourSource("ALTER TABLE t ADD w INT")
                    .answer("Different: t the columns that are computed when they are read differ: [v] and []"),
            data("the lost history of a system-versioned table")
                    .trap("a plain SELECT shows the present rows only, and a dump takes no others")
                    .since(Since.V10_3)
                    .both(
                            "SET SESSION timestamp = 1700000000",
                            "CREATE TABLE t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
                            "INSERT INTO t VALUES (1, 1), (2, 2)",
                            "SET SESSION timestamp = 1700000100",
                            "UPDATE t SET v = 3 WHERE id = 1")
                    .target("DELETE HISTORY FROM t")
                    .neighbour(
                            "the same history", "SET SESSION timestamp = 1700000200", "UPDATE t SET v = 4 WHERE id = 1")
                    .neighbourSource("SET SESSION timestamp = 1700000200", "UPDATE t SET v = 4 WHERE id = 1")
                    .answer(
                            "Different: t the versions that it keeps of its rows differ: 3 on the source, 2 on the target"),
            data("a changed row of a system-versioned table")
                    .since(Since.V10_3)
                    .both(
                            "SET SESSION timestamp = 1700000000",
                            "CREATE TABLE t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
                            "INSERT INTO t VALUES (1, 1), (2, 2)",
                            "SET SESSION timestamp = 1700000100")
                    .target("UPDATE t SET v = 3 WHERE id = 1")
                    .neighbour("the same change at the same time", "UPDATE t SET v = 3 WHERE id = 1")
                    .neighbourSource("UPDATE t SET v = 3 WHERE id = 1")
                    .answer(
                            "Different: t changed id=1 in v; the versions that it keeps of its rows differ: 2 on the source, 3 on the target"));

    private StorageCases() {}

    private static Case engine(String engine, String trap) {
        return data("one changed row of a table of engine " + engine)
                .trap(trap)
                .both(
                        "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9)) ENGINE=" + engine,
                        "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')")
                .target("UPDATE t SET v = 'X' WHERE id = 4")
                .neighbour("the same rows in another engine", "ALTER TABLE t ENGINE=InnoDB")
                .answer("Different: t changed id=4 in v");
    }
}
