package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.object;

import dev.evenkeel.parity.inventory.ObjectRules;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Tables and their options, databases and sequences. */
final class TableCases {
    private static final String T = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v INT DEFAULT 1)";

    static final List<Case> ALL = List.of(
            table(
                    "a table that is missing",
                    T,
                    "DROP TABLE t",
                    "missing on target",
                    "a table made again",
                    "DROP TABLE t",
                    T),
            table(
                    "a table that is too much",
                    "CREATE TABLE u (id INT)",
                    "CREATE TABLE t (id INT)",
                    "on target only",
                    "a temporary table",
                    "CREATE TEMPORARY TABLE t (id INT)"),
            object("a view in the place of a table")
                    .both("CREATE TABLE u (id INT)", "CREATE TABLE t (id INT)")
                    .target("DROP TABLE t", "CREATE VIEW t AS SELECT id FROM u")
                    .neighbour("a table renamed and renamed back", "RENAME TABLE t TO w", "RENAME TABLE w TO t")
                    .answer("Different: table t: missing on target; view t: on target only"),
            counter(
                    "an AUTO_INCREMENT value that is behind",
                    "ALTER TABLE t AUTO_INCREMENT = 90",
                    "next value is 100 on source, 90 on target",
                    "one that is ahead",
                    "ALTER TABLE t AUTO_INCREMENT = 200",
                    "Same: Allowed table t: next value 100 on source, 200 on target"),
            object("an AUTO_INCREMENT column behind, before the switch")
                    .rules(new ObjectRules("", Set.of(), ObjectRules.Moment.FOLLOWING))
                    .both("CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 100")
                    .target(
                            "ALTER TABLE t MODIFY id INT NOT NULL",
                            "ALTER TABLE t MODIFY id BIGINT NOT NULL AUTO_INCREMENT")
                    .neighbour(
                            "a value that the switch will raise",
                            "DROP TABLE t",
                            "CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 7")
                    .quiet(
                            "Same: Allowed table t: next value 100 on source, 7 on target: the switch raises it where it is behind")
                    .answer(
                            "Different: table t: column id is int not null auto_increment on source, bigint not null auto_increment on target"),
            table(
                            "a CHECK that was lost",
                            "CREATE TABLE t (v INT, CONSTRAINT c CHECK (v > 0 AND v < 9))",
                            "ALTER TABLE t DROP CONSTRAINT c",
                            "check c is missing on target",
                            "the CHECK with more parentheses",
                            "ALTER TABLE t DROP CONSTRAINT c",
                            "ALTER TABLE t ADD CONSTRAINT c CHECK (((v > 0)) and (v<9))")
                    .since(Since.V10_2),
            table(
                            "a CHECK that checks otherwise",
                            "CREATE TABLE t (v INT, CONSTRAINT c CHECK (v > 0))",
                            "ALTER TABLE t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (v >= 0)",
                            "",
                            "names in quotes",
                            "ALTER TABLE t DROP CONSTRAINT c",
                            "ALTER TABLE t ADD CONSTRAINT c CHECK (`v` > 0)")
                    .since(Since.V10_2)
                    .answer(
                            "Different: table t: check c is constraint c check[(v > 0)] on source, constraint c check[(v >= 0)] on target"),
            table(
                    "a table's engine",
                    "CREATE TABLE t (id INT) ENGINE=InnoDB",
                    "ALTER TABLE t ENGINE=MyISAM",
                    "option engine is innodb on source, myisam on target",
                    "the engine in other letters",
                    "ALTER TABLE t ENGINE=INNODB"),
            table(
                    "a table's row format",
                    "CREATE TABLE t (id INT) ENGINE=InnoDB ROW_FORMAT=COMPACT",
                    "ALTER TABLE t ROW_FORMAT=REDUNDANT",
                    "option row_format is compact on source, redundant on target",
                    "the row format said in other letters",
                    "ALTER TABLE t ROW_FORMAT=compact"),
            table(
                    "a table's comment",
                    "CREATE TABLE t (id INT) COMMENT='orders'",
                    "ALTER TABLE t COMMENT='order'",
                    "option comment is 'orders' on source, 'order' on target",
                    "the comment in other quotes",
                    "ALTER TABLE t COMMENT=\"orders\""),
            table(
                    "a comment in other letters",
                    "CREATE TABLE t (id INT) COMMENT='Orders'",
                    "ALTER TABLE t COMMENT='orders'",
                    "option comment is 'Orders' on source, 'orders' on target",
                    "a comment set and set back",
                    "ALTER TABLE t COMMENT=''",
                    "ALTER TABLE t COMMENT='Orders'"),
            table(
                    "a table's default character set",
                    "CREATE TABLE t (id INT) CHARACTER SET utf8",
                    "ALTER TABLE t CHARACTER SET latin1",
                    "option charset is utf8mb3 on source, latin1 on target; option collate is utf8mb3_general_ci on source, latin1_swedish_ci on target",
                    "utf8 with the collation it has anyway",
                    "ALTER TABLE t CHARACTER SET utf8 COLLATE utf8_general_ci"),
            table(
                    "a table's default collation",
                    "CREATE TABLE t (id INT)",
                    "ALTER TABLE t COLLATE utf8mb4_bin",
                    "option collate is utf8mb4_general_ci on source, utf8mb4_bin on target",
                    "the character set with its usual collation",
                    "ALTER TABLE t CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"),
            table(
                    "statistics that are not kept",
                    "CREATE TABLE t (id INT) ENGINE=InnoDB STATS_PERSISTENT=1",
                    "ALTER TABLE t STATS_PERSISTENT=0",
                    "option stats_persistent is 1 on source, 0 on target",
                    "an option in another place",
                    "ALTER TABLE t ENGINE=InnoDB, STATS_PERSISTENT=1"),
            table(
                            "partitions with other borders",
                            parted("10", "20"),
                            "ALTER TABLE t REORGANIZE PARTITION p1 INTO (PARTITION p1 VALUES LESS THAN (30))",
                            "",
                            "a partition emptied and a table rebuilt",
                            "ALTER TABLE t REBUILD PARTITION p0")
                    .answer(
                            "Different: table t: partitions is partition by range[id] (partition p0 values less than 10 (engine = innodb) , partition p1 values less than 20 (engine = innodb)) on source, partition by range[id] (partition p0 values less than 10 (engine = innodb) , partition p1 values less than 30 (engine = innodb)) on target"),
            table(
                    "partitions that are gone",
                    parted("10", "20"),
                    "ALTER TABLE t REMOVE PARTITIONING",
                    "partitions is missing on target",
                    "partitions made again",
                    "ALTER TABLE t REMOVE PARTITIONING",
                    "ALTER TABLE t PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))"),
            object("a database's default character set")
                    .trap("tables created from now on would have another one")
                    .both("ALTER DATABASE @D CHARACTER SET utf8")
                    .target("ALTER DATABASE @D CHARACTER SET latin1")
                    .neighbour(
                            "utf8 with the collation it has anyway",
                            "ALTER DATABASE @D CHARACTER SET utf8 COLLATE utf8_general_ci")
                    .answer(
                            "Different: database the database: charset is utf8mb3 on source, latin1 on target; collation is utf8mb3_general_ci on source, latin1_swedish_ci on target"),
            object("a database's default collation")
                    .target("ALTER DATABASE @D COLLATE utf8mb4_bin")
                    .neighbour(
                            "a collation set and set back",
                            "ALTER DATABASE @D COLLATE utf8mb4_bin",
                            "ALTER DATABASE @D COLLATE utf8mb4_general_ci")
                    .answer(
                            "Different: database the database: collation is utf8mb4_general_ci on source, utf8mb4_bin on target"),
            object("another server that is described otherwise")
                    .trap("CREATE SERVER belongs to no database, and tables refer to it by name")
                    .both(
                            "CREATE SERVER @D_link FOREIGN DATA WRAPPER mysql OPTIONS (HOST '10.0.0.1', DATABASE 'shop', USER 'u', PASSWORD 'p')")
                    .target("ALTER SERVER @D_link OPTIONS (HOST '10.0.0.2', PASSWORD 'q')")
                    .neighbour("the same host said once more", "ALTER SERVER @D_link OPTIONS (HOST '10.0.0.1')")
                    .answer("Different: server link: host is 10.0.0.1 on source, 10.0.0.2 on target; password differs"),
            object("a function out of another library")
                    .trap("CREATE FUNCTION … SONAME belongs to no database")
                    .both("INSERT INTO mysql.func VALUES ('@D_link', 0, 'one.so', 'function')")
                    .target("UPDATE mysql.func SET dl = 'two.so', type = 'aggregate' WHERE name = '@D_link'")
                    .neighbour(
                            "the same, written again",
                            "DELETE FROM mysql.func WHERE name = '@D_link'",
                            "INSERT INTO mysql.func VALUES ('@D_link', 0, 'one.so', 'function')")
                    .answer("Different: loaded function link: library is one.so on source, two.so on target;"
                            + " type is function on source, aggregate on target"),
            object("another server that is missing")
                    .both("CREATE SERVER @D_link FOREIGN DATA WRAPPER mysql OPTIONS (HOST '10.0.0.1')")
                    .target("DROP SERVER @D_link")
                    .neighbour(
                            "made again",
                            "DROP SERVER @D_link",
                            "CREATE SERVER @D_link FOREIGN DATA WRAPPER mysql OPTIONS (HOST '10.0.0.1')")
                    .answer("Different: server link: missing on target"),
            table(
                    "a comment that says what a key would",
                    "CREATE TABLE t (v INT, KEY a (v) COMMENT 'of old using btree')",
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v) COMMENT 'of old'",
                    "key a is key `a` ( `v` ) comment 'of old using btree' on source, key `a` ( `v` ) comment 'of old' on target",
                    "USING BTREE said aloud",
                    "ALTER TABLE t DROP INDEX a, ADD INDEX a (v) USING BTREE COMMENT 'of old using btree'"),
            sequence(
                    "a sequence that is missing",
                    "DROP SEQUENCE s",
                    "missing on target",
                    "a sequence made again",
                    "DROP SEQUENCE s",
                    "CREATE SEQUENCE s START WITH 1 INCREMENT BY 2 CACHE 10"),
            sequence(
                    "a sequence with another step",
                    "ALTER SEQUENCE s INCREMENT BY 3",
                    "definition is create sequence s start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 2 cache 10 nocycle (engine = innodb) on source, create sequence s start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 3 cache 10 nocycle (engine = innodb) on target",
                    "its step said once more",
                    "ALTER SEQUENCE s INCREMENT BY 2"),
            object("a sequence that is behind")
                    .trap("NEXTVAL would give a number twice")
                    .since(Since.V10_3)
                    .both("CREATE SEQUENCE s START WITH 1 INCREMENT BY 1 NOCACHE", "DO SETVAL(s, 100)")
                    .target(
                            "DROP SEQUENCE s",
                            "CREATE SEQUENCE s START WITH 1 INCREMENT BY 1 NOCACHE",
                            "DO SETVAL(s, 99)")
                    .neighbour("a sequence that is ahead", "DO SETVAL(s, 200)")
                    .quiet("Same: Allowed sequence s: next value 101 on source, 201 on target")
                    .answer("Different: sequence s: next value is 101 on source, 100 on target"),
            object("a sequence counting down that is behind")
                    .trap("ahead is less, then")
                    .since(Since.V10_3)
                    .both("CREATE SEQUENCE s START WITH -1 INCREMENT BY -1 NOCACHE", "DO SETVAL(s, -100)")
                    .target(
                            "DROP SEQUENCE s",
                            "CREATE SEQUENCE s START WITH -1 INCREMENT BY -1 NOCACHE",
                            "DO SETVAL(s, -99)")
                    .neighbour("a sequence that is ahead", "DO SETVAL(s, -200)")
                    .quiet("Same: Allowed sequence s: next value -101 on source, -201 on target")
                    .answer("Different: sequence s: next value is -101 on source, -100 on target"));

    private TableCases() {}

    private static String parted(String one, String two) {
        return "CREATE TABLE t (id INT) ENGINE=InnoDB PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (" + one
                + "), PARTITION p1 VALUES LESS THAN (" + two + "))";
    }

    static Case table(String name, String create, String damage, String answer, String neighbour, String... harmless) {
        return object(name)
                .both(create)
                .target(damage)
                .neighbour(
                        neighbour,
                        Arrays.stream(harmless).filter(sql -> !sql.isEmpty()).toArray(String[]::new))
                .answer("Different: table t: " + answer);
    }

    private static Case counter(
            String name, String damage, String answer, String neighbour, String harmless, String quiet) {
        return object(name)
                .trap("inserts would take numbers that rows have already")
                .both("CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY)")
                .source("ALTER TABLE t AUTO_INCREMENT = 100")
                .target(damage)
                .neighbour(neighbour, harmless)
                .neighbourSource("ALTER TABLE t AUTO_INCREMENT = 100")
                .quiet(quiet)
                .answer("Different: table t: " + answer);
    }

    private static Case sequence(String name, String damage, String answer, String neighbour, String... harmless) {
        return object(name)
                .since(Since.V10_3)
                .both("CREATE SEQUENCE s START WITH 1 INCREMENT BY 2 CACHE 10")
                .target(damage)
                .neighbour(neighbour, harmless)
                .answer("Different: sequence s: " + answer);
    }
}
