package dev.evenkeel.replication.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.mariadb.TableName;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects a logged statement may have redefined; rather too many than too few. */
class DefinedTest {
    private static ObjectScope by(String sql) {
        return Defined.by("shop", new StatementText(sql, true, SqlTokens.Mode.USUAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CREATE TABLE t (id INT)                                    | shop.t",
                "ALTER TABLE `other`.`T` ADD c INT, RENAME TO u             | other.t",
                "ALTER TABLE t ADD c INT COMMENT 'x', RENAME TO other.u     | other.u",
                "RENAME TABLE a TO b, c TO d                                | shop.d",
                "DROP TABLE IF EXISTS a, `b c`                              | shop.b c",
                "CREATE DEFINER=`a`@`%` PROCEDURE p() SELECT 1              | shop.p",
                "CREATE OR REPLACE ALGORITHM=MERGE VIEW other.v AS SELECT 1 | other.v",
                "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @a=1 | shop.tr",
                "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @a=1 | shop.t",
                "DROP EVENT `e`                                             | shop.e",
                "/*!50106 CREATE EVENT other.e ON SCHEDULE EVERY 1 DAY DO SELECT 1 */ | other.e"
            })
    void names_what_it_defines(String sql, String name) {
        assertThat(by(sql).covers(name)).isTrue();
        assertThat(by(sql).covers("shop.bystander")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DATABASE d",
                "DROP SCHEMA IF EXISTS d",
                "ALTER DATABASE d CHARACTER SET utf8",
                "CREATE OR REPLACE DATABASE d"
            })
    void of_a_database_it_is_all_that_it_holds(String sql) {
        assertThat(by(sql).covers(new TableName("D", "anything"))).isTrue();
        assertThat(by(sql).covers(new TableName("shop", "t"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET STATEMENT lock_wait_timeout = 5 FOR DROP TRIGGER shop.tr",
                "DROP TRIGGER 2024arch.tr",
                "ALTER TABLE 1a.t ADD c INT"
            })
    void what_may_be_about_anything_is(String sql) {
        assertThat(by(sql).everything()).isTrue();
    }

    @Test
    void a_list_of_names_is_read_to_its_end() {
        String many = IntStream.range(0, 100).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));

        assertThat(by("DROP VIEW " + many).covers("shop.v99")).isTrue();
        assertThat(by("DROP TABLE event, " + many).covers("shop.v99")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TEMPORARY TABLE IF EXISTS tmp", "CREATE OR REPLACE TEMPORARY TABLE tmp (id INT)"})
    void what_is_temporary_defines_nothing(String sql) {
        assertThat(by(sql).nothing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"INSERT INTO t VALUES (1)", "BEGIN", "GRANT SELECT ON t TO a", "FLUSH TABLES", "CREATED", ""})
    void what_defines_nothing_names_nothing(String sql) {
        assertThat(by(sql).nothing()).isTrue();
    }

    @Test
    void a_statement_that_cannot_be_read_with_certainty_is_about_everything() {
        assertThat(Defined.by("shop", new StatementText("DROP TABLE \"t\"", false, SqlTokens.Mode.USUAL))
                        .everything())
                .isTrue();
    }
}
