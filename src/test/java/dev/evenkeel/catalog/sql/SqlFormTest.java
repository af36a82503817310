package dev.evenkeel.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are what 10.1.8 (left) and 10.11.5 (right) answer for one view. */
class SqlFormTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            select ((`t`.`a` * (1 + `t`.`b`)) - 3) AS `c` from `t` | select `t`.`a` * (1 + `t`.`b`) - 3 AS `c` from `t`
            select `a` from `t` where (not((`b` like 'a%'))) | select `a` from `t` where `b`  not like 'a%'
            select `a` from `t` where (not(exists(select 1 from `u`))) | select `a` from `t` where !exists(select 1 from `u` limit 1)
            select isnull(`a`) AS `n` from `t` | select `a` is null AS `n` from `t`
            select (case when (`a` = 1) then 'x' end) AS `n` from `t` | select case when `a` = 1 then 'x' end AS `n` from `t`
            select -(-(`a`)) AS `n` from `t` | select --`a` AS `n` from `t`
            select _utf8'x' AS `n` | select _utf8mb3'x' AS `n`
            select now() AS `n` | select current_timestamp() AS `n`
            select `a` AS `x`,`b` AS `y` from `t` order by 2 desc | select `a` AS `x`,`b` AS `y` from `t` order by `b` desc
            select 1 from `a` join `b` join (`c` left join `d` on((1 = 1))) | select 1 from ((`a` join `b`) join (`c` left join `d` on(1 = 1)))
            select ((`a` or `b`) and `c`) AS `x` from `t` | select (`a` or `b`) and `c` AS `x` from `t`
            select 'it\\'s' AS `s` | select 'it''s' AS `s`
            """)
    void writes_one_view_of_two_servers_in_one_way(String old, String recent) {
        assertThat(SqlForm.select(old)).isEqualTo(SqlForm.select(recent));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            select `a` + `b` * `c` AS `x` from `t` | select (`a` + `b`) * `c` AS `x` from `t`
            select `a` - (`b` - `c`) AS `x` from `t` | select `a` - `b` - `c` AS `x` from `t`
            select (`a` or `b`) and `c` AS `x` from `t` | select `a` or `b` and `c` AS `x` from `t`
            select not(`a` and `b`) AS `x` from `t` | select not(`a`) and `b` AS `x` from `t`
            select `a` AS `x` from `t` where `a` > 1 | select `a` AS `x` from `t` where `a` > 2
            select `a` AS `x` from `t` where `b` = 'A' | select `a` AS `x` from `t` where `b` = 'a'
            select `a` AS `x`,`b` AS `y` from `t` order by 1 | select `a` AS `x`,`b` AS `y` from `t` order by `b`
            select `a` AS `x` from `t` where `a` in (1,2) | select `a` AS `x` from `t` where `a` in (1,3)
            select count(distinct `a`) AS `x` from `t` | select count(`a`) AS `x` from `t`
            select `a` AS `x` from `t` | select `a` AS `X` from `t`
            select 1 from `a` left join (`b` join `c`) on(1 = 1) | select 1 from (`a` left join `b` on(1 = 1)) join `c`
            """)
    void keeps_apart_what_means_something_else(String one, String other) {
        assertThat(SqlForm.select(one)).isNotEqualTo(SqlForm.select(other));
    }

    /** What 10.1.23 (left) and 10.11.5 (right) answer for one computed column. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            (DAY(d)) | (dayofmonth(`d`))
            (MOD(a,2)) | (`a` MOD 2)
            (DATE_ADD(d, INTERVAL 1 DAY)) | (`d` + interval 1 day)
            (DATE_SUB(d, INTERVAL 1 MONTH)) | (`d` - interval 1 month)
            (ADDDATE(d, 3)) | (`d` + interval 3 day)
            (ADDDATE(d, INTERVAL 3 HOUR)) | (`d` + interval 3 hour)
            (SUBDATE(d,3)) | (`d` - interval 3 day)
            (CONVERT(s, UNSIGNED)) | (cast(`s` as unsigned))
            (SUBSTRING(s FROM 2)) | (substr(`s`,2))
            (SUBSTRING(s FROM 2 FOR 3)) | (substr(`s`,2,3))
            (TRIM(BOTH FROM s)) | (trim(`s`))
            (INSTR(s,'x')) | (locate('x',`s`))
            (SHA1(s)) | (sha(`s`))
            (ROUND(a)) | (round(`a`,0))
            (DATE(d)) | (cast(`d` as date))
            (TIME(d)) | (cast(`d` as time))
            (DATEDIFF(d,'2000-01-01')) | (to_days(`d`) - to_days('2000-01-01'))
            (TIMESTAMPADD(DAY,1,d)) | (`d` + interval 1 day)
            (BIN(a)) | (conv(`a`,10,2))
            (OCT(a)) | (conv(`a`,10,8))
            (X(g)) | (st_x(`g`))
            (AsText(g)) | (st_astext(`g`))
            (WEEKOFYEAR(d)) | (week(`d`,3))
            (YEARWEEK(d)) | (yearweek(`d`,0))
            """)
    void writes_one_computed_column_of_two_servers_in_one_way(String typed, String printed) {
        assertThat(SqlForm.columnExpression(SqlTokens.of(typed)))
                .isEqualTo(SqlForm.columnExpression(SqlTokens.of(printed)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            (ADDDATE(d, 3)) | (`d` - interval 3 day)
            (ADDDATE(d, INTERVAL 3 HOUR)) | (`d` + interval 3 day)
            (INSTR(s,'x')) | (locate(`s`,'x'))
            (TRIM(LEADING FROM s)) | (trim(`s`))
            (ROUND(a)) | (round(`a`,1))
            (CONCAT(s, ' from ')) | (concat(`s`, ' , '))
            (DATEDIFF(d, e)) | (to_days(`e`) - to_days(`d`))
            """)
    void keeps_apart_calls_that_mean_something_else(String one, String other) {
        assertThat(SqlForm.columnExpression(SqlTokens.of(one)))
                .isNotEqualTo(SqlForm.columnExpression(SqlTokens.of(other)));
    }

    @Test
    void writes_a_column_expression_without_the_authors_letters_and_quotes() {
        String typed = SqlForm.columnExpression(SqlTokens.of("(LENGTH(v) + (T1*(2+t2)) - 1)"));
        String printed = SqlForm.columnExpression(SqlTokens.of("(octet_length(`v`) + `t1` * (2 + `t2`) - 1)"));

        assertThat(typed).isEqualTo(printed).isEqualTo("((length[v] + (t1 * (2 + t2))) - 1)");
    }

    @Test
    void a_column_named_like_a_constant_is_not_the_constant() {
        assertThat(SqlForm.columnExpression(SqlTokens.of("`current_date`")))
                .isNotEqualTo(SqlForm.columnExpression(SqlTokens.of("current_date")));
    }
}
