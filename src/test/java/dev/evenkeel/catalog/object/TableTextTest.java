package dev.evenkeel.catalog.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTextTest {
    private static final String OLD = """
            CREATE TABLE `orders` (
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `n` tinyint(4) DEFAULT '-3',
              `title` varchar(20) COLLATE utf8_bin NOT NULL DEFAULT 'it''s' COMMENT 'a, b (c)\\nd',
              `at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
              `twice` int(11) AS (n*2) PERSISTENT,
              PRIMARY KEY (`id`),
              UNIQUE KEY `u` (`title`(5),`n`) USING BTREE,
              CONSTRAINT `fk` FOREIGN KEY (`n`) REFERENCES `p` (`id`) ON DELETE NO ACTION ON UPDATE CASCADE
            ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8 ROW_FORMAT=COMPACT COMMENT='it''s'
            /*!50100 PARTITION BY RANGE (YEAR(at))
            (PARTITION p0 VALUES LESS THAN (2000) ENGINE = InnoDB) */""";
    private static final String RECENT = """
            CREATE TABLE `orders` (
              `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
              `n` tinyint(4) DEFAULT -3,
              `title` varchar(20) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin NOT NULL DEFAULT 'it''s' COMMENT 'a, b (c)\\nd',
              `at` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
              `twice` int(11) GENERATED ALWAYS AS (`n` * 2) STORED,
              PRIMARY KEY (`id`),
              UNIQUE KEY `u` (`title`(5),`n`),
              CONSTRAINT `fk` FOREIGN KEY (`n`) REFERENCES `p` (`id`) ON UPDATE CASCADE
            ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci ROW_FORMAT=COMPACT COMMENT='it''s'
             PARTITION BY RANGE (year(`at`))
            (PARTITION `p0` VALUES LESS THAN (2000) ENGINE = InnoDB)""";

    @Test
    void two_servers_texts_of_one_table_come_to_the_same_traits() {
        assertThat(traits(OLD)).isEqualTo(traits(RECENT));
    }

    @Test
    void every_part_of_a_table_is_a_trait() {
        assertThat(traits(OLD))
                .containsEntry("column id", "int unsigned not null auto_increment")
                .containsEntry("column n", "tinyint default '-3'")
                .containsEntry("column twice", "int as ((n * 2)) stored")
                .containsEntry("column order", "id, n, title, at, twice")
                .containsEntry("primary key", "primary key ( `id` )")
                .containsEntry("key u", "unique key `u` ( `title` ( 5 ) , `n` )")
                .containsEntry(
                        "foreign key fk",
                        "constraint `fk` foreign key ( `n` ) references `p` ( `id` ) on update cascade")
                .containsEntry("next value", "7")
                .containsEntry("option engine", "innodb")
                .containsEntry("option row_format", "compact")
                .containsEntry("option comment", "'it''s'")
                .containsEntry("option collate", "utf8mb3_general_ci")
                .containsKey("partitions");
    }

    @Test
    void a_change_shows_in_its_own_trait_and_in_no_other() {
        changes("tinyint(4) DEFAULT '-3'", "tinyint(4) DEFAULT '-4'", "column n");
        changes("n*2", "n*3", "column twice");
        changes("PERSISTENT", "VIRTUAL", "column twice");
        changes("`title`(5)", "`title`(6)", "key u");
        changes("UNIQUE KEY", "KEY", "key u");
        changes("ON UPDATE CASCADE", "ON UPDATE SET NULL", "foreign key fk");
        changes("(2000)", "(2001)", "partitions");
        changes(" ROW_FORMAT=COMPACT", "", "option row_format");
        changes("COMMENT 'a, b (c)", "COMMENT 'a, B (c)", "column title");
        changes(" ON UPDATE CURRENT_TIMESTAMP", "", "column at");
    }

    private static void changes(String from, String to, String trait) {
        assertThat(OLD).contains(from);
        Map<String, String> before = new java.util.TreeMap<>(traits(OLD));
        Map<String, String> after = new java.util.TreeMap<>(traits(OLD.replace(from, to)));

        assertThat(after.get(trait)).isNotEqualTo(before.get(trait));

        before.remove(trait);
        after.remove(trait);
        assertThat(after).isEqualTo(before);
    }

    private static Map<String, String> traits(String showCreate) {
        List<Column> columns = List.of(
                column("id", "int unsigned", ""),
                column("n", "tinyint", ""),
                column("title", "varchar(20)", "utf8mb3"),
                column("at", "timestamp", ""),
                column("twice", "int", ""));
        Table table = new Table(new TableName("shop", "orders"), "InnoDB", columns, List.of("id"), 0, 0);
        return TableText.traits(table, "utf8_general_ci", showCreate);
    }

    private static Column column(String name, String type, String charset) {
        Optional<String> text = Optional.of(charset).filter(value -> !value.isEmpty());
        return new Column(name, type, type, true, text, text.map(value -> value + "_bin"), "", false);
    }
}
