package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModeTest {
    private static final Map<String, String> TERMINAL = Map.of("TERM", "xterm-256color");

    @Test
    void a_terminal_is_drawn_on() {
        assertThat(Mode.choose(false, false, true, TERMINAL)).isEqualTo(Mode.LIVE);
    }

    @Test
    void nothing_else_is_drawn_on() {
        assertThat(Mode.choose(false, false, false, TERMINAL)).isEqualTo(Mode.PLAIN);
        assertThat(Mode.choose(false, false, true, Map.of("TERM", "dumb"))).isEqualTo(Mode.PLAIN);
        assertThat(Mode.choose(false, false, true, Map.of())).isEqualTo(Mode.PLAIN);
        assertThat(Mode.choose(false, false, true, Map.of("TERM", "xterm", "CI", "true")))
                .isEqualTo(Mode.PLAIN);
    }

    @Test
    void a_ci_variable_that_says_no_means_no() {
        assertThat(Mode.choose(false, false, true, Map.of("TERM", "xterm", "CI", "false")))
                .isEqualTo(Mode.LIVE);
        assertThat(Mode.choose(false, false, true, Map.of("TERM", "xterm", "CI", "")))
                .isEqualTo(Mode.LIVE);
    }

    @Test
    void what_was_asked_for_comes_before_what_was_found() {
        assertThat(Mode.choose(true, true, true, TERMINAL)).isEqualTo(Mode.JSON);
        assertThat(Mode.choose(false, true, true, TERMINAL)).isEqualTo(Mode.QUIET);
    }

    @Test
    void colour_is_for_terminals_whose_user_did_not_refuse_it() {
        assertThat(color(Mode.LIVE, false, TERMINAL)).isTrue();
        assertThat(color(Mode.LIVE, true, TERMINAL)).isFalse();
        assertThat(color(Mode.LIVE, false, Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(color(Mode.LIVE, false, Map.of("NO_COLOR", ""))).isTrue();
        assertThat(color(Mode.PLAIN, false, Map.of("CLICOLOR_FORCE", "1"))).isFalse();
    }

    @Test
    void the_size_is_what_the_terminal_says_or_a_guess() {
        assertThat(Terminal.parse("50 132\n")).isEqualTo(new Terminal(132, 50));
        assertThat(Terminal.parse("0 0\n")).isEqualTo(Terminal.UNKNOWN);
        assertThat(Terminal.parse("")).isEqualTo(Terminal.UNKNOWN);
        assertThat(Terminal.measure(Map.of("COLUMNS", "80", "LINES", "25"))).isEqualTo(new Terminal(80, 25));
    }

    private static boolean color(Mode mode, boolean noColor, Map<String, String> environment) {
        return Style.of(mode, noColor, environment, StandardCharsets.UTF_8, Terminal.UNKNOWN)
                .color();
    }
}
