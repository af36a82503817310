package dev.evenkeel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.account.GrantReader;
import dev.evenkeel.catalog.account.Identification;
import dev.evenkeel.catalog.object.TableText;
import dev.evenkeel.catalog.sql.SqlForm;
import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Takes one word after the other out of what a server prints: each time something else must be understood, or nothing. A
 * clause that a reader passed over would be equal to its absence, and be the same on two servers that differ.
 */
class NothingPassedOverTest {
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

    private static final String VIEW =
            "select distinct `a`.`id` AS `id`,sum(`b`.`n`) AS `s`,case `a`.`v` when 1 then 'x'"
                    + " else 'y' end AS `c`,`f`(`a`.`v`,3) AS `f`,_latin1'q' collate latin1_bin AS `q` from ((`a` left join `b`"
                    + " on(`a`.`id` = `b`.`id` and not `b`.`gone`)) join `c` `cc`) where `a`.`v` between 1 and 5 and `a`.`w` is not"
                    + " null and `a`.`x` like 'y%' escape '|' and exists(select 1 from `d`) group by `a`.`id` with rollup having"
                    + " sum(`b`.`n`) > 3 order by `a`.`id` desc limit 5,6";

    private static final String USER =
            "CREATE USER `u`@`h` IDENTIFIED VIA ed25519 USING 'h1' OR unix_socket REQUIRE ISSUER"
                    + " 'i' SUBJECT 's' CIPHER 'c' WITH MAX_QUERIES_PER_HOUR 1 MAX_USER_CONNECTIONS 4 MAX_STATEMENT_TIME 5.000000"
                    + " ACCOUNT LOCK PASSWORD EXPIRE INTERVAL 30 DAY";

    private static final String GRANT =
            "GRANT SELECT, INSERT (`a`, `b`), EXECUTE ON PROCEDURE `d`.`p` TO `u`@`h` WITH" + " GRANT OPTION";

    private static final String GLOBAL_GRANT =
            "GRANT SELECT, RELOAD ON *.* TO `u`@`h` REQUIRE SSL WITH GRANT OPTION" + " MAX_QUERIES_PER_HOUR 3";

    @Test
    void no_word_of_a_table() {
        // The table's name, types (the information schema's are read instead), GENERATED ALWAYS before AS, DEFAULT
        // before CHARSET, and the last parenthesis.
        assertThat(unseen(TABLE, NothingPassedOverTest::table))
                .containsExactly("create", "table", "t", "int", "generated", "always", "default", ")");
    }

    @Test
    void no_word_of_a_view() {
        // Parentheses that join what binds from the left anyway, or whose partner is missing then.
        assertThat(unseen(VIEW, SqlForm::select)).containsExactly(")", ")", ")");
    }

    @Test
    void no_word_of_an_account() {
        // The account's name is known, and what follows OR and WITH says so itself.
        assertThat(unseen(USER, Identification::read)).containsExactly("create", "user", "u", "@", "h", "or", "with");
    }

    @Test
    void no_word_of_a_grant() {
        assertThat(unseen(GRANT, NothingPassedOverTest::grant)).containsExactly(",", "@", "h", "with");
        assertThat(unseen(GLOBAL_GRANT, NothingPassedOverTest::grant)).containsExactly("@", "h", "with");
    }

    private static Object grant(String line) {
        GrantReader reader = new GrantReader(capability -> true, "u", "'u'@'h'");
        reader.read(line);
        return reader.privileges() + " " + reader.options();
    }

    /** The words without which the same is understood. */
    private static List<String> unseen(String text, Function<String, Object> reader) {
        Object whole = reader.apply(text);
        List<Token> tokens = SqlTokens.of(text);
        List<String> unseen = new ArrayList<>();
        int begin = 0;
        for (Token token : tokens) {
            String without = text.substring(0, begin) + " " + text.substring(token.end());
            if (understood(reader, without).equals(Optional.of(whole))) {
                unseen.add(token.text());
            }
            begin = token.end();
        }
        return unseen;
    }

    private static Optional<Object> understood(Function<String, Object> reader, String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (RuntimeException e) {
            // What is not understood is reported as unreadable, and never the same.
            return Optional.empty();
        }
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
