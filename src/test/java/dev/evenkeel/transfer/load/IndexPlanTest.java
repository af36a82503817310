package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndexPlanTest {
    @Test
    void takes_plain_indexes_and_leaves_unique_and_fulltext_ones() {
        IndexPlan plan = plan(
                "  `id` int(11) NOT NULL AUTO_INCREMENT,",
                "  PRIMARY KEY (`id`),",
                "  UNIQUE KEY `u` (`u`),",
                "  KEY `a` (`a`(10),`b`) USING BTREE COMMENT 'x,y',",
                "  KEY `c` (`c`),",
                "  FULLTEXT KEY `ft` (`t`)");

        assertThat(plan.indexes()).containsExactly("KEY `a` (`a`(10),`b`) USING BTREE COMMENT 'x,y'", "KEY `c` (`c`)");
        assertThat(plan.names()).containsExactly("a", "c");
    }

    @Test
    void leaves_what_foreign_keys_rest_on_and_what_stands_before() {
        IndexPlan plan = plan(
                "  `id` int(11) NOT NULL,",
                "  KEY `before` (`x`),",
                "  KEY `fk` (`parent`),",
                "  KEY `after` (`y`),",
                "  CONSTRAINT `fk` FOREIGN KEY (`parent`) REFERENCES `p` (`id`)");

        assertThat(plan.names()).containsExactly("after");
    }

    @Test
    void leaves_what_other_tables_refer_to_and_what_numbers_rows() {
        String definition = definition("  `n` int(11) NOT NULL AUTO_INCREMENT,", "  KEY `n` (`n`),", "  KEY `r` (`r`)");

        assertThat(IndexPlan.of(definition, List.of("r")).names()).isEmpty();
        assertThat(IndexPlan.of(definition, List.of()).names()).containsExactly("r");
    }

    @Test
    void touches_only_innodb() {
        assertThat(IndexPlan.of("CREATE TABLE `t` (\n  `a` int,\n  KEY `a` (`a`)\n) ENGINE=MyISAM", List.of())
                        .names())
                .isEmpty();
    }

    @Test
    void compares_definitions_without_the_counter() {
        assertThat(IndexPlan.withoutCounter(
                        "CREATE TABLE `t` (\n `a` int COMMENT 'AUTO_INCREMENT=5'\n) ENGINE=InnoDB AUTO_INCREMENT=5 X"))
                .isEqualTo("CREATE TABLE `t` (\n `a` int COMMENT 'AUTO_INCREMENT=5'\n) ENGINE=InnoDB X");
    }

    private static IndexPlan plan(String... lines) {
        return IndexPlan.of(definition(lines), List.of());
    }

    private static String definition(String... lines) {
        return "CREATE TABLE `t` (\n" + String.join("\n", lines)
                + "\n) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8";
    }
}
