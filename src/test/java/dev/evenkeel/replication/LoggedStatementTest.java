package dev.evenkeel.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.TableName;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a logged statement may have done, and to which tables. */
class LoggedStatementTest {
    private static final byte[] UTF8MB4 = {
        0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 3, 's', 't', 'd', 4, 45, 0, 45, 0, 8, 0
    };
    private static final byte[] GBK = {
        0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 3, 's', 't', 'd', 4, 28, 0, 28, 0, 8, 0
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RENAME TABLE a NOWAIT TO a_old, orders TO orders_old, orders_new TO orders | a a_old orders orders_old orders_new orders
            RENAME TABLE a WAIT 5 TO b, c TO d | a b c d
            RENAME TABLE a TO b, c TO d; | a b c d
            ALTER TABLE a RENAME TO b | a b
            ALTER TABLE a RENAME b | a b
            ALTER TABLE a ADD COLUMN x INT, RENAME AS `rename` | a rename
            ALTER TABLE a RENAME COLUMN x TO y | a
            ALTER TABLE a RENAME INDEX x TO y, RENAME = b | a b
            DROP TABLE IF EXISTS a, b RESTRICT | a b
            TRUNCATE TABLE a | a
            """)
    void names_every_table_that_it_touches(String sql, String tables) {
        assertThat(StatementReader.read("shop", sql))
                .isEqualTo(new Meaning.Tables(List.of(tables.split(" ")).stream()
                        .map(table -> new TableName("shop", table))
                        .toList()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ANALYZE UPDATE t SET v = 1 LIMIT 5
            ANALYZE FORMAT=JSON DELETE FROM t
            RENAME TABLE a SOON TO b, c TO d
            ALTER TABLE a RENAME TO
            """)
    void believes_nothing_harmless_that_it_does_not_know(String sql) {
        assertThat(StatementReader.read("shop", sql)).isEqualTo(new Meaning.Anything());
    }

    @ParameterizedTest
    @CsvSource({"ANALYZE TABLE t", "ANALYZE LOCAL TABLE t", "ANALYZE NO_WRITE_TO_BINLOG TABLE t"})
    void statistics_are_no_rows(String sql) {
        assertThat(StatementReader.read("shop", sql)).isEqualTo(new Meaning.Nothing());
    }

    @Test
    void letters_beyond_ascii_are_certain_in_utf8_only() {
        String sql = "TRUNCATE TABLE größe";

        assertThat(text(UTF8MB4, sql, StandardCharsets.UTF_8)).isEqualTo(new StatementText(sql, true));
        assertThat(text(UTF8MB4, sql, StandardCharsets.ISO_8859_1).namesAreCertain())
                .isFalse();
        assertThat(text(GBK, sql, StandardCharsets.UTF_8).namesAreCertain()).isFalse();
        assertThat(text(new byte[0], sql, StandardCharsets.UTF_8).namesAreCertain())
                .isFalse();
        assertThat(text(GBK, "TRUNCATE TABLE t", StandardCharsets.US_ASCII).namesAreCertain())
                .isTrue();
    }

    private static StatementText text(byte[] variables, String sql, Charset charset) {
        return StatementText.of(new EventBytes(variables), sql.getBytes(charset));
    }

    @Test
    void where_letters_are_alike_a_name_means_the_table_there_is() {
        TableName orders = new TableName("shop", "orders");
        Table table = new Table(orders, "InnoDB", List.of(), List.of(), 0, 0);
        FeedTables alike = new FeedTables(Set.of("shop"), List.of(table), new Cascades(List.of()), true);
        FeedTables unlike = new FeedTables(Set.of("shop"), List.of(table), new Cascades(List.of()));
        TableName typed = new TableName("Shop", "Orders");

        assertThat(alike.meant(typed)).isEqualTo(orders);
        assertThat(alike.meant(new TableName("SHOP", "New"))).isEqualTo(new TableName("shop", "new"));
        assertThat(unlike.meant(typed)).isEqualTo(typed);
    }
}
