package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.object;
import static dev.evenkeel.parity.matrix.TableCases.table;

import java.util.List;

/** Indexes, foreign keys and views. */
final class IndexCases {
    private static final String T = "CREATE TABLE t (id INT, v VARCHAR(20), n INT)";
    private static final String KEYED =
            "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v VARCHAR(20), n INT, KEY a (v), KEY b (n, v)) ENGINE=InnoDB";
    private static final String PARENTS =
            "CREATE TABLE p (id INT NOT NULL PRIMARY KEY, other INT NOT NULL UNIQUE) ENGINE=InnoDB";
    private static final String CHILD =
            "CREATE TABLE t (id INT, p INT, KEY k (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id)";
    private static final String VIEW =
            "CREATE ALGORITHM=MERGE DEFINER='a'@'%' SQL SECURITY DEFINER VIEW w AS SELECT id, v FROM t WHERE n > 1";

    static final List<Case> ALL = List.of(
            table(
                    "an index that is missing",
                    KEYED,
                    "DROP INDEX a ON t",
                    "key a is missing on target",
                    "indexes in another order",
                    "DROP INDEX a ON t",
                    "CREATE INDEX a ON t (v)"),
            table(
                    "an index that is UNIQUE no more",
                    KEYED.replace("KEY a", "UNIQUE KEY a"),
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v)",
                    "key a is unique key `a` ( `v` ) on source, key `a` ( `v` ) on target",
                    "INDEX for KEY, USING BTREE",
                    "ALTER TABLE t DROP INDEX a, ADD UNIQUE INDEX a (v) USING BTREE"),
            table(
                    "an index of the first letters",
                    KEYED,
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v(5))",
                    "key a is key `a` ( `v` ) on source, key `a` ( `v` ( 5 ) ) on target",
                    "a prefix as long as the column",
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v(20))"),
            table(
                    "an index with its columns in another order",
                    KEYED,
                    "ALTER TABLE t DROP INDEX b, ADD INDEX b (v, n)",
                    "key b is key `b` ( `n` , `v` ) on source, key `b` ( `v` , `n` ) on target",
                    "ASC said aloud",
                    "ALTER TABLE t DROP INDEX b, ADD INDEX b (n ASC, v)"),
            table(
                            "an index that sorts downwards",
                            KEYED,
                            "ALTER TABLE t DROP INDEX b, ADD INDEX b (n DESC, v)",
                            "key b is key `b` ( `n` , `v` ) on source, key `b` ( `n` desc , `v` ) on target",
                            "ASC said aloud, with braces of columns",
                            "ALTER TABLE t DROP INDEX b, ADD INDEX b (n ASC, v ASC)")
                    .since(Since.V10_10),
            table(
                            "an index that is ignored",
                            KEYED,
                            "ALTER TABLE t ALTER INDEX b IGNORED",
                            "key b is key `b` ( `n` , `v` ) on source, key `b` ( `n` , `v` ) ignored on target",
                            "an index ignored and not",
                            "ALTER TABLE t ALTER INDEX b IGNORED",
                            "ALTER TABLE t ALTER INDEX b NOT IGNORED")
                    .since(Since.V10_7),
            table(
                    "an index of full text that became a plain one",
                    "CREATE TABLE t (v VARCHAR(20), FULLTEXT KEY a (v)) ENGINE=InnoDB",
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v)",
                    "key a is fulltext key `a` ( `v` ) on source, key `a` ( `v` ) on target",
                    "the index made again",
                    "DROP INDEX a ON t",
                    "CREATE FULLTEXT INDEX a ON t (v)"),
            table(
                    "a spatial index that is missing",
                    "CREATE TABLE t (v POINT NOT NULL, SPATIAL KEY a (v)) ENGINE=MyISAM",
                    "DROP INDEX a ON t",
                    "key a is missing on target",
                    "the index made again",
                    "DROP INDEX a ON t",
                    "CREATE SPATIAL INDEX a ON t (v)"),
            table(
                    "a longer primary key",
                    KEYED,
                    "ALTER TABLE t MODIFY n INT NOT NULL, DROP PRIMARY KEY, ADD PRIMARY KEY (id, n)",
                    "column n is int on source, int not null on target; primary key is primary key ( `id` ) on source, primary key ( `id` , `n` ) on target",
                    "the key made again",
                    "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id)"),
            table(
                    "an index's comment",
                    KEYED,
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v) COMMENT 'x'",
                    "key a is key `a` ( `v` ) on source, key `a` ( `v` ) comment 'x' on target",
                    "an empty comment",
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v) COMMENT ''"),
            foreign(
                    "a foreign key that is missing",
                    "",
                    "ALTER TABLE t DROP FOREIGN KEY f",
                    "foreign key f is missing on target",
                    "NO ACTION for RESTRICT",
                    " ON DELETE NO ACTION ON UPDATE RESTRICT"),
            foreign(
                    "a foreign key with another rule",
                    " ON DELETE CASCADE",
                    recreated(" ON DELETE SET NULL"),
                    "foreign key f is constraint `f` foreign key ( `p` ) references `p` ( `id` ) on delete cascade on source, constraint `f` foreign key ( `p` ) references `p` ( `id` ) on delete set null on target",
                    "RESTRICT said aloud",
                    " ON DELETE CASCADE ON UPDATE RESTRICT"),
            foreign(
                    "a foreign key to another column",
                    "",
                    "ALTER TABLE t DROP FOREIGN KEY f, ADD CONSTRAINT f2 FOREIGN KEY (p) REFERENCES p (other)",
                    "foreign key f is missing on target; foreign key f2 is on target only",
                    "the key made again",
                    ""),
            view(
                    "a view that is missing",
                    "DROP VIEW w",
                    "missing on target",
                    "OR REPLACE",
                    VIEW.replace("CREATE", "CREATE OR REPLACE")),
            view(
                    "another condition of a view",
                    altered("n > 1", "n > 2"),
                    "select differs",
                    "parentheses and blanks",
                    altered("n > 1", "((n)>(1))")),
            view(
                    "another name of a view's column",
                    altered("SELECT id", "SELECT id AS ID"),
                    "select differs",
                    "names in quotes, the table before them",
                    altered("SELECT id, v", "SELECT t.`id`, `t`.v")),
            view(
                    "a letter in a view's text",
                    altered("n > 1", "v = 'A'"),
                    "select differs",
                    "a comment",
                    altered("WHERE", "/* of old */ WHERE")),
            // Before 10.2 servers forget it themselves.
            object("a text in a view that tells letters apart")
                    .since(Since.V10_3)
                    .both(T, VIEW.replace("n > 1", "v = 'a'"))
                    .target(altered("n > 1", "v = _binary'a'"))
                    .neighbour("a text in the character set it has anyway", altered("n > 1", "v = _utf8mb4'a'"))
                    .answer("Different: view w: texts in a character set of their own is on target only"),
            view(
                    "a view's definer",
                    altered("'a'@'%'", "'b'@'%'"),
                    "definer is a@% on source, b@% on target",
                    "the definer in other quotes",
                    altered("'a'@'%'", "`a`@`%`")),
            view(
                    "a view that runs as its caller",
                    altered("SECURITY DEFINER", "SECURITY INVOKER"),
                    "sql security is DEFINER on source, INVOKER on target",
                    "the view altered to itself",
                    altered("x", "x")),
            view(
                    "a view's algorithm",
                    altered("MERGE", "TEMPTABLE"),
                    "algorithm is MERGE on source, TEMPTABLE on target",
                    "keywords in other letters",
                    altered("MERGE", "merge")),
            view(
                    "a view that checks what is written",
                    altered("n > 1", "n > 1 WITH CASCADED CHECK OPTION"),
                    "check option is NONE on source, CASCADED on target",
                    "a line end before the condition",
                    altered("WHERE", "\nWHERE")));

    private IndexCases() {}

    private static Case foreign(
            String name, String rule, String damage, String answer, String neighbour, String harmless) {
        return object(name)
                .both(PARENTS, CHILD + rule + ") ENGINE=InnoDB")
                .target(damage.split("; "))
                .neighbour(neighbour, "DROP TABLE t", CHILD + harmless + ") ENGINE=InnoDB")
                .answer("Different: table t: " + answer);
    }

    private static String recreated(String rule) {
        return "DROP TABLE t; " + CHILD + rule + ") ENGINE=InnoDB";
    }

    private static String altered(String from, String to) {
        return VIEW.replace("CREATE", "ALTER").replace(from, to);
    }

    private static Case view(String name, String damage, String answer, String neighbour, String harmless) {
        return object(name)
                .both(T, VIEW)
                .target(damage)
                .neighbour(neighbour, harmless)
                .answer("Different: view w: " + answer);
    }
}
