package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.data;

import java.util.List;

/** Equal bytes under columns that are not alike: some are other values then, and some are merely kept in more room. */
final class ShapeCases {
    private static final String KIND = "these are values of different kinds";

    static final List<Case> ALL = List.of(
            shape("a DATETIME that became a TIMESTAMP", "DATETIME NULL", "'2026-01-01 12:00:00'")
                    .trap("a TIMESTAMP is another time of day for whoever is in another zone")
                    .target("ALTER TABLE t MODIFY v TIMESTAMP NULL")
                    .neighbour("a DATETIME made again", "ALTER TABLE t MODIFY v DATETIME NULL, FORCE")
                    .answer(differs("datetime", "timestamp", KIND)),
            shape("text that became bytes", "VARCHAR(9) CHARACTER SET latin1", "'abc'")
                    .target("ALTER TABLE t MODIFY v VARBINARY(9)")
                    .neighbour("text that became larger text", "ALTER TABLE t MODIFY v TEXT CHARACTER SET latin1")
                    .quiet(remark("varchar(9)", "text"))
                    .answer(differs("varchar(9)", "varbinary(9)", KIND)),
            shape("CHAR that became BINARY", "CHAR(3) CHARACTER SET latin1", "'abc'")
                    .target("ALTER TABLE t MODIFY v BINARY(3)")
                    .neighbour("CHAR that became VARCHAR", "ALTER TABLE t MODIFY v VARCHAR(3) CHARACTER SET latin1")
                    .quiet(remark("char(3)", "varchar(3)"))
                    .answer(differs("char(3)", "binary(3)", KIND)),
            shape("letters of another code page", "TEXT CHARACTER SET latin1", "'é'")
                    .trap("the bytes are the same, the letters are not")
                    .target("ALTER TABLE t MODIFY v BLOB", "ALTER TABLE t MODIFY v TEXT CHARACTER SET cp1250")
                    .neighbour("letters of the same", "ALTER TABLE t MODIFY v TEXT CHARACTER SET latin1")
                    .answer("Different: t column v is CHARACTER SET latin1 on the source and cp1250 on the target:"
                            + " equal bytes are different letters"),
            shape("an ENUM in another code page", "ENUM('a','b') CHARACTER SET latin1", "'a'")
                    .target("ALTER TABLE t MODIFY v ENUM('a','b') CHARACTER SET cp1250")
                    .neighbour("a member appended", "ALTER TABLE t MODIFY v ENUM('a','b','c') CHARACTER SET latin1")
                    .quiet(remark("enum('a','b')", "enum('a','b','c')"))
                    .answer("Different: t column v is CHARACTER SET latin1 on the source and cp1250 on the target:"
                            + " equal bytes are different letters"),
            shape("an ENUM whose members changed places", "ENUM('a','b','c')", "'a'")
                    .trap("no row holds the members that changed")
                    .target("ALTER TABLE t MODIFY v ENUM('a','c','b')")
                    .neighbour("the same members", "ALTER TABLE t MODIFY v ENUM('a','b','c')")
                    .answer(differs("enum('a','b','c')", "enum('a','c','b')", "equal numbers are different members")),
            shape("a SET that became an ENUM", "SET('a','b')", "'a'")
                    .trap("index and text of one member are the same in both")
                    .target("ALTER TABLE t MODIFY v ENUM('a','b')")
                    .neighbour("a member appended", "ALTER TABLE t MODIFY v SET('a','b','c')")
                    .quiet(remark("set('a','b')", "set('a','b','c')"))
                    .answer(differs("set('a','b')", "enum('a','b')", KIND)),
            shape("a sign where there was none", "INT UNSIGNED", "7")
                    .target("ALTER TABLE t MODIFY v INT")
                    .neighbour("more room without a sign", "ALTER TABLE t MODIFY v BIGINT UNSIGNED")
                    .quiet(remark("int unsigned", "bigint unsigned"))
                    .answer(differs("int unsigned", "int", "equal bits are different numbers")),
            shape("a number that became text", "INT", "7")
                    .target("ALTER TABLE t MODIFY v VARCHAR(9)")
                    .neighbour("another width on the screen", "ALTER TABLE t MODIFY v INT(3)")
                    .quiet(remark("int", "int(3)"))
                    .answer(differs("int", "varchar(9)", KIND)),
            shape("a whole number that became a DECIMAL", "INT", "7")
                    .target("ALTER TABLE t MODIFY v DECIMAL(10,0)")
                    .neighbour("a whole number in more room", "ALTER TABLE t MODIFY v BIGINT")
                    .quiet(remark("int", "bigint"))
                    .answer(differs("int", "decimal(10,0)", KIND)),
            shape("a DECIMAL of fewer digits", "DECIMAL(10,2)", "1.50")
                    .target("ALTER TABLE t MODIFY v DECIMAL(10,1)")
                    .neighbour("room for more digits before the point", "ALTER TABLE t MODIFY v DECIMAL(12,2)")
                    .quiet(remark("decimal(10,2)", "decimal(12,2)"))
                    .answer(differs("decimal(10,2)", "decimal(10,1)", "digits that one keeps the other does not")),
            shape("a DOUBLE that became a FLOAT", "DOUBLE", "0.5")
                    .trap("this value is the same in both")
                    .target("ALTER TABLE t MODIFY v FLOAT")
                    .neighbour("DOUBLE PRECISION for DOUBLE", "ALTER TABLE t MODIFY v DOUBLE PRECISION")
                    .answer(differs("double", "float", KIND)),
            shape("a fraction of seconds that can no longer be kept", "TIME(3)", "'12:00:00'")
                    .target("ALTER TABLE t MODIFY v TIME")
                    .neighbour("the same fraction", "ALTER TABLE t MODIFY v TIME(3)")
                    .answer(differs("time(3)", "time", "fractions that one keeps the other does not")),
            shape("a BIT of another width", "BIT(8)", "7")
                    .target("ALTER TABLE t MODIFY v BIT(16)")
                    .neighbour("the same width", "ALTER TABLE t MODIFY v BIT(8)")
                    .answer(differs("bit(8)", "bit(16)", "equal bits are of different widths")),
            shape("numbers filled up with zeros", "INT UNSIGNED", "7")
                    .target("ALTER TABLE t MODIFY v INT(5) ZEROFILL")
                    .neighbour("numbers that are not", "ALTER TABLE t MODIFY v INT(10) UNSIGNED")
                    .answer(differs(
                            "int unsigned", "int(5) unsigned zerofill", "equal numbers are written differently")),
            data("NULL where none may be")
                    .trap("the source's column is NOT NULL, and tells nothing of the target's")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9) NOT NULL, x TEXT NOT NULL, n INT NOT NULL,"
                                    + " f FLOAT NOT NULL, d DATETIME NOT NULL, e ENUM('a') NOT NULL, b BIT(3) NOT NULL)",
                            "INSERT INTO t VALUES (1, '', '', 0, 0, 0, '', 0), (2, 'N', 'N', 1, 1, 0, 'a', 1)")
                    .target(
                            "ALTER TABLE t MODIFY v VARCHAR(9) NULL, MODIFY x TEXT NULL, MODIFY n INT NULL,"
                                    + " MODIFY f FLOAT NULL, MODIFY d DATETIME NULL, MODIFY e ENUM('a') NULL, MODIFY b BIT(3) NULL",
                            "UPDATE t SET v = NULL, x = NULL, n = NULL, f = NULL, d = NULL, e = NULL, b = NULL WHERE id = 1",
                            "UPDATE t SET v = NULL, x = NULL WHERE id = 2")
                    .neighbour("a column that may be NULL and is not", "ALTER TABLE t MODIFY v VARCHAR(9) NULL")
                    .quiet("Same, 2 rows in 2 chunks; v is varchar(9) NOT NULL on the source,"
                            + " varchar(9) NULL on the target")
                    .answer("Different: t changed id=1 in v, x, n, f, d, e, b, changed id=2 in v, x"),
            data("NULL where none may be, without a key")
                    .both("CREATE TABLE t (v VARCHAR(9) NOT NULL)", "INSERT INTO t VALUES (''), ('N'), ('N')")
                    .source("ALTER TABLE t MODIFY v VARCHAR(9) NULL", "UPDATE t SET v = NULL WHERE v = ''")
                    .neighbourSource("ALTER TABLE t MODIFY v VARCHAR(9) NULL")
                    .neighbour("a column that may be NULL and is not")
                    .quiet("Same, 3 rows in 1 chunks; v is varchar(9) NULL on the source,"
                            + " varchar(9) NOT NULL on the target")
                    .answer("Different: t extra no key; row digest …, missing no key; row digest …"),
            data("a DOUBLE of more digits than it shows")
                    .trap("made so at once: what was stored before keeps its digits, and a dump loses them")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v DOUBLE(10,4))",
                            "INSERT INTO t VALUES (1, 1.2345), (2, 2.5)",
                            "ALTER TABLE t MODIFY v DOUBLE(10,2)")
                    .target("UPDATE t SET v = 1.23 WHERE id = 1")
                    .neighbour("a value that shows all its digits, written again", "UPDATE t SET v = 2.50 WHERE id = 2")
                    .answer("Different: t changed id=1 in v"),
            data("a FLOAT of more digits than it shows")
                    .both(
                            "CREATE TABLE t (id INT PRIMARY KEY, v FLOAT(10,4))",
                            "INSERT INTO t VALUES (1, 1.2345), (2, 2.5)",
                            "ALTER TABLE t MODIFY v FLOAT(10,2)")
                    .target("UPDATE t SET v = 1.23 WHERE id = 1")
                    .neighbour("a value that shows all its digits, written again", "UPDATE t SET v = 2.50 WHERE id = 2")
                    .answer("Different: t changed id=1 in v"),
            data("a century that YEAR(2) does not show")
                    .trap("1901 and 2001 are both 01, as text and as numbers")
                    .both("CREATE TABLE t (id INT PRIMARY KEY, v YEAR(2))", "INSERT INTO t VALUES (1, 2001), (2, 70)")
                    .target("UPDATE t SET v = 1901 WHERE id = 1")
                    .neighbour("the same year by two digits", "UPDATE t SET v = '01' WHERE id = 1")
                    .answer("Different: t changed id=1 in v"));

    private ShapeCases() {}

    private static Plant shape(String name, String type, String value) {
        return data(name)
                .both("CREATE TABLE t (id INT PRIMARY KEY, v " + type + ")", "INSERT INTO t VALUES (1, " + value + ")");
    }

    private static String differs(String here, String there, String why) {
        return "Different: t column v is " + here + " on the source and " + there + " on the target: " + why;
    }

    private static String remark(String here, String there) {
        return "Same, 1 rows in 1 chunks; v is " + here + " on the source, " + there + " on the target";
    }
}
