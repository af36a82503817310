package dev.evenkeel.provision.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    @Test
    void are_the_errors_however_much_is_said_after_them() {
        assertThat(LastWords.of(List.of(
                        "151103 12:00:00 [Note] mysqld (mysqld 10.0.24-MariaDB) starting as process 9 ...",
                        "151103 12:00:00 [ERROR] mysqld: unknown variable 'no-such=1'",
                        "151103 12:00:00 [ERROR] Aborting",
                        "",
                        "151103 12:00:00 [Note] InnoDB: Starting shutdown...",
                        "151103 12:00:01 [Note] mysqld: Shutdown complete")))
                .isEqualTo("mysqld: unknown variable 'no-such=1'");
    }

    @Test
    void hold_the_first_errors_and_the_last() {
        assertThat(LastWords.of(List.of("[ERROR] 1", "[ERROR] 2", "[ERROR] 3", "[ERROR] 4", "[ERROR] 5", "[ERROR] 6")))
                .isEqualTo("1 / 2 / 3 / … (1 more) / 5 / 6");
    }

    @Test
    void are_the_end_of_what_was_said_where_nothing_is_called_an_error() {
        assertThat(LastWords.of(List.of("a", "libaio.so.1: cannot open shared object file")))
                .isEqualTo("a / libaio.so.1: cannot open shared object file");
        assertThat(LastWords.of(List.of())).isEqualTo("none");
    }

    @Test
    void of_a_container_are_also_those_of_its_entry_point() {
        assertThat(LastWords.of(List.of(
                        "2026-01-01 1:02:03 0 [ERROR] mariadbd: unknown variable 'x=1'",
                        "2026-01-01 1:02:03 0 [ERROR] Aborting",
                        "entrypoint: the data folder cannot be initialised")))
                .isEqualTo("mariadbd: unknown variable 'x=1' / entrypoint: the data folder cannot be initialised");
    }
}
