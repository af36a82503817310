package dev.evenkeel.catalog.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.sql.Unseen;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No word of a table is passed over. */
class TableWordsTest {
    private static final String TABLE = """
            CREATE TABLE `t` (
              `id` bigint NOT NULL AUTO_INCREMENT COMMENT 'key',
              `v` int INVISIBLE DEFAULT 5,
              `w` blob COMPRESSED DEFAULT NULL,
              `c` int CHECK (`c` > 3),
              `d` datetime NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
              `e` int GENERATED ALWAYS AS (`v` + 1) STORED,
              `g` point REF_SYSTEM_ID=4326 NOT NULL,
              `h` int WITHOUT SYSTEM VERSIONING,
              `s` date NOT NULL,
              `u` date NOT NULL,
              PERIOD FOR SYSTEM_TIME (`a`, `b`),
              PERIOD FOR `p` (`s`, `u`),
              PRIMARY KEY (`id`, `p` WITHOUT OVERLAPS),
              UNIQUE KEY `one` (`v`) USING HASH,
              KEY `two` (`w`(10) DESC, `c`) COMMENT 'x' IGNORED,
              FULLTEXT KEY `three` (`w`) /*!50100 WITH PARSER `ngram` */,
              SPATIAL KEY `four` (`g`),
              CONSTRAINT `f` FOREIGN KEY (`v`) REFERENCES `o`.`p` (`x`) ON DELETE CASCADE ON UPDATE SET NULL,
              CONSTRAINT `ck` CHECK (`c` <> 4)
            ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin ROW_FORMAT=DYNAMIC PAGE_COMPRESSED=1
              `encryption_key_id`=3 COMMENT='c' UNION=(`m1`,`m2`) WITH SYSTEM VERSIONING
              PARTITION BY RANGE (`id`) SUBPARTITION BY HASH (`c`) SUBPARTITIONS 2
              (PARTITION `p0` VALUES LESS THAN (10) COMMENT = 'y' ENGINE = InnoDB,
               PARTITION `p1` VALUES LESS THAN MAXVALUE DATA DIRECTORY = '/d' ENGINE = InnoDB)
            """;

    @Test
    void no_word_of_a_table() {
        // The table's name, types (the information schema's are read instead), GENERATED ALWAYS before AS, DEFAULT
        // before CHARSET, and the last parenthesis.
        assertThat(Unseen.words(TABLE, TableWordsTest::table))
                .containsExactly("create", "table", "t", "int", "generated", "always", "default", ")");
    }

    private static Object table(String text) {
        List<Column> columns = new ArrayList<>();
        for (String name : List.of("id", "v", "w", "c", "d", "e", "g", "h", "s", "u")) {
            columns.add(new Column(name, "int", "int", true, Optional.empty(), Optional.empty(), "", false));
        }
        Table table = new Table(new TableName("shop", "t"), "InnoDB", columns, List.of("id"), 0, 0);
        return TableText.traits(table, "utf8mb4_bin", text);
    }
}
