package dev.evenkeel.transfer.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.TableName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FloatTableTest {
    private static final Column FLOAT = column("f", "float", "");
    private static final Column DOUBLE = column("d", "double", "");

    @Test
    void six_digits_lose_what_the_seventh_says() {
        assertThat(FloatTable.lost(FLOAT, "16777200", "16777216")).isTrue();
        assertThat(FloatTable.lost(FLOAT, "1234570", "1234567")).isTrue();
        assertThat(FloatTable.lost(FLOAT, "0.1", "0.10000000149011612")).isFalse();
        assertThat(FloatTable.lost(FLOAT, "12.5", "12.5")).isFalse();
        assertThat(FloatTable.lost(FLOAT, "3.40282e38", "3.4028234663852886e38"))
                .isTrue();
        assertThat(FloatTable.lost(FLOAT, "1.4013e-45", "1.401298464324817e-45"))
                .isFalse();
        assertThat(FloatTable.lost(FLOAT, "0", "0")).isFalse();
    }

    @Test
    void a_dump_loses_the_sign_of_zero() {
        assertThat(FloatTable.lost(FLOAT, "-0", "-0")).isTrue();
        assertThat(FloatTable.lost(DOUBLE, "-0", "-0")).isTrue();
        assertThat(FloatTable.lost(DOUBLE, "0.1", "0.1")).isFalse();
    }

    @Test
    void an_empty_text_may_be_a_member_or_none() {
        Column choice = new Column("c", "enum", "enum('a','')", true, Optional.empty(), Optional.empty(), "", false);
        Column flags = new Column("s", "set", "set('','a')", true, Optional.empty(), Optional.empty(), "", false);
        Column plain = new Column("p", "enum", "enum('a','b')", true, Optional.empty(), Optional.empty(), "", false);

        assertThat(table(List.of(), choice, flags, plain).inexact()).containsExactly(choice, flags);
        assertThat(FloatTable.lost(choice, "", "0")).isTrue();
        assertThat(FloatTable.lost(choice, "", "2")).isFalse();
        assertThat(FloatTable.lost(choice, "a", "1")).isFalse();
        assertThat(FloatTable.lost(flags, "", "1")).isTrue();
        assertThat(FloatTable.lost(flags, "", "0")).isFalse();
        assertThat(FloatTable.lost(flags, ",a", "3")).isFalse();
    }

    @Test
    void writes_each_type_so_that_it_is_stored_as_it_was() {
        assertThat(literal("int", "-5")).isEqualTo("-5");
        assertThat(literal("float", "16777216")).isEqualTo("16777216e0");
        assertThat(literal("double", "1e300")).isEqualTo("1e300");
        assertThat(literal("double", "-0")).isEqualTo("-0e0");
        assertThat(literal("enum", "3")).isEqualTo("3");
        assertThat(literal("varchar", "a'\\")).isEqualTo("0x61275c");
        assertThat(literal("blob", "")).isEqualTo("''");
        assertThat(literal("datetime", "2012-01-02 03:04:05.678")).isEqualTo("'2012-01-02 03:04:05.678'");
    }

    @Test
    void a_float_within_the_key_is_no_key_to_find_rows_by() {
        assertThat(table(List.of("id"), column("id", "int", ""), FLOAT).keyed()).isTrue();
        assertThat(table(List.of("id", "f"), column("id", "int", ""), FLOAT).keyed())
                .isFalse();
        assertThat(table(List.of(), column("id", "int", ""), FLOAT).keyed()).isFalse();
    }

    @Test
    void clocks_are_set_to_themselves() {
        Column clock = column("ts", "timestamp", "on update CURRENT_TIMESTAMP");

        assertThat(table(List.of("id"), column("id", "int", ""), FLOAT, clock).updateFromFix())
                .isEqualTo("UPDATE `s`.`evenkeel_exact_floats` AS fix STRAIGHT_JOIN `s`.`t` AS t ON t.`id` = fix.`id`"
                        + " SET t.`f` = fix.`evenkeel_0`, t.`ts` = t.`ts`");
    }

    @Test
    void numbered_tables_are_emptied_without_beginning_the_numbers_anew() {
        assertThat(table(List.of(), column("n", "int", "auto_increment"), FLOAT).empty())
                .isEqualTo("DELETE FROM `s`.`t`");
        assertThat(table(List.of(), FLOAT).empty()).isEqualTo("TRUNCATE TABLE `s`.`t`");
    }

    private static String literal(String type, String value) {
        return ExactLiteral.of(column("c", type, "")).literal(value.getBytes(StandardCharsets.UTF_8));
    }

    private static FloatTable table(List<String> key, Column... columns) {
        return new FloatTable(new Table(new TableName("s", "t"), "InnoDB", List.of(columns), key, 0, 0));
    }

    private static Column column(String name, String type, String extra) {
        return new Column(name, type, type, true, Optional.empty(), Optional.empty(), extra, false);
    }
}
