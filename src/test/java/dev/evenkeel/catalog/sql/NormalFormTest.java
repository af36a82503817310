package dev.evenkeel.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalFormTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            int(11) | int
            INT(10) UNSIGNED | int unsigned
            int(5) | int(5)
            tinyint(1) | tinyint(1)
            tinyint(4) | tinyint
            int(10) unsigned zerofill | int(10) unsigned zerofill
            int(11) unsigned zerofill | int(11) unsigned zerofill
            timestamp /* mariadb-5.3 */ | timestamp
            datetime(3) /* mariadb-5.3 */ | datetime(3)
            enum('A','int(11)','it''s') | enum('A','int(11)','it''s')
            decimal(10,2) | decimal(10,2)
            """)
    void drops_from_a_type_only_what_says_nothing(String type, String normal) {
        assertThat(NormalForm.type(type)).isEqualTo(normal);
    }

    @Test
    void takes_utf8_for_utf8mb3_and_leaves_utf8mb4_alone() {
        assertThat(NormalForm.charset("utf8")).isEqualTo("utf8mb3");
        assertThat(NormalForm.collation("utf8_general_ci")).isEqualTo("utf8mb3_general_ci");
        assertThat(NormalForm.charset("utf8mb4")).isEqualTo("utf8mb4");
        assertThat(NormalForm.collation("utf8mb4_general_ci")).isEqualTo("utf8mb4_general_ci");
    }

    @Test
    void sees_generated_columns_of_every_version() {
        assertThat(NormalForm.generated("VIRTUAL")).isTrue();
        assertThat(NormalForm.generated("PERSISTENT")).isTrue();
        assertThat(NormalForm.generated("STORED GENERATED, INVISIBLE")).isTrue();
        assertThat(NormalForm.generated("on update current_timestamp()")).isFalse();
        assertThat(NormalForm.generated("auto_increment")).isFalse();
    }

    @Test
    void writes_a_default_in_one_way() {
        assertThat(defaultValue("1")).isEqualTo(defaultValue("'1'"));
        assertThat(defaultValue("-3")).isEqualTo(defaultValue("'-3'"));
        assertThat(defaultValue("CURRENT_TIMESTAMP")).isEqualTo(defaultValue("current_timestamp()"));
        assertThat(defaultValue("CURRENT_TIMESTAMP(3)")).isNotEqualTo(defaultValue("current_timestamp()"));
        assertThat(defaultValue("'A'")).isNotEqualTo(defaultValue("'a'"));
    }

    @Test
    void takes_flags_for_a_set() {
        assertThat(NormalForm.flags("STRICT_ALL_TABLES,ANSI_QUOTES")).isEqualTo("ANSI_QUOTES,STRICT_ALL_TABLES");
    }

    private static String defaultValue(String sql) {
        return NormalForm.defaultValue(SqlTokens.of(sql));
    }
}
