package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GeneratedColumnsTest {
    private static final String PRINTED = """
            CREATE TABLE `t` (
              `name` varchar(80) COLLATE utf8mb4_unicode_ci NOT NULL,
              `upper` varchar(80) COLLATE %s AS (UPPER(name)) PERSISTENT,
              `note` varchar(80) DEFAULT 'a COLLATE utf8mb4_unicode_ci AS ('
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci""";

    @Test
    void lose_the_collation_they_get_from_their_table() {
        assertThat(readable(PRINTED.formatted("utf8mb4_unicode_ci")))
                .isEqualTo(PRINTED.formatted("utf8mb4_unicode_ci")
                        .replace("COLLATE utf8mb4_unicode_ci AS (UPPER", "AS (UPPER"));
    }

    @Test
    void keep_a_collation_of_their_own() {
        assertThat(readable(PRINTED.formatted("utf8mb4_bin"))).isEqualTo(PRINTED.formatted("utf8mb4_bin"));
    }

    private static String readable(String statement) {
        return new String(
                GeneratedColumns.readable(statement.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
