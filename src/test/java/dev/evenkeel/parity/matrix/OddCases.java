package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of tables that are rare, and of names that are awkward. */
final class OddCases {
    private static final String WIDE = IntStream.range(0, 600)
            .mapToObj(i -> "c" + i + " INT NULL")
            .collect(Collectors.joining(", ", "CREATE TABLE t (id INT PRIMARY KEY, ", ") ENGINE=MyISAM"));
    /** Such columns of time cannot be of the format that the source keeps otherwise. */
    private static final String SAVED = "SET @format = @@GLOBAL.mysql56_temporal_format";

    private static final String NEW_FORMAT = "SET GLOBAL mysql56_temporal_format = 1";
    private static final String OLD_AGAIN = "SET GLOBAL mysql56_temporal_format = @format";
    private static final String HISTORY =
            "CREATE TABLE t (id INT PRIMARY KEY, v INT, rs TIMESTAMP(6) GENERATED ALWAYS AS ROW START,"
                    + " re TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (rs, re)) WITH SYSTEM VERSIONING";

    static final List<Case> ALL = List.of(
            keyed("an ENUM key that is not a member", "ENUM('b', 'a')", "k=''", "k='a'", "0", "'a'", "'b'"),
            keyed(
                    "a zero TIMESTAMP as a key",
                    "TIMESTAMP DEFAULT '2000-01-01'",
                    "k=0000-00-00 00:00:00",
                    "k=2026-01-01 00:00:00",
                    "0",
                    "'2026-01-01'",
                    "'1970-01-01 00:00:01'",
                    "'2038-01-19 03:14:07'"),
            keyed(
                    "a key in UTF-16",
                    "VARCHAR(9) CHARACTER SET utf16",
                    "k='🦊'",
                    "k='é'",
                    "'🦊'",
                    "'é'",
                    "'a'",
                    "'z'",
                    "''"),
            keyed(
                    "a Japanese key",
                    "VARCHAR(9) CHARACTER SET sjis",
                    "k='表'",
                    "k='あ'",
                    "'表'",
                    "'あ'",
                    "'ソ'",
                    "'a'",
                    "'能'"),
            keyed(
                            "a key whose spaces count",
                            "VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
                            "k='a '",
                            "k='a'",
                            "'a '",
                            "'a'",
                            "'a  '",
                            "'b'",
                            "''")
                    .since(Since.V10_2),
            keyed(
                    "a long key",
                    "VARCHAR(180) CHARACTER SET utf8mb4",
                    "k='" + "x".repeat(179) + "b'",
                    "k='" + "x".repeat(179) + "a'",
                    "CONCAT(REPEAT('x', 179), 'b')",
                    "CONCAT(REPEAT('x', 179), 'a')",
                    "REPEAT('x', 179)",
                    "REPEAT('x', 180)",
                    "'x'"),
            data("a key over a period")
                    .trap("its columns are bounds of time, of which two may lie side by side")
                    .since(Since.V10_7)
                    .both(
                            "CREATE TABLE t (id INT, s DATE, e DATE, v INT, PERIOD FOR p (s, e), PRIMARY KEY (id, p WITHOUT OVERLAPS))",
                            "INSERT INTO t VALUES (1, '2026-01-01', '2026-02-01', 1), (1, '2026-02-01', '2026-03-01', 2), (2, '2026-01-01', '2026-02-01', 3)")
                    .target("UPDATE t SET v = 9 WHERE v = 2")
                    .neighbour(
                            "a part of a period cut out and put back",
                            "DELETE FROM t WHERE v = 2",
                            "INSERT INTO t VALUES (1, '2026-02-01', '2026-03-01', 2)")
                    .answer("Different: t changed id=1, e=2026-03-01, s=2026-02-01 in v"),
            data("names with quotes, blanks and question marks")
                    .both(
                            "CREATE TABLE `it's ``a`` ? {table}` (`the ``key`` ?` INT PRIMARY KEY, `a'b%` INT)",
                            "INSERT INTO `it's ``a`` ? {table}` VALUES (1, 1), (2, 2)")
                    .target("UPDATE `it's ``a`` ? {table}` SET `a'b%` = 3 WHERE `the ``key`` ?` = 2")
                    .neighbour(
                            "the same value", "UPDATE `it's ``a`` ? {table}` SET `a'b%` = 2 WHERE `the ``key`` ?` = 2")
                    .answer("Different: it's `a` ? {table} changed the `key` ?=2 in a'b%"),
            data("two tables whose names differ in lettercase")
                    .both(
                            "CREATE TABLE T (id INT PRIMARY KEY, v INT)",
                            "CREATE TABLE t (id INT PRIMARY KEY, v INT)",
                            "INSERT INTO T VALUES (1, 1)",
                            "INSERT INTO t VALUES (1, 1)")
                    .target("UPDATE t SET v = 2")
                    .neighbour("a value written to both", "UPDATE t SET v = 2", "UPDATE T SET v = 2")
                    .neighbourSource("UPDATE t SET v = 2", "UPDATE T SET v = 2")
                    .answer("Different: t changed id=1 in v"),
            data("the last of 600 columns")
                    .both(WIDE, "INSERT INTO t (id, c0, c599) VALUES (1, 1, 1), (2, 2, 2)")
                    .target("UPDATE t SET c599 = 3 WHERE id = 2")
                    .neighbour("the columns' table rebuilt", "ALTER TABLE t FORCE")
                    .answer("Different: t changed id=2 in c599"),
            data("a column without room")
                    .trap("it holds the empty text or NULL")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v CHAR(0) NULL)",
                            "INSERT INTO t VALUES (1, ''), (2, NULL)")
                    .target("UPDATE t SET v = NULL WHERE id = 1")
                    .neighbour("the empty text once more", "UPDATE t SET v = '' WHERE id = 1")
                    .answer("Different: t changed id=1 in v"),
            data("a compressed column")
                    .since(Since.V10_3)
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v BLOB COMPRESSED)",
                            "INSERT INTO t VALUES (1, REPEAT('a', 9999)), (2, '')")
                    .target("UPDATE t SET v = CONCAT(REPEAT('a', 9998), 'b') WHERE id = 1")
                    .neighbour("the same bytes uncompressed", "ALTER TABLE t MODIFY v BLOB")
                    .answer("Different: t changed id=1 in v"),
            data("one changed row of a table of engine CSV")
                    .both(
                            "CREATE TABLE t (a INT NOT NULL, v VARCHAR(9) NOT NULL) ENGINE=CSV",
                            "INSERT INTO t VALUES (1, 'a'), (2, 'b,\\\\'), (3, '\"')")
                    .target("UPDATE t SET v = 'b' WHERE a = 2")
                    .neighbour("the same rows in InnoDB", "ALTER TABLE t ENGINE=InnoDB")
                    .answer("Different: t extra no key; row digest …, missing no key; row digest …"),
            data("a row of a table that is a union")
                    .both(
                            "CREATE TABLE a (id INT NOT NULL, KEY (id)) ENGINE=MyISAM",
                            "CREATE TABLE t (id INT NOT NULL, KEY (id)) ENGINE=MRG_MyISAM UNION=(a)",
                            "INSERT INTO a VALUES (1), (2)")
                    .target("DELETE FROM t WHERE id = 2")
                    .neighbour(
                            "a row written through the union", "DELETE FROM t WHERE id = 2", "INSERT INTO a VALUES (2)")
                    .answer("Different: a missing no key; row digest …; t missing no key; row digest …"),
            data("the lost history of a table that names its times")
                    .trap("its columns of time are among its own")
                    .since(Since.V10_3)
                    .both(
                            "SET SESSION timestamp = 1700000000",
                            SAVED,
                            NEW_FORMAT,
                            HISTORY,
                            OLD_AGAIN,
                            "INSERT INTO t (id, v) VALUES (1, 1), (2, 2)",
                            "SET SESSION timestamp = 1700000100",
                            "UPDATE t SET v = 3 WHERE id = 1")
                    .target("DELETE HISTORY FROM t")
                    .neighbour(
                            "one version more on both",
                            "SET SESSION timestamp = 1700000200",
                            "DELETE FROM t WHERE id = 2")
                    .neighbourSource("SET SESSION timestamp = 1700000200", "DELETE FROM t WHERE id = 2")
                    .answer(
                            "Different: t the versions that it keeps of its rows differ: 3 on the source, 2 on the target"),
            data("versions that are kept on one side only")
                    .since(Since.V10_3)
                    .both("CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1)")
                    .source(SAVED, NEW_FORMAT, "ALTER TABLE t ADD SYSTEM VERSIONING", OLD_AGAIN)
                    .neighbour(
                            "on neither", "ALTER TABLE t ADD SYSTEM VERSIONING", "ALTER TABLE t DROP SYSTEM VERSIONING")
                    .answer("Different: t only the source keeps versions of its rows"));

    private OddCases() {}

    private static Case keyed(String name, String type, String changed, String missing, String... keys) {
        String rows = IntStream.range(0, keys.length)
                .mapToObj(i -> "(" + keys[i] + ", " + (i + 1) + ")")
                .collect(Collectors.joining(", ", "INSERT INTO t VALUES ", ""));
        return data(name)
                .both("CREATE TABLE t (k " + type + " NOT NULL PRIMARY KEY, v INT)", rows)
                .target("UPDATE t SET v = 99 WHERE v = 1", "DELETE FROM t WHERE v = 2")
                .neighbour(
                        "a row deleted and inserted again",
                        "DELETE FROM t WHERE v = 1",
                        "INSERT INTO t VALUES (" + keys[0] + ", 1)")
                .answer("Different: t changed " + changed + " in v, missing " + missing);
    }
}
