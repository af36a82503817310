package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.data;

import java.util.List;

/** Rows that are lost, doubled, moved, or changed so that a weak checksum stays as it was. */
final class RowCases {
    private static final String BALANCES = "CREATE TABLE t (id INT PRIMARY KEY, v INT NOT NULL, s CHAR(4) NOT NULL)";
    private static final String FIVE =
            "INSERT INTO t VALUES (1, 10, 'open'), (2, 20, 'open'), (3, 30, 'open'), (4, 40, 'paid'), (5, 50, 'paid')";
    private static final String LOOSE = "CREATE TABLE t (a VARCHAR(9) NULL, b FLOAT NULL)";
    private static final String TWINS = "INSERT INTO t VALUES ('x', 1), ('x', 1), ('y', NULL), (NULL, 2)";

    static final List<Case> ALL = List.of(
            data("one missing row")
                    .both(BALANCES, FIVE)
                    .target("DELETE FROM t WHERE id = 3")
                    .neighbour(
                            "a row deleted and inserted again",
                            "DELETE FROM t WHERE id = 3",
                            "INSERT INTO t VALUES (3, 30, 'open')")
                    .answer("Different: t missing id=3"),
            data("one extra row")
                    .trap("a stranger wrote to the target")
                    .both(BALANCES, FIVE)
                    .target("INSERT INTO t VALUES (6, 1, 'open')")
                    .neighbour(
                            "a transaction that was rolled back",
                            "START TRANSACTION",
                            "INSERT INTO t VALUES (6, 1, 'open')",
                            "ROLLBACK")
                    .answer("Different: t extra id=6"),
            data("a row that has another key")
                    .both(BALANCES, FIVE)
                    .target("UPDATE t SET id = 7 WHERE id = 5")
                    .neighbour(
                            "keys changed and changed back", "UPDATE t SET id = id + 100", "UPDATE t SET id = id - 100")
                    .answer("Different: t extra id=7, missing id=5"),
            data("values swapped between two rows")
                    .trap("an XOR of CRCs does not change")
                    .both(BALANCES, FIVE)
                    .target("UPDATE t SET v = IF(id = 1, 20, 10) WHERE id IN (1, 2)")
                    .neighbour(
                            "rows inserted in another order",
                            "DELETE FROM t",
                            FIVE.replace("VALUES (1, 10, 'open'), ", "VALUES ") + ", (1, 10, 'open')")
                    .answer("Different: t changed id=1 in v, changed id=2 in v"),
            data("the same change on two rows")
                    .trap("an UPDATE of two rows of one length that was lost: an XOR of CRCs does not change")
                    .both(BALANCES, FIVE)
                    .target("UPDATE t SET s = 'paid' WHERE id IN (1, 2)")
                    .neighbour(
                            "a change made and taken back",
                            "UPDATE t SET s = 'paid' WHERE id IN (1, 2)",
                            "UPDATE t SET s = 'open' WHERE id IN (1, 2)")
                    .answer("Different: t changed id=1 in s, changed id=2 in s"),
            data("values swapped between two columns")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, a INT NULL, b INT NULL)",
                            "INSERT INTO t VALUES (1, 5, 6), (2, 6, 5)")
                    .target("UPDATE t SET a = 6, b = 5 WHERE id = 1")
                    .neighbour("the same values assigned in another order", "UPDATE t SET b = 6, a = 5 WHERE id = 1")
                    .answer("Different: t changed id=1 in a, b"),
            data("a letter moved to the next column")
                    .trap("ab|c and a|bc are one text when columns are just joined")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(9), b VARCHAR(9))",
                            "INSERT INTO t VALUES (1, 'ab', 'c'), (2, 'a,b', 'c')")
                    .target(
                            "UPDATE t SET a = 'a', b = 'bc' WHERE id = 1",
                            "UPDATE t SET a = 'a', b = 'b,c' WHERE id = 2")
                    .neighbour("the same texts, put together", "UPDATE t SET a = CONCAT('a', 'b') WHERE id = 1")
                    .answer("Different: t changed id=1 in a, b, changed id=2 in a, b"),
            data("a NULL that moved to the next column")
                    .trap("CONCAT_WS passes over NULL")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(9), b VARCHAR(9), c VARCHAR(9))",
                            "INSERT INTO t VALUES (1, 'a', NULL, 'b')")
                    .target("UPDATE t SET b = 'b', c = NULL")
                    .neighbour("NULL written once more", "UPDATE t SET b = NULL")
                    .answer("Different: t changed id=1 in b, c"),
            data("two more copies of a row, without a key")
                    .trap("an XOR forgets pairs, a set forgets how often")
                    .both(LOOSE, TWINS)
                    .target("INSERT INTO t VALUES ('x', 1), ('x', 1)")
                    .neighbour(
                            "the same rows in another order",
                            "DELETE FROM t",
                            "INSERT INTO t VALUES (NULL, 2), ('x', 1), ('y', NULL), ('x', 1)")
                    .answer("Different: t extra no key; row digest …, 2 times"),
            data("one copy less of a row, without a key")
                    .both(LOOSE, TWINS)
                    .target("DELETE FROM t WHERE a = 'x' LIMIT 1")
                    .neighbour(
                            "one of two equal rows written again",
                            "DELETE FROM t WHERE a = 'x' LIMIT 1",
                            "INSERT INTO t VALUES ('x', 1)")
                    .answer("Different: t missing no key; row digest …"),
            data("one row twice for another twice, without a key")
                    .trap("count and XOR stay as they were")
                    .both(LOOSE, "INSERT INTO t VALUES ('x', 1), ('x', 1), ('y', 2), ('y', 2)")
                    .target("UPDATE t SET a = 'x', b = 1")
                    .neighbour("a key of NULLs is not a key: equal rows with NULL", "INSERT INTO t VALUES (NULL, NULL)")
                    .neighbourSource("INSERT INTO t VALUES (NULL, NULL)")
                    .answer("Different: t extra no key; row digest …, 2 times, missing no key; row digest …, 2 times"),
            data("a FLOAT digit in a table without a key")
                    .trap("replication finds such a row by its values, and stops or changes another")
                    .both(LOOSE, "INSERT INTO t VALUES ('x', 1234567)")
                    .target("UPDATE t SET b = 1234570")
                    .neighbour("the same number as DOUBLE", "UPDATE t SET b = 1234567e0")
                    .answer("Different: t extra no key; row digest …, missing no key; row digest …"),
            data("a row behind a nullable unique key")
                    .trap("NULLs lie in no range of such a key")
                    .both(
                            "CREATE TABLE t (k INT NULL UNIQUE, v INT)",
                            "INSERT INTO t VALUES (1, 1), (NULL, 2), (NULL, 3)")
                    .target("UPDATE t SET v = 4 WHERE v = 3")
                    .neighbour(
                            "NULL keys written again",
                            "DELETE FROM t WHERE k IS NULL",
                            "INSERT INTO t VALUES (NULL, 3), (NULL, 2)")
                    .answer("Different: t extra no key; row digest …, missing no key; row digest …"),
            data("rows where the source has none")
                    .both("CREATE TABLE t (id INT PRIMARY KEY, v INT)")
                    .target("INSERT INTO t VALUES (1, 1)")
                    .neighbour(
                            "a table emptied on both sides",
                            "DELETE FROM t",
                            "CREATE TABLE u (id INT PRIMARY KEY)",
                            "INSERT INTO u VALUES (1)")
                    .neighbourSource(
                            "TRUNCATE TABLE t", "CREATE TABLE u (id INT PRIMARY KEY)", "INSERT INTO u VALUES (1)")
                    .answer("Different: t extra id=1"),
            data("nothing to read at all")
                    .trap("two empty tables are equal, and prove nothing")
                    .both("CREATE TABLE t (id INT PRIMARY KEY, v INT)")
                    .neighbour("one row somewhere", "INSERT INTO t VALUES (1, 1)")
                    .neighbourSource("INSERT INTO t VALUES (1, 1)")
                    .answer("Inconclusive: no row was examined"),
            data("no table at all")
                    .trap("a list that came back empty")
                    .neighbour(
                            "one table with a row", "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
                    .neighbourSource("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
                    .answer("Inconclusive: there was no table to compare"),
            data("a table that is on the source only")
                    .both(BALANCES, FIVE)
                    .source("CREATE TABLE lost (id INT)")
                    .neighbour("a view on one side only, which holds no rows", "CREATE VIEW w AS SELECT id FROM t")
                    .answer("Different: lost the table is only on the source"),
            data("a table that is on the target only")
                    .both(BALANCES, FIVE)
                    .target("CREATE TABLE stranger (id INT)")
                    .neighbour("a table created and dropped", "CREATE TABLE stranger (id INT)", "DROP TABLE stranger")
                    .answer("Different: stranger the table is only on the target"),
            data("columns in another order")
                    .trap("an INSERT without a list of columns would fill the wrong ones")
                    .both("CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT)", "INSERT INTO t VALUES (1, 2, 3)")
                    .target("ALTER TABLE t MODIFY a INT AFTER b")
                    .neighbour("a column added and dropped", "ALTER TABLE t ADD c INT AFTER id", "ALTER TABLE t DROP c")
                    .answer("Different: t the columns differ: [id, a, b] and [id, b, a]"),
            data("a value cut to the target's narrower column")
                    .trap("loaded without strict mode")
                    .both("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9))", "INSERT INTO t VALUES (1, 'abcdef')")
                    .target("ALTER TABLE t MODIFY v VARCHAR(3)")
                    .neighbour("a wider column with the same values", "ALTER TABLE t MODIFY v VARCHAR(99)")
                    .quiet("Same, 1 rows in 1 chunks; v is varchar(9) on the source, varchar(99) on the target")
                    .answer("Different: t changed id=1 in v"),
            data("one text in two character sets")
                    .trap("latin1 and utf8mb4 hold é in other bytes; converting before the digest could lose letters")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET latin1)",
                            "INSERT INTO t VALUES (1, 'é'), (2, 'e')")
                    .target("ALTER TABLE t MODIFY v VARCHAR(9) CHARACTER SET utf8mb4")
                    .neighbour(
                            "the same character set, another collation",
                            "ALTER TABLE t MODIFY v VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin")
                    .quiet("Same, 2 rows in 2 chunks; v is varchar(9) COLLATE latin1_swedish_ci on the source,"
                            + " varchar(9) COLLATE latin1_bin on the target")
                    .answer("Different: t column v is CHARACTER SET latin1 on the source and utf8mb4 on the target:"
                            + " equal bytes are different letters"),
            data("bytes declared as another character set")
                    .trap("the bytes are the same, the letters are not: only the definition tells")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET latin1)",
                            "INSERT INTO t VALUES (1, 'é')")
                    .target(
                            "ALTER TABLE t MODIFY v VARBINARY(9)",
                            "ALTER TABLE t MODIFY v VARCHAR(9) CHARACTER SET cp1251")
                    .neighbour(
                            "the same bytes by way of no character set",
                            "ALTER TABLE t MODIFY v VARBINARY(9)",
                            "ALTER TABLE t MODIFY v VARCHAR(9) CHARACTER SET latin1")
                    .answer("Different: t column v is CHARACTER SET latin1 on the source and cp1251 on the target:"
                            + " equal bytes are different letters"),
            data("a fraction lost in a narrower column")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v DATETIME(3))",
                            "INSERT INTO t VALUES (1, '2026-01-01 00:00:00.120')")
                    .target("ALTER TABLE t MODIFY v DATETIME(1)")
                    .neighbour(
                            "a column of the same precision, made again",
                            "ALTER TABLE t ADD w DATETIME(3) AFTER v",
                            "UPDATE t SET w = v",
                            "ALTER TABLE t DROP v",
                            "ALTER TABLE t CHANGE w v DATETIME(3)")
                    .answer("Different: t column v is datetime(3) on the source and datetime(1) on the target:"
                            + " fractions that one keeps the other does not"),
            data("a child row that a cascade should have deleted")
                    .trap("cascades are not in the binlog")
                    .both(
                            "CREATE TABLE p (id INT PRIMARY KEY) ENGINE=InnoDB",
                            "CREATE TABLE t (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE) ENGINE=InnoDB",
                            "INSERT INTO p VALUES (1), (2)",
                            "INSERT INTO t VALUES (1, 1), (2, 2)")
                    .source("DELETE FROM p WHERE id = 2")
                    .target(
                            "SET SESSION foreign_key_checks = 0",
                            "DELETE FROM p WHERE id = 2",
                            "SET SESSION foreign_key_checks = 1")
                    .neighbour(
                            "the cascade on one side, two statements on the other",
                            "DELETE FROM t WHERE p = 2",
                            "DELETE FROM p WHERE id = 2")
                    .neighbourSource("DELETE FROM p WHERE id = 2")
                    .answer("Different: t extra id=2"),
            data("a default that each server made up for itself")
                    .trap("UUID() replicated as a statement")
                    .both("CREATE TABLE t (id INT PRIMARY KEY, v CHAR(36))")
                    .source("INSERT INTO t VALUES (1, UUID())")
                    .target("INSERT INTO t VALUES (1, UUID())")
                    .neighbour(
                            "the same UUID on both", "INSERT INTO t VALUES (1, 'e3b0c442-98fc-1c14-9afb-f4c8996fb924')")
                    .neighbourSource("INSERT INTO t VALUES (1, LOWER('E3B0C442-98FC-1C14-9AFB-F4C8996FB924'))")
                    .answer("Different: t changed id=1 in v"));

    private RowCases() {}
}
