package dev.evenkeel.replication.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.statement.StatementText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedWriteTest {
    private static final Pattern USE = Pattern.compile("use `((?:[^`]|``)*+)`; ");

    @ParameterizedTest
    @CsvSource({
        "mysql.old, t",
        "MySQL, rds_history",
        "mysql_old, t",
        "mysql`, t",
        "shop, mysql.t",
        "mysql, user",
        "mysql, Proc",
    })
    void rows_that_may_be_anybodys_are_a_write(String schema, String table) {
        assertThat(LoggedWrite.of(new Logged.Rows(new TableName(schema, table))))
                .hasValueSatisfying(what -> assertThat(what).startsWith("rows of "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rds_heartbeat2", "gtid_slave_pos"})
    void rows_of_the_servers_own_are_not(String table) {
        assertThat(LoggedWrite.of(new Logged.Rows(new TableName("mysql", table))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO mysql.rds_x SELECT shop.f()",
                "INSERT INTO mysql.rds_x VALUES (shop.f())",
                "INSERT INTO mysql.user VALUES (1)",
                "INSERT INTO `mysql.rds_x`.t VALUES (1)",
                "INSERT INTO MySQL.rds_x VALUES (1)",
                "use `MySQL`; INSERT INTO rds_x VALUES (1)",
                "use `shop`; INSERT INTO rds_x VALUES (1)",
                "use `mysql`; INSERT INTO shop.rds_x VALUES (1)",
                "use `mysql`; INSERT INTO `shop` . `rds_x` VALUES (1)",
                "UPDATE mysql.rds_x, shop.t SET t.v = 1",
                "DELETE mysql.rds_x, shop.t FROM mysql.rds_x JOIN shop.t",
                "use `a``; b`; INSERT INTO mysql_old.t VALUES (1)",
                "DROP /* TEMPORARY */ TABLE t",
                "DROP /*!99999 TEMPORARY */ TABLE t",
                "DROP /*!50701 TEMPORARY */ TABLE t",
                "DROP TABLE `temporary`",
                "DROP TABLE temporary",
                "CREATE # TEMPORARY\n TABLE t (id INT)",
                "CREATE -- TEMPORARY\n TABLE t (id INT)",
                "CREATE TABLE `TEMPORARY` (id INT)",
                "CREATE TEMPORARY TABLE t SELECT shop.f()",
                "BEGIN NOT ATOMIC UPDATE t SET v = 1; END",
                "ANALYZE UPDATE t SET v = 1",
                "commit_all()",
                "CALL `commit`()",
                "GRANT ALL ON shop.* TO a",
                "CREATE VIEW mysql.rds_x AS SELECT 1",
                "# rds_x\nDELETE FROM t",
                "",
            })
    void statements_that_may_change_what_is_compared_are_a_write(String statement) {
        assertThat(LoggedWrite.of(logged(statement))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "COMMIT",
                "ROLLBACK",
                "ROLLBACK TO `a`",
                "SAVEPOINT `a`",
                "FLUSH TABLES",
                "use `shop`; ANALYZE TABLE t",
                "use `shop`; ANALYZE NO_WRITE_TO_BINLOG TABLE t",
                "use `shop`; CREATE TEMPORARY TABLE t (id INT)",
                "use `shop`; create /* in */ Temporary\n table t (id INT)",
                "use `shop`; CREATE OR REPLACE TEMPORARY TABLE t (id INT)",
                "use `shop`; DROP TEMPORARY TABLE t",
                "use `shop`; DROP /*!40005 TEMPORARY */ TABLE IF EXISTS `t`",
                "use `a``; b`; DROP TEMPORARY TABLE t",
                "INSERT INTO mysql.rds_heartbeat2 (id, value) VALUES (1, 5) ON DUPLICATE KEY UPDATE value = 5",
                "insert into `mysql` . `rds_heartbeat2` values (1, ' select ')",
                "use `mysql`; INSERT INTO rds_heartbeat2 VALUES (1, 5)",
                "DELETE FROM mysql.rds_history WHERE id = 1",
            })
    void statements_of_which_nothing_comes_are_not(String statement) {
        assertThat(LoggedWrite.of(logged(statement))).isEmpty();
        assertThat(LoggedWrite.of(new Logged.Statement("", text(statement), false, false)))
                .as("the beginning of a longer one")
                .isPresent();
    }

    @Test
    void a_file_that_was_loaded_is_a_write() {
        String load = "LOAD DATA INFILE 'x' INTO TABLE rds_t";
        assertThat(LoggedWrite.of(new Logged.Statement("mysql", text(load), true, true)))
                .contains("LOAD DATA INFILE …");
    }

    @Test
    void what_was_not_read_is_one() {
        assertThat(LoggedWrite.of(new Logged.Unread("an event of type 99"))).contains("an event of type 99");
    }

    /** @param statement with "use `…`; " in front where it is sent in a database */
    private static Logged logged(String statement) {
        Matcher use = USE.matcher(statement);
        return use.lookingAt()
                ? new Logged.Statement(
                        use.group(1).replace("``", "`"), text(statement.substring(use.end())), false, true)
                : new Logged.Statement("", text(statement), false, true);
    }

    private static StatementText text(String statement) {
        return new StatementText(statement, true, SqlTokens.Mode.USUAL);
    }
}
