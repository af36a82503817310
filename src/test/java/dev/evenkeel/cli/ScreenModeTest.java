package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenModeTest {
    private static final Map<String, String> TERMINAL = Map.of("TERM", "xterm-256color");

    @Test
    void a_terminal_is_drawn_on() {
        assertThat(ScreenMode.choose(false, false, true, TERMINAL)).isEqualTo(ScreenMode.LIVE);
    }

    @Test
    void nothing_else_is_drawn_on() {
        assertThat(ScreenMode.choose(false, false, false, TERMINAL)).isEqualTo(ScreenMode.PLAIN);
        assertThat(ScreenMode.choose(false, false, true, Map.of("TERM", "dumb")))
                .isEqualTo(ScreenMode.PLAIN);
        assertThat(ScreenMode.choose(false, false, true, Map.of())).isEqualTo(ScreenMode.PLAIN);
        assertThat(ScreenMode.choose(false, false, true, Map.of("TERM", "xterm", "CI", "true")))
                .isEqualTo(ScreenMode.PLAIN);
    }

    @Test
    void a_ci_variable_that_says_no_means_no() {
        assertThat(ScreenMode.choose(false, false, true, Map.of("TERM", "xterm", "CI", "false")))
                .isEqualTo(ScreenMode.LIVE);
        assertThat(ScreenMode.choose(false, false, true, Map.of("TERM", "xterm", "CI", "")))
                .isEqualTo(ScreenMode.LIVE);
    }

    @Test
    void what_was_asked_for_comes_before_what_was_found() {
        assertThat(ScreenMode.choose(true, true, true, TERMINAL)).isEqualTo(ScreenMode.JSON);
        assertThat(ScreenMode.choose(false, true, true, TERMINAL)).isEqualTo(ScreenMode.QUIET);
    }

    @Test
    void colour_is_for_terminals_whose_user_did_not_refuse_it() {
        assertThat(color(ScreenMode.LIVE, false, TERMINAL)).isTrue();
        assertThat(color(ScreenMode.LIVE, true, TERMINAL)).isFalse();
        assertThat(color(ScreenMode.LIVE, false, Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(color(ScreenMode.LIVE, false, Map.of("NO_COLOR", ""))).isTrue();
        assertThat(color(ScreenMode.PLAIN, false, Map.of("CLICOLOR_FORCE", "1")))
                .isFalse();
    }

    @Test
    void the_size_is_what_the_terminal_says_or_a_guess() {
        assertThat(ScreenTerminal.parse("50 132\n")).isEqualTo(new ScreenTerminal(132, 50));
        assertThat(ScreenTerminal.parse("0 0\n")).isEqualTo(ScreenTerminal.UNKNOWN);
        assertThat(ScreenTerminal.parse("")).isEqualTo(ScreenTerminal.UNKNOWN);
        assertThat(ScreenTerminal.measure(Map.of("COLUMNS", "80", "LINES", "25")))
                .isEqualTo(new ScreenTerminal(80, 25));
    }

    private static boolean color(ScreenMode mode, boolean noColor, Map<String, String> environment) {
        return ScreenStyle.of(mode, noColor, environment, StandardCharsets.UTF_8, ScreenTerminal.UNKNOWN)
                .color();
    }
}
