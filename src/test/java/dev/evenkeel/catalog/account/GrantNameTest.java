package dev.evenkeel.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SLAVE MONITOR ON *.* | SLAVE MONITOR ON *.*",
                "replica monitor on *.* | SLAVE MONITOR ON *.*",
                "BINLOG MONITOR ON *.* | REPLICATION CLIENT ON *.*",
                "select on Shop.* | SELECT ON `Shop`.*",
                "SELECT ON Shop.Orders | SELECT ON `Shop`.`Orders`",
                "SELECT (Total) ON `shop`.`orders` | SELECT (`total`) ON `shop`.`orders`",
                "GRANT OPTION ON *.* | GRANT OPTION ON *.*",
                "EXECUTE ON PROCEDURE `shop`.`pay` | EXECUTE ON PROCEDURE `shop`.`pay`",
                "ROLE `Readers` | ROLE `Readers`",
                "PROXY ON 'Boss'@'10.%' | PROXY ON 'Boss'@'10.%'",
                "PROXY ON `Boss`@`10.%` | PROXY ON 'Boss'@'10.%'",
                "proxy on Boss@% | PROXY ON 'Boss'@'%'"
            })
    void rights_get_the_form_that_accounts_have(String text, String normal) {
        assertThat(GrantName.normal(text)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "EVERYTHING ON *.*",
                "SELECT, INSERT ON *.*",
                "USAGE ON *.*",
                "SELECT ON *.* TO somebody",
                "'"
            })
    void what_is_no_single_right_is_none(String text) {
        assertThat(GrantName.normal(text)).isEmpty();
    }

    @Test
    void rights_on_databases_with_odd_names_are_written_as_sql_does() {
        assertThat(GrantName.normal("SELECT ON `a.b on c`.*")).contains("SELECT ON `a.b on c`.*");
    }
}
