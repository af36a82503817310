package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.writes.ServerWrites;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' files as they come, into a real server. */
class LoadScriptServerTest extends LoadedScripts {
    @Test
    void a_plain_dump_goes_to_the_database_that_its_header_names() throws IOException {
        load(file("shop.sql", HEADER + ORDERS + FOOTER));

        assertThat(rows("SELECT id, city FROM script_shop.orders ORDER BY id")).containsExactly("1, Köln", "2, a;b");
        assertThat(rows("SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA"
                        + " WHERE SCHEMA_NAME = 'script_shop'"))
                .containsExactly("latin1, latin1_german1_ci");
    }

    @Test
    void a_dump_that_creates_its_database_itself_creates_it_as_it_says() throws IOException {
        load(file(
                "shop.sql",
                HEADER
                        + "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `script_shop` /*!40100 DEFAULT CHARACTER SET koi8r */;\n"
                        + "USE `script_shop`;\n" + ORDERS + FOOTER));

        assertThat(rows("SELECT DEFAULT_CHARACTER_SET_NAME FROM information_schema.SCHEMATA"
                        + " WHERE SCHEMA_NAME = 'script_shop'"))
                .containsExactly("koi8r");
    }

    @Test
    void what_the_user_names_comes_first_then_the_header_then_the_file_before() throws IOException {
        Path plain = file("plain.sql", "CREATE TABLE plain (id INT PRIMARY KEY);\nINSERT INTO plain VALUES (1);\n");
        Path shop = file("shop.sql", HEADER + ORDERS + FOOTER);
        Path crm = file("crm.sql", "CREATE DATABASE script_crm;\nUSE script_crm;\nCREATE TABLE lead (id INT);\n");

        loadAll(into(shop, "script_graphs"), into(crm), into(plain), into(shop));

        assertThat(rows("SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA LIKE 'script\\_%' ORDER BY 1"))
                .containsExactly("script_crm.lead", "script_crm.plain", "script_graphs.orders", "script_shop.orders");
    }

    @Test
    void a_file_that_does_nothing_but_choose_a_database_does_it_for_those_that_follow() throws IOException {
        Path first = file("first.sql", "SET NAMES utf8;\nCREATE DATABASE script_crm;\nUSE script_crm;\n");
        Path shop = file("shop.sql", HEADER + ORDERS + FOOTER);
        Path plain = file("plain.sql", "CREATE TABLE plain (id INT PRIMARY KEY);\n");
        Path other =
                file("other.sql", "CREATE DATABASE script_house;\nUSE script_house;\nCREATE TABLE room (id INT);\n");

        loadAll(into(first), into(shop), into(plain), into(other), into(shop));

        assertThat(rows("SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA LIKE 'script\\_%' ORDER BY 1"))
                .containsExactly("script_crm.orders", "script_crm.plain", "script_house.room", "script_shop.orders");
    }

    @Test
    void several_statements_at_once_are_loaded_as_the_client_does() throws IOException {
        load(file("graphs.sql", """
                DELIMITER //

                SET @mode = '';
                SET SESSION sql_mode = @mode;
                CREATE DATABASE script_graphs;
                USE script_graphs;
                CREATE TABLE host (id INT NOT NULL PRIMARY KEY, name VARCHAR(20)) ENGINE=InnoDB;
                CREATE PROCEDURE twice() BEGIN SELECT 1; SELECT 2; END;
                INSERT INTO host VALUES (1, 'a;b'), (2, 'c');
                """));

        assertThat(rows("SELECT * FROM script_graphs.host ORDER BY id")).containsExactly("1, a;b", "2, c");
        assertThat(rows("SELECT body FROM mysql.proc WHERE db = 'script_graphs'"))
                .containsExactly("BEGIN SELECT 1; SELECT 2; END");
    }

