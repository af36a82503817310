package dev.evenkeel.transfer.script;

import static dev.evenkeel.transfer.script.StatementKind.Role.AUTOCOMMIT;
import static dev.evenkeel.transfer.script.StatementKind.Role.DROPPED;
import static dev.evenkeel.transfer.script.StatementKind.Role.ORDERED_ROWS;
import static dev.evenkeel.transfer.script.StatementKind.Role.OTHER;
import static dev.evenkeel.transfer.script.StatementKind.Role.REFERRING_TABLE;
import static dev.evenkeel.transfer.script.StatementKind.Role.ROWS;
import static dev.evenkeel.transfer.script.StatementKind.Role.SESSION;
import static dev.evenkeel.transfer.script.StatementKind.Role.TABLE;
import static dev.evenkeel.transfer.script.StatementKind.Role.TRIGGER;
import static dev.evenkeel.transfer.script.StatementKind.Role.USE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementKindTest {
    @Test
    void rows_that_are_literals_may_go_in_any_order() throws IOException {
        assertThat(kind("INSERT INTO `a``b` VALUES (1,'x',NULL,0xFF,_binary 'x',1.5e3)")
                        .role())
                .isEqualTo(ROWS);
        assertThat(kind("INSERT INTO `a``b` VALUES (1)").name()).isEqualTo("a`b");
        assertThat(kind("insert `d`.`t` (`id`,b) value (1,2),(3,4)").schema()).isEqualTo(Optional.of("d"));
        assertThat(kind("insert `d`.`t` (`id`,b) value (1,2),(3,4)").firstColumn())
                .isEqualTo("id");
        assertThat(kind("/*!40000 INSERT INTO t VALUES (1) */").role()).isEqualTo(ROWS);
    }

    @Test
    void rows_that_may_meet_others_keep_their_order() throws IOException {
        assertThat(kind("REPLACE INTO t VALUES (1)").role()).isEqualTo(ORDERED_ROWS);
        assertThat(kind("INSERT IGNORE INTO t VALUES (1)").role()).isEqualTo(ORDERED_ROWS);
        assertThat(kind("INSERT  IGNORE t VALUES (1)").role()).isEqualTo(ORDERED_ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1,NOW())",
                "INSERT INTO t VALUES (1,@x)",
                "INSERT INTO t SELECT * FROM u",
                "INSERT INTO t (a) SELECT a FROM u",
                "INSERT INTO t SET a=1",
                "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a=VALUES(a)",
                "INSERT DELAYED INTO t VALUES (1)",
                "ALTER TABLE t ADD KEY (a)",
                "CREATE TABLE t SELECT 1",
                "CREATE TABLE t LIKE u",
                "CREATE TABLE t (a int) ENGINE=MRG_MyISAM UNION=(a,b)",
                "CREATE TEMPORARY TABLE t (a int)",
                "CREATE ALGORITHM=UNDEFINED VIEW v AS SELECT a FROM t",
                "CREATE PROCEDURE p() SELECT 1",
                "DROP TABLE a, b",
                "DROP DATABASE d",
                "SET GLOBAL x=1",
                "SET @@global.gtid_slave_pos='x'",
                "SET PASSWORD = 'x'",
                "CALL p()",
                "LOCK INSTANCE FOR BACKUP"
            })
    void everything_else_waits_for_all_before(String sql) throws IOException {
        assertThat(kind(sql).role()).isEqualTo(OTHER);
    }

    @Test
    void knows_what_changes_the_session_only() throws IOException {
        assertThat(kind("/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */")
                        .role())
                .isEqualTo(SESSION);
        assertThat(kind("SET NAMES latin1").role()).isEqualTo(SESSION);
        assertThat(kind("USE `d`").role()).isEqualTo(USE);
        assertThat(kind("USE `d`").name()).isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCK TABLES `t` WRITE",
                "UNLOCK TABLES",
                "/*!40000 ALTER TABLE `t` DISABLE KEYS */",
                "/*!40000 ALTER TABLE `d`.`t` ENABLE KEYS */",
                "START TRANSACTION",
                "BEGIN",
                "COMMIT",
                "set autocommit=0",
                "/*!40000 SET AUTOCOMMIT=1 */"
            })
    void drops_what_is_the_loaders_own_business(String sql) throws IOException {
        assertThat(kind(sql).role()).isEqualTo(DROPPED);
    }

    @Test
    void undoes_autocommit_among_other_settings() throws IOException {
        assertThat(kind("SET autocommit=0, unique_checks=0").role()).isEqualTo(AUTOCOMMIT);
        assertThat(kind("SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, AUTOCOMMIT=0").role())
                .isEqualTo(AUTOCOMMIT);
        assertThat(kind("SET AUTOCOMMIT=@OLD_AUTOCOMMIT").role()).isEqualTo(AUTOCOMMIT);
    }

    @Test
    void knows_tables_and_triggers() throws IOException {
        assertThat(kind("CREATE TABLE IF NOT EXISTS `d`.`t` (a int)").role()).isEqualTo(TABLE);
        assertThat(kind("CREATE TABLE IF NOT EXISTS `d`.`t` (a int)").name()).isEqualTo("t");
        assertThat(kind("/*!50001 CREATE TABLE `v` (\n `a` tinyint NOT NULL\n) ENGINE=MyISAM */")
                        .role())
                .isEqualTo(TABLE);
        assertThat(kind("/*!50001 CREATE VIEW `v` AS SELECT 1 AS `a`*/").role()).isEqualTo(TABLE);
        assertThat(kind("/*!50001 DROP VIEW IF EXISTS `v`*/").role()).isEqualTo(TABLE);
        assertThat(kind("CREATE TABLE t (a int, b text COMMENT 'SELECT LIKE')").role())
                .isEqualTo(TABLE);
        assertThat(kind("CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES u (a))")
                        .role())
                .isEqualTo(REFERRING_TABLE);
        assertThat(kind("DROP TABLE IF EXISTS `t`").role()).isEqualTo(TABLE);
        assertThat(
                        kind("/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `x` BEFORE INSERT ON `t`"
                                        + " FOR EACH ROW SET @a=1 */")
                                .role())
                .isEqualTo(TRIGGER);
    }

    private static StatementKind kind(String sql) throws IOException {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return StatementKind.of(new DumpReader(new ByteArrayInputStream(bytes)).next());
    }
}
