package dev.evenkeel.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of computed columns, as they were typed (left) and as a server from 10.2 on may print them (right). */
class SqlLogicTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            NOT a | !`a`
            NOT a | `a` = 0
            NOT NOT a | `a` <> 0
            NOT (a > b) | `a` <= `b`
            NOT a = b | `a` <> `b`
            NOT (a <=> b) | !(`a` <=> `b`)
            NOT (a IS NULL) | `a` is not null
            NOT ISNULL(a) | `a` is not null
            NOT (s LIKE 'a%') | `s` not like 'a%'
            NOT (a IN (1, 2)) | `a` not in (1,2)
            NOT (a BETWEEN 1 AND 2) | `a` not between 1 and 2
            NOT (a AND b) | !`a` or !`b`
            NOT (a > 1 AND b) | `a` <= 1 or `b` = 0
            NOT (a > 1 OR b < 2) | `a` <= 1 and `b` >= 2
            NOT (a XOR b) | !`a` xor `b`
            NOT (a > 1 XOR b) | `a` <= 1 xor `b`
            NOT a XOR NOT b | `a` xor `b`
            NOT EXISTS(SELECT 1) | !exists(select 1 limit 1)
            a AND b | `a` <> 0 and `b` <> 0
            a AND (b AND c) | `a` <> 0 and `b` <> 0 and `c` <> 0
            (a OR b) OR c | `a` or `b` or `c`
            d - INTERVAL -a DAY | `d` - interval(-`a`) day
            INTERVAL(a, 1, 2) | interval(`a`,1,2)
            a IN (b) | `a` = `b`
            +a | `a`
            x * .5 | `x` * 0.5
            ATAN2(f, 2) | atan(`f`,2)
            TIMESTAMP(d) | cast(`d` as datetime)
            a + b'101' | `a` + 0x05
            a + X'1F' | `a` + x'1f'
            a IS UNKNOWN | `a` is null
            a = TRUE | `a` = 1
            CAST(a AS CHAR) | cast(`a` as char charset utf8mb4)
            CAST(a AS CHAR(5)) | cast(`a` as char(5) charset utf8mb4)
            CAST(s AS CHAR CHARACTER SET latin1) | cast(`s` as char charset latin1)
            CONVERT(a, CHAR) | cast(`a` as char charset utf8mb4)
            CAST(a AS SIGNED INTEGER) | cast(`a` as signed)
            CAST(a AS DECIMAL) | cast(`a` as decimal(10,0))
            BINARY s | cast(`s` as char charset binary)
            CAST(s AS BINARY(5)) | cast(`s` as char(5) charset binary)
            POSITION('a' IN s) | locate('a',`s`)
            TRIM('x' FROM s) | trim(both 'x' from `s`)
            s SOUNDS LIKE 'x' | soundex(`s`) = soundex('x')
            INTERVAL 1 DAY + d | `d` + interval 1 day
            """)
    void is_written_in_one_way(String typed, String printed) {
        assertThat(form(typed)).isEqualTo(form(printed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a | `a` <> 0
            NOT a | `a`
            NOT NOT a | `a`
            NOT (a > b) | `a` < `b`
            NOT (a > b) | !`a` > `b`
            NOT (a AND b) | !`a` and `b`
            NOT (a AND b) | !`a` or `b`
            NOT (a OR b) | !`a` or !`b`
            NOT (a XOR b) | `a` xor `b`
            a > 1 XOR b | `a` <= 1 xor `b`
            a = 1 XOR b | `a` xor `b`
            a AND b OR c | `a` and (`b` or `c`)
            a OR b AND c | (`a` or `b`) and `c`
            a AND b | `b` and `a`
            a IN (SELECT 1) | `a` = (select 1)
            a IN (b, c) | `a` = `b`
            a + X'1F' | `a` + 0x1f
            a AND b = 0 | `a` and `b`
            a XOR b | `a` or `b`
            a IS NOT TRUE | `a` is true
            NOT (a IS TRUE) | `a` is not null
            CAST(s AS CHAR CHARACTER SET latin1) | cast(`s` as char charset utf8mb4)
            CAST(s AS CHAR(5)) | cast(`s` as char(6) charset utf8mb4)
            CAST(s AS CHAR) | cast(`s` as char charset latin1)
            CAST(s AS CHAR) | cast(`s` as char(5) charset utf8mb4)
            CAST(s AS BINARY) | cast(`s` as char charset utf8mb4)
            CAST(a AS SIGNED) | cast(`a` as unsigned)
            CAST(a AS DECIMAL) | cast(`a` as decimal(10,1))
            TRIM(LEADING 'x' FROM s) | trim(both 'x' from `s`)
            POSITION('a' IN s) | locate(`s`,'a')
            """)
    void keeps_apart_what_means_something_else(String typed, String printed) {
        assertThat(form(typed)).isNotEqualTo(form(printed));
    }

    private static String form(String expression) {
        return SqlForm.columnExpression(SqlTokens.of(expression));
    }
}