    @Test
    void commands_of_the_client_are_followed() throws IOException {
        file("rooms.sql", "INSERT INTO room VALUES (1),(2);\n");
        file("floors.sql", "CREATE TABLE floor (id INT NOT NULL PRIMARY KEY);\n");

        load(file("house.sql", """
                CREATE DATABASE script_house;
                use script_house
                CREATE TABLE room (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
                SELECT 'loading rooms' AS info;
                source rooms.sql ;
                \\. floors.sql
                """));

        assertThat(rows("SELECT COUNT(*) FROM script_house.room")).containsExactly("2");
        assertThat(rows("SELECT COUNT(*) FROM script_house.floor")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USE mysql;\nDELETE FROM user WHERE user NOT IN ('root');\nFLUSH PRIVILEGES;\n",
                "CREATE DATABASE /*!32312 IF NOT EXISTS*/ mysql;\nUSE `mysql`;\nDROP TABLE IF EXISTS `user`;\n"
                        + "CREATE TABLE `user` (a INT);\nLOCK TABLES `user` WRITE;\nINSERT INTO `user` VALUES (1);\nUNLOCK TABLES;\n",
                "DELETE FROM mysql.user;\nDROP TABLE `mysql`.`db`;\nTRUNCATE mysql . proc;\nUPDATE `MYSQL`.user SET Super_priv = 'N';\n",
                "DROP DATABASE IF EXISTS mysql;\nALTER TABLE mysql.user DROP COLUMN User;\nINSERT INTO mysql.db (Host) VALUES ('%');\n",
                "use sys\nCREATE VIEW x AS SELECT 1;\nCREATE TABLE performance_schema.x (a INT);\n",
            })
    void what_belongs_to_the_server_is_left_out_and_listed(String statements) throws IOException {
        String before = rows("SELECT COUNT(*) FROM mysql.user").get(0);

        List<LeftOut> left = load(file(
                "all.sql",
                statements + "CREATE DATABASE script_office;\nUSE script_office;\n"
                        + "CREATE TABLE user (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;\nINSERT INTO user VALUES (1);\n"
                        + "GRANT SELECT ON script_office.* TO 'clerk'@'%' IDENTIFIED BY 'secret';\n"));

        assertThat(left).isNotEmpty().allSatisfy(one -> {
            assertThat(one.what()).startsWith("the database ");
            assertThat(one.toString()).contains(" of all.sql from line ");
        });
        assertThat(rows("SELECT COUNT(*) FROM script_office.user")).containsExactly("1");
        assertThat(rows("SELECT COUNT(*) FROM mysql.user"))
                .containsExactly(Integer.toString(Integer.parseInt(before) + 1));
        assertThat(rows("SELECT User FROM mysql.user WHERE User = 'clerk'")).containsExactly("clerk");
    }

    @Test
    void accounts_that_the_server_had_before_are_left_alone() throws IOException {
        Pair.run(Pair.TARGET_ADMIN, "GRANT SELECT ON *.* TO 'clerk'@'%' IDENTIFIED BY 'before'");
        List<String> before = rows("SHOW GRANTS FOR 'clerk'@'%'");

        List<LeftOut> left = load(file("users.sql", """
                DROP USER 'clerk'@'%';
                GRANT ALL ON *.* TO `clerk`@`%` IDENTIFIED BY 'after' WITH GRANT OPTION;
                GRANT ALL ON *.* TO clerk IDENTIFIED BY 'after';
                SET PASSWORD FOR 'clerk'@'%' = PASSWORD('after');
                SET PASSWORD = PASSWORD('after');
                GRANT USAGE ON *.* TO CURRENT_USER() IDENTIFIED BY 'after';
                REVOKE SELECT ON *.* FROM clerk@'%';
                CREATE USER 'clerk2'@'%' IDENTIFIED BY 'x';
                """));

        assertThat(left).singleElement().satisfies(one -> {
            assertThat(one.what()).isEqualTo("accounts of the server itself");
            assertThat(one.count()).isEqualTo(7);
        });
        assertThat(rows("SHOW GRANTS FOR 'clerk'@'%'")).isEqualTo(before);
        assertThat(rows("SELECT User FROM mysql.user WHERE User = 'clerk2'")).containsExactly("clerk2");
    }

