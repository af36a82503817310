package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences as servers have said them. */
class ServerWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Duplicate entry 'ann@example.org' for key 'email' | Duplicate entry '…' for key 'email'",
                "Duplicate entry 'it's' for key 'email', Error_code: 1062 | Duplicate entry '…' for key 'email', Error_code: 1062",
                "Duplicate entry '17' for key 'PRIMARY' | Duplicate entry '17' for key 'PRIMARY'",
                "Incorrect string value: '\\xF0\\x9F' for column 'name' at row 1 | Incorrect string value: '…' for column 'name' at row 1",
                "Truncated incorrect DOUBLE value: 'secret' | Truncated incorrect DOUBLE value: '…'",
                "Table 'shop.orders' doesn't exist | Table 'shop.orders' doesn't exist",
                "Unknown column 'shop.t.a' in 'field list' | Unknown column 'shop.t.a' in 'field list'",
                "Can't find record in 'orders' | Can't find record in 'orders'",
                "Error 'Duplicate entry 'x' for key 'u'' on query. Default database: 'shop'. Query: 'INSERT INTO t1 (a, `b 2`) VALUES (17, 'Ann''s', \"x\", -2.5e3)' | Error 'Duplicate entry '…' for key 'u'' on query. Default database: 'shop'. Query: 'INSERT INTO t1 (a, `b 2`) VALUES (?, ?, ?, -?)'"
            })
    void values_of_rows_are_taken_out_and_names_stay(String said, String shown) {
        assertThat(ServerWords.withoutValues(said)).isEqualTo(shown);
    }

    @Test
    void a_statement_is_cut_and_a_literal_that_is_cut_with_it_is_none_the_less_hidden() {
        assertThat(ServerWords.statement("INSERT INTO t VALUES (1, 'begun and not end"))
                .isEqualTo("INSERT INTO t VALUES (?, ?");
        assertThat(ServerWords.statement("CREATE TABLE t (" + "a INT, ".repeat(100)))
                .hasSize(202)
                .endsWith(" …");
    }

    @Test
    void a_literal_may_be_of_any_length_and_be_cut_anywhere() {
        for (String part : List.of("ab", "''", "\\'")) {
            assertThat(ServerWords.statement("INSERT INTO t VALUES ('" + part.repeat(1_000_000) + "', 1)"))
                    .isEqualTo("INSERT INTO t VALUES (?, ?)");
        }
        assertThat(ServerWords.statement("INSERT INTO t VALUES ('secret\\")).isEqualTo("INSERT INTO t VALUES (?");
    }

    @Test
    void what_a_terminal_would_obey_is_shown() {
        assertThat(ServerWords.withoutValues("no \u001b[2J such\n\u202etable"))
                .isEqualTo("no \\u001b[2J such\\n\\u202etable");
    }
}
