package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.object;
import static dev.evenkeel.parity.matrix.TableCases.table;

import java.util.List;

/** What a table's columns are. */
final class ColumnCases {
    private static final String ON = " on source, ";
    private static final String T = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v INT DEFAULT 1)";

    static final List<Case> ALL = List.of(
            table(
                    "a column that is missing",
                    T,
                    "ALTER TABLE t DROP v",
                    "column order is id, v on source, id on target; column v is missing on target",
                    "a column dropped and added",
                    "ALTER TABLE t DROP v, ADD v INT DEFAULT 1",
                    ""),
            table(
                    "another type of column",
                    T,
                    "ALTER TABLE t MODIFY v BIGINT DEFAULT 1",
                    column("v", "int default '1'", "bigint default '1'"),
                    "the display width that a column has anyway",
                    "ALTER TABLE t MODIFY v INT(11) DEFAULT 1"),
            table(
                    "a column that is UNSIGNED no more",
                    "CREATE TABLE t (v INT UNSIGNED)",
                    "ALTER TABLE t MODIFY v INT",
                    column("v", "int unsigned", "int"),
                    "INTEGER for INT, with its usual width",
                    "ALTER TABLE t MODIFY v INTEGER(10) UNSIGNED"),
            table(
                    "a BOOLEAN that became a wide number",
                    "CREATE TABLE t (v BOOLEAN)",
                    "ALTER TABLE t MODIFY v TINYINT",
                    column("v", "tinyint(1)", "tinyint"),
                    "BOOL for TINYINT(1)",
                    "ALTER TABLE t MODIFY v TINYINT(1)"),
            table(
                    "a scale of DECIMAL",
                    "CREATE TABLE t (v DECIMAL(10,2))",
                    "ALTER TABLE t MODIFY v DECIMAL(10,3)",
                    column("v", "decimal(10,2)", "decimal(10,3)"),
                    "NUMERIC for DECIMAL",
                    "ALTER TABLE t MODIFY v NUMERIC(10,2)"),
            table(
                    "a precision of DATETIME",
                    "CREATE TABLE t (v DATETIME(3))",
                    "ALTER TABLE t MODIFY v DATETIME",
                    column("v", "datetime(3)", "datetime"),
                    "the remark about the old temporal format",
                    "ALTER TABLE t FORCE"),
            table(
                    "a column that may be NULL",
                    "CREATE TABLE t (v INT NOT NULL)",
                    "ALTER TABLE t MODIFY v INT",
                    column("v", "int not null", "int"),
                    "NOT NULL in another place",
                    "ALTER TABLE t MODIFY v INT COMMENT '' NOT NULL"),
            table(
                    "another default",
                    T,
                    "ALTER TABLE t ALTER v SET DEFAULT 2",
                    column("v", "int default '1'", "int default '2'"),
                    "the default as a text",
                    "ALTER TABLE t ALTER v SET DEFAULT '1'"),
            table(
                    "a default that was lost",
                    T,
                    "ALTER TABLE t ALTER v DROP DEFAULT",
                    column("v", "int default '1'", "int no default"),
                    "the default given again",
                    "ALTER TABLE t ALTER v DROP DEFAULT",
                    "ALTER TABLE t ALTER v SET DEFAULT 1"),
            table(
                    "NULL that is not a default any more",
                    "CREATE TABLE t (v VARCHAR(9) DEFAULT NULL)",
                    "ALTER TABLE t ALTER v DROP DEFAULT",
                    "column v is varchar(9) charset utf8mb4 collate utf8mb4_general_ci on source, varchar(9) charset utf8mb4 collate utf8mb4_general_ci no default on target",
                    "NULL taken away and given again",
                    "ALTER TABLE t ALTER v DROP DEFAULT",
                    "ALTER TABLE t ALTER v SET DEFAULT NULL"),
            table(
                    "an empty default in place of NULL",
                    "CREATE TABLE t (v VARCHAR(9) DEFAULT NULL)",
                    "ALTER TABLE t ALTER v SET DEFAULT ''",
                    "column v is varchar(9) charset utf8mb4 collate utf8mb4_general_ci on source, varchar(9) charset utf8mb4 collate utf8mb4_general_ci default '' on target",
                    "NULL as the default, said once more",
                    "ALTER TABLE t ALTER v SET DEFAULT NULL"),
            table(
                    "a default of the letters of NULL",
                    "CREATE TABLE t (v VARCHAR(9) CHARACTER SET ascii DEFAULT NULL)",
                    "ALTER TABLE t ALTER v SET DEFAULT 'NULL'",
                    "column v is varchar(9) charset ascii collate ascii_general_ci on source, varchar(9) charset ascii collate ascii_general_ci default 'NULL' on target",
                    "NULL as the default, said once more",
                    "ALTER TABLE t ALTER v SET DEFAULT NULL"),
            table(
                    "an ON UPDATE that was lost",
                    "CREATE TABLE t (v DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
                    "ALTER TABLE t MODIFY v DATETIME DEFAULT CURRENT_TIMESTAMP",
                    column(
                            "v",
                            "datetime default current_timestamp[] on update current_timestamp[]",
                            "datetime default current_timestamp[]"),
                    "NOW() for CURRENT_TIMESTAMP",
                    "ALTER TABLE t MODIFY v DATETIME DEFAULT NOW() ON UPDATE LOCALTIMESTAMP()"),
            table(
                            "a default that is an expression",
                            "CREATE TABLE t (v INT DEFAULT (1 + 2), w INT)",
                            "ALTER TABLE t ALTER v SET DEFAULT (1 + 3)",
                            column("v", "int default (1 + 2)", "int default (1 + 3)"),
                            "more parentheses and other blanks",
                            "ALTER TABLE t ALTER v SET DEFAULT ((1+(2)))")
                    .since(Since.V10_2),
            table(
                    "AUTO_INCREMENT that was lost",
                    "CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY)",
                    "ALTER TABLE t MODIFY id INT NOT NULL",
                    column("id", "int not null auto_increment", "int not null"),
                    "AUTO_INCREMENT given again",
                    "ALTER TABLE t MODIFY id INT NOT NULL",
                    "ALTER TABLE t MODIFY id INT NOT NULL AUTO_INCREMENT"),
            table(
                    "a column's comment",
                    "CREATE TABLE t (v INT COMMENT 'cents')",
                    "ALTER TABLE t MODIFY v INT COMMENT 'euro'",
                    column("v", "int comment 'cents'", "int comment 'euro'"),
                    "the same comment in other quotes",
                    "ALTER TABLE t MODIFY v INT COMMENT \"cents\""),
            table(
                    "a column's character set",
                    "CREATE TABLE t (v VARCHAR(9) CHARACTER SET latin1, w VARCHAR(9) CHARACTER SET utf8)",
                    "ALTER TABLE t MODIFY v VARCHAR(9) CHARACTER SET cp1251",
                    "column v is varchar(9) charset latin1 collate latin1_swedish_ci on source, varchar(9) charset cp1251 collate cp1251_general_ci on target",
                    "utf8 with the collation it has anyway, which later servers call utf8mb3",
                    "ALTER TABLE t MODIFY w VARCHAR(9) CHARACTER SET utf8 COLLATE utf8_general_ci"),
            table(
                    "a column's collation",
                    "CREATE TABLE t (v VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)",
                    "ALTER TABLE t MODIFY v VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
                    "column v is varchar(9) charset utf8mb4 collate utf8mb4_bin on source, varchar(9) charset utf8mb4 collate utf8mb4_unicode_ci on target",
                    "the collation without its character set",
                    "ALTER TABLE t MODIFY v VARCHAR(9) COLLATE utf8mb4_bin"),
            table(
                    "members of an ENUM in another order",
                    "CREATE TABLE t (v ENUM('a', 'b', 'it''s'))",
                    "ALTER TABLE t MODIFY v ENUM('b', 'a', 'it''s')",
                    "column v is enum('a','b','it''s') charset utf8mb4 collate utf8mb4_general_ci on source, enum('b','a','it''s') charset utf8mb4 collate utf8mb4_general_ci on target",
                    "the same members in other quotes",
                    "ALTER TABLE t MODIFY v ENUM(\"a\", 'b', 'it\\'s')"),
            table(
                    "columns of a definition in another order",
                    T,
                    "ALTER TABLE t MODIFY v INT DEFAULT 1 FIRST",
                    "column order is id, v on source, v, id on target",
                    "an order changed and changed back",
                    "ALTER TABLE t MODIFY v INT DEFAULT 1 FIRST",
                    "ALTER TABLE t MODIFY v INT DEFAULT 1 AFTER id"),
            table(
                    "the expression of a computed column",
                    "CREATE TABLE t (a INT, v INT AS (a + 1) PERSISTENT)",
                    "ALTER TABLE t DROP v, ADD v INT AS (a + 2) PERSISTENT",
                    column("v", "int as ((a + 1)) stored", "int as ((a + 2)) stored"),
                    "more parentheses, other blanks and letters",
                    "ALTER TABLE t DROP v, ADD v INT AS ((A)+(1)) PERSISTENT"),
            table(
                    "a computed column that is stored no more",
                    "CREATE TABLE t (a INT, v INT AS (a + 1) PERSISTENT)",
                    "ALTER TABLE t DROP v, ADD v INT AS (a + 1) VIRTUAL",
                    column("v", "int as ((a + 1)) stored", "int as ((a + 1)) virtual"),
                    "the same column made again",
                    "ALTER TABLE t DROP v, ADD v INT AS (a + 1) PERSISTENT"),
            table(
                            "a column that is INVISIBLE no more",
                            "CREATE TABLE t (a INT, v INT INVISIBLE)",
                            "ALTER TABLE t MODIFY v INT",
                            column("v", "int invisible", "int"),
                            "INVISIBLE in another place",
                            "ALTER TABLE t MODIFY v INT INVISIBLE COMMENT ''")
                    .since(Since.V10_3),
            table(
                            "a column that is COMPRESSED no more",
                            "CREATE TABLE t (a INT, v BLOB COMPRESSED)",
                            "ALTER TABLE t MODIFY v BLOB",
                            "",
                            "",
                            "ALTER TABLE t MODIFY v BLOB COMPRESSED=zlib")
                    .since(Since.V10_3)
                    .answer("Different: table t: column v is blob compressed on source, blob on target"),
            table(
                            "SYSTEM VERSIONING that was lost",
                            "CREATE TABLE t (a INT) WITH SYSTEM VERSIONING",
                            "ALTER TABLE t DROP SYSTEM VERSIONING",
                            "option with system versioning is missing on target",
                            "versioning dropped and added",
                            "ALTER TABLE t DROP SYSTEM VERSIONING",
                            "ALTER TABLE t ADD SYSTEM VERSIONING")
                    .since(Since.V10_3),
            object("a column without versions")
                    .since(Since.V10_3)
                    .both("CREATE TABLE t (a INT, v INT) WITH SYSTEM VERSIONING")
                    .target(
                            "SET SESSION system_versioning_alter_history = 'KEEP'",
                            "ALTER TABLE t MODIFY v INT WITHOUT SYSTEM VERSIONING")
                    .neighbour(
                            "versions said aloud",
                            "SET SESSION system_versioning_alter_history = 'KEEP'",
                            "ALTER TABLE t MODIFY v INT WITH SYSTEM VERSIONING")
                    .answer("Different: table t: column v is int on source, int without system versioning on target"),
            table(
                            "a period that was lost",
                            "CREATE TABLE t (a DATE, b DATE, PERIOD FOR p (a, b))",
                            "ALTER TABLE t DROP PERIOD FOR p",
                            "",
                            "the period dropped and added",
                            "ALTER TABLE t DROP PERIOD FOR p",
                            "ALTER TABLE t ADD PERIOD FOR p (a, b)")
                    .since(Since.V10_4)
                    .answer("Different: table t: period for `p` ( `a` , `b` ) is missing on target"),
            table(
                            "a column's CHECK that was lost",
                            "CREATE TABLE t (v INT CHECK (v > 0))",
                            "ALTER TABLE t MODIFY v INT",
                            column("v", "int check ((v > 0))", "int"),
                            "the CHECK with other blanks and letters",
                            "ALTER TABLE t MODIFY v INT CHECK ((V)>0)")
                    .since(Since.V10_2),
            table(
                    "a comment that looks like a default",
                    "CREATE TABLE t (v INT COMMENT 'a'' check (1')",
                    "ALTER TABLE t MODIFY v INT COMMENT 'a'",
                    column("v", "int comment 'a'' check (1'", "int comment 'a'"),
                    "the same comment in other quotes",
                    "ALTER TABLE t MODIFY v INT COMMENT \"a' check (1\""));

    private ColumnCases() {}

    private static String column(String name, String here, String there) {
        return "column " + name + " is " + here + ON + there + " on target";
    }
}
