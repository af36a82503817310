package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource({
        "03:00-03:30, 02:29, false",
        "03:00-03:30, 02:30, true",
        "03:00-03:30, 03:00, true",
        "03:00-03:30, 03:29, true",
        "03:00-03:30, 03:30, false",
        "23:45-00:15, 23:14, false",
        "23:45-00:15, 23:20, true",
        "23:45-00:15, 00:10, true",
        "23:45-00:15, 00:15, false",
        "00:05-00:35, 23:50, true",
        "00:05-00:35, 12:00, false"
    })
    void a_backup_now_or_within_half_an_hour_is_seen_also_over_midnight(String window, String now, boolean within) {
        assertThat(Window.parse(window)
                        .orElseThrow()
                        .within(Instant.parse("2026-11-30T" + now + ":00Z"), Duration.ofMinutes(30)))
                .isEqualTo(within);
    }

    @Test
    void what_is_no_window_is_none() {
        assertThat(Window.parse(null)).isEmpty();
        assertThat(Window.parse("")).isEmpty();
        assertThat(Window.parse("never")).isEmpty();
        assertThat(Window.parse("25:00-26:00")).isEmpty();
    }
}
