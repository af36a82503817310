package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.23-MariaDB,10.1.23",
        "10.0.24-MariaDB-log,10.0.24",
        "5.5.5-10.1.8-MariaDB-1~jessie,10.1.8",
        "11.4.3-MariaDB-ubu2404,11.4.3",
        "5.5.68-MariaDB,5.5.68",
        "10.11.5,10.11.5"
    })
    void reads_what_servers_answer(String answer, String version) {
        assertThat(ServerVersion.parse(answer)).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MariaDB", "10.1", "v10.1.23", "ten.one.two"})
    void anything_else_is_rejected(String text) {
        assertThatThrownBy(() -> ServerVersion.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not a MariaDB version such as 10.1.23");
    }

    @Test
    void numbers_count_as_numbers() {
        assertThat(version("10.10.1")).isGreaterThan(version("10.9.8"));
        assertThat(version("11.0.1")).isGreaterThan(version("10.11.16"));
        assertThat(version("10.1.8")).isLessThan(version("10.1.23"));
    }

    @Test
    void at_least_looks_at_major_and_minor() {
        assertThat(version("10.5.0").atLeast(10, 5)).isTrue();
        assertThat(version("10.4.99").atLeast(10, 5)).isFalse();
        assertThat(version("11.0.1").atLeast(10, 5)).isTrue();
        assertThat(version("10.11.1").atLeast(11, 3)).isFalse();
    }

    private static ServerVersion version(String text) {
        return ServerVersion.parse(text);
    }
}
