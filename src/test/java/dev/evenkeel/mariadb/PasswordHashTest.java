package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void it_is_what_a_server_keeps() {
        // SELECT PASSWORD('password'), on any version.
        assertThat(PasswordHash.of(new Secret("password")).reveal())
                .isEqualTo("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
    }

    @Test
    void an_empty_password_has_none() {
        assertThat(PasswordHash.of(new Secret("")).reveal()).isEmpty();
    }

    @Test
    void it_is_a_secret_too() {
        assertThat(PasswordHash.of(new Secret("password"))).hasToString("***");
    }
}
