package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:3306", "db.example.net:1", "[::1]:65535"})
    void what_is_printed_parses_back(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @Test
    void host_and_port_are_told_apart() {
        assertThat(Endpoint.parse("db.example.net:3306")).isEqualTo(new Endpoint("db.example.net", 3306));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db.example.net", ":3306"})
    void what_is_not_host_and_port_is_rejected(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not host:port");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void a_port_out_of_range_is_rejected(int port) {
        assertThatThrownBy(() -> new Endpoint("db.example.net", port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port " + port + " is not between 1 and 65535");
    }

    @Test
    void an_empty_host_is_rejected() {
        assertThatThrownBy(() -> new Endpoint(" ", 3306))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a server's host is empty");
    }
}
