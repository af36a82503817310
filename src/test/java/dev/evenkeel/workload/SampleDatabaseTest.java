package dev.evenkeel.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleDatabaseTest {
    @Test
    void the_same_seed_makes_the_same_bytes() {
        SampleDatabase sample = new SampleDatabase(7, 20_000);

        for (Fill fill : sample.fills()) {
            assertThat(rows(sample, fill.table()))
                    .as(fill.table())
                    .isEqualTo(rows(new SampleDatabase(7, 20_000), fill.table()));
        }
    }

    @Test
    void another_seed_makes_other_rows() {
        assertThat(rows(new SampleDatabase(7, 20_000), "responses"))
                .isNotEqualTo(rows(new SampleDatabase(8, 20_000), "responses"));
    }

    @Test
    void makes_about_as_many_rows_as_were_asked_for_most_of_them_responses() {
        for (long rows : List.of(20_000L, 1_000_000L, 50_000_000L)) {
            List<Fill> fills = new SampleDatabase(1, rows).fills();

            assertThat(fills.stream().mapToLong(Fill::rows).sum()).isEqualTo(rows);
            assertThat(fills)
                    .filteredOn(fill -> fill.table().equals("responses"))
                    .allSatisfy(fill -> assertThat(fill.rows()).isGreaterThan(rows / 2));
        }
    }

    @Test
    void refuses_too_few_rows() {
        assertThatThrownBy(() -> new SampleDatabase(1, 10))
                .hasMessage("a sample database of 10 rows is too small; it needs at least 1000");
    }

    @Test
    void holds_floats_that_six_digits_of_text_cannot() {
        String calibrations = new String(rows(new SampleDatabase(1, 20_000), "calibrations"), StandardCharsets.UTF_8);

        assertThat(calibrations).contains("\t16777216\t", "\t1234567\t", "\t0.1\t");
    }

    @Test
    void holds_four_byte_characters_and_null_beside_empty_beside_the_word() {
        String essays = new String(rows(new SampleDatabase(1, 20_000), "essays"), StandardCharsets.UTF_8);

        assertThat(essays).contains("🎓", "\t\\N\t", "\t\t", "\tNULL\t");
    }

    @Test
    void the_table_without_a_key_holds_rows_twice() {
        String log = new String(rows(new SampleDatabase(1, 20_000), "access_log"), StandardCharsets.UTF_8);

        assertThat(Stream.of(log.split("\n")).distinct().count()).isLessThan(1_000);
    }

    @Test
    void the_accounts_have_three_passwords() {
        Login application = new Login("assessment_app", new Secret("one"));

        List<Login> accounts = SampleDatabase.accounts(application);

        assertThat(accounts)
                .extracting(Login::user)
                .containsExactly("assessment_app", "assessment_report", "assessment_admin");
        assertThat(accounts).extracting(Login::password).doesNotHaveDuplicates();
        assertThat(accounts).isEqualTo(SampleDatabase.accounts(application));
    }

    @Test
    void every_script_is_split_into_its_statements() {
        assertThat(Script.split("-- head\nA;\n -- kept\nB\n-- //\n\n-- only a comment\n-- //\nC"))
                .containsExactly("A;\n -- kept\nB", "C");
        for (String script : List.of("tables.sql", "difficulties.sql", "programs.sql", "foreign-definers.sql")) {
            assertThat(Script.statements(script))
                    .as(script)
                    .hasSizeGreaterThan(3)
                    .noneMatch(s -> s.contains("-- //"));
        }
    }

    @Test
    void fields_are_written_as_load_data_reads_them() {
        Lines lines = new Lines();
        lines.text("a\tb\\c\n\0é🎓")
                .nothing()
                .bytes(new byte[] {0, (byte) 0xAB})
                .number(-7)
                .text("")
                .end();
        lines.text("next").end();

        assertThat(new String(lines.copy(), StandardCharsets.UTF_8))
                .isEqualTo("a\\tb\\\\c\\n\\0é🎓\t\\N\t00AB\t-7\t\nnext\n");
    }

    private static byte[] rows(SampleDatabase sample, String table) {
        Fill fill = sample.fills().stream()
                .filter(f -> f.table().equals(table))
                .findFirst()
                .orElseThrow();
        Chance chance = new Chance(sample.seed(), table);
        Lines lines = new Lines();
        for (long number = 1; number <= Math.min(2_000, fill.rows()); number++) {
            fill.maker().row(lines, chance, number);
        }
        return lines.copy();
    }
}