    @Test
    void a_dump_of_mysql_8_loads_and_says_what_it_left_out() throws IOException {
        BinlogPosition before = Pair.TARGET_ADMIN.read(Binlog::position);
        List<LeftOut> left = load(file("shop8.sql", """
                -- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
                --
                -- Host: 127.0.0.1    Database: script_shop
                -- ------------------------------------------------------
                -- Server version\t8.0.36
                /*!50503 SET NAMES utf8mb4 */;
                SET @MYSQLDUMP_TEMP_LOG_BIN = @@SESSION.SQL_LOG_BIN;
                SET @@SESSION.SQL_LOG_BIN= 0;
                SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5';
                CHANGE MASTER TO MASTER_LOG_FILE='binlog.000002', MASTER_LOG_POS=157;
                /*!80000 SET SESSION information_schema_stats_expiry=0 */;
                SET SESSION sql_log_bin=0, foreign_key_checks=0;
                DROP TABLE IF EXISTS `orders`;
                /*!50503 SET character_set_client = utf8mb4 */;
                CREATE TABLE `orders` (
                  `id` int NOT NULL AUTO_INCREMENT,
                  `city` varchar(20) COLLATE utf8mb4_0900_as_cs DEFAULT 'utf8mb4_0900_ai_ci',
                  `old` varchar(9) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin DEFAULT NULL,
                  PRIMARY KEY (`id`)
                ) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
                INSERT INTO `orders` VALUES (1,'utf8mb4_0900_ai_ci','x');
                /*!50003 SET collation_connection  = utf8mb4_0900_ai_ci */ ;
                SET @@SESSION.SQL_LOG_BIN = @MYSQLDUMP_TEMP_LOG_BIN;
                -- Dump completed on 2024-02-02 20:20:20
                """));

        assertThat(left)
                .extracting(LeftOut::what)
                .containsExactlyInAnyOrder(
                        "binlog and replication settings",
                        "what only MySQL 5.7 and later would run",
                        "the collation utf8mb4_0900_as_cs, written as utf8mb4_bin",
                        "the collation utf8mb4_0900_ai_ci, written as utf8mb4_unicode_520_ci");
        assertThat(left.get(0).count()).isEqualTo(4);
        assertThat(rows("SELECT city, old FROM script_shop.orders")).containsExactly("utf8mb4_0900_ai_ci, x");
        assertThat(rows("SELECT COLUMN_NAME, COLLATION_NAME, COLUMN_DEFAULT FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = 'script_shop' AND COLLATION_NAME IS NOT NULL ORDER BY 1"))
                .containsExactly("city, utf8mb4_bin, utf8mb4_0900_ai_ci", "old, utf8_bin, NULL");
        assertThat(new ServerWrites(Pair.TARGET_ADMIN).writtenSince(before))
                .as("the binlog")
                .anyMatch(written -> written.startsWith("CREATE TABLE `orders`"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SOURCE", "TARGET"})
    void newer_servers_take_what_they_know_and_the_nearest_of_what_they_do_not(Role role) throws IOException {
        Server server = TestServers.modern().parameters(role).orElseThrow();
        Path file = file("shop8.sql", HEADER + """
                CREATE TABLE `orders` (
                  `city` varchar(20) COLLATE utf8mb4_0900_ai_ci,
                  `old` varchar(9) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin,
                  `new` varchar(9) COLLATE utf8mb4_uca1400_as_cs
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;
                """ + FOOTER);
        try {
            List<LeftOut> left = new Loader(server, LoadOptions.fill(), Observer.NONE)
                    .loadAll(List.of(into(file)))
                    .leftOut();

            assertThat(Pair.rows(
                            server,
                            "SELECT COLUMN_NAME, COLLATION_NAME FROM information_schema.COLUMNS"
                                    + " WHERE TABLE_SCHEMA = 'script_shop' ORDER BY 1"))
                    .contains("old, utf8mb3_bin")
                    .hasSize(3);
            assertThat(left)
                    .allMatch(one -> one.what().contains("_0900_") || one.what().contains("uca1400"));
            assertThat(left.isEmpty())
                    .as("11.4.5 knows all of them, 10.11.5 but one")
                    .isEqualTo(role == Role.TARGET);
        } finally {
            Pair.run(server, "DROP DATABASE IF EXISTS script_shop");
        }
    }

    @Test
    void an_installer_that_asks_for_numbers_and_sums_gets_those_of_its_own_rows() throws IOException {
        StringBuilder many = new StringBuilder("INSERT INTO page VALUES (1000, 'p')");
        for (int i = 1001; i < 9000; i++) {
            many.append(",(").append(i).append(",'p')");
        }
        load(file("shop.sql", """
                CREATE DATABASE script_shop;
                USE script_shop;
                CREATE TABLE page (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(9));
                CREATE TABLE text (page INT, length INT AUTO_INCREMENT UNIQUE, total INT);
                INSERT INTO page (name) VALUES ('one'), ('two');
                INSERT INTO page VALUES (NULL, 'three');
                INSERT INTO text VALUES (LAST_INSERT_ID(), 100, 0);
                INSERT INTO page (name) VALUES ('four');
                SET @four = LAST_INSERT_ID();
                INSERT INTO page (name, id) VALUES ('five', 500);
                """ + many + ";\n" + """
                SET @rows = (SELECT COUNT(*) FROM page);
                INSERT INTO text VALUES (@four, 200, @rows);
                """));

        assertThat(rows("SELECT page, length, total FROM script_shop.text ORDER BY 2"))
                .containsExactly("3, 100, 0", "4, 200, 8005");
    }

    @Test
    void the_servers_own_sql_mode_and_the_files_decide_what_a_quote_is() throws IOException {
        Path file = file("modes.sql", """
                CREATE DATABASE script_modes;
                USE script_modes;
                CREATE TABLE "a;b\\" (id INT PRIMARY KEY, path VARCHAR(20));
                INSERT INTO "a;b\\" VALUES (1, 'c:\\');
                SET sql_mode = '';
                INSERT INTO `a;b\\` VALUES (2, "it\\"s; 'x'");
                SET sql_mode = 'NO_BACKSLASH_ESCAPES';
                INSERT INTO `a;b\\` VALUES (3, 'd:\\');
                """);
        String before = rows("SELECT @@GLOBAL.sql_mode").get(0);
        Pair.run(Pair.TARGET_ADMIN, "SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
        try {
            load(file);
        } finally {
            Pair.run(Pair.TARGET_ADMIN, "SET GLOBAL sql_mode = '" + before + "'");
        }

        assertThat(rows("SELECT id, path FROM script_modes.`a;b\\` ORDER BY id"))
                .containsExactly("1, c:\\", "2, it\"s; 'x'", "3, d:\\");
    }
}
