package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @Test
    void what_would_command_the_terminal_is_shown_as_an_escape() {
        assertThat(SafeText.escape("a\u001b[2Jb", true)).isEqualTo("a\\x1b[2Jb");
        assertThat(SafeText.escape("a\r\n\tb\u0007\u009b", true)).isEqualTo("a\\r\\n\\tb\\x07\\x9b");
        assertThat(SafeText.escape("\u202ename\u200b\u2028", true)).isEqualTo("\\u{202e}name\\u{200b}\\u{2028}");
        assertThat(SafeText.escape("\ud800", true)).isEqualTo("\\u{d800}");
    }

    @Test
    void what_is_harmless_stays() {
        assertThat(SafeText.escape("Schüler 学校 😀 a\\b", true)).isEqualTo("Schüler 学校 😀 a\\b");
    }

    @Test
    void without_unicode_only_ascii_is_left() {
        assertThat(SafeText.escape("Schüler 😀", false)).isEqualTo("Sch\\xfcler \\u{1f600}");
    }

    @Test
    void no_text_leaves_a_control_character_behind() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 10; j++) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }

            assertThat(SafeText.escape(text.toString(), true).chars().anyMatch(Character::isISOControl))
                    .as("seed %d", seed)
                    .isFalse();
            assertThat(SafeText.escape(text.toString(), false).chars().allMatch(c -> c >= ' ' && c < 127))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void a_cut_text_fits_and_says_so() {
        assertThat(SafeText.cut("exactly ten", 11, true)).isEqualTo("exactly ten");
        assertThat(SafeText.cut("exactly ten", 10, true)).isEqualTo("exactly t…");
        assertThat(SafeText.cut("exactly ten", 10, false)).isEqualTo("exactly t~");
        assertThat(SafeText.cut("学校学校", 6, true)).isEqualTo("学校…");
        assertThat(SafeText.columns("学校 a\u0301")).isEqualTo(6);
    }

    @Test
    void a_wrapped_text_keeps_every_word() {
        assertThat(SafeText.wrap("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(SafeText.wrap("see /a/path/that/is/long now", 8))
                .containsExactly("see", "/a/path/that/is/long", "now");
        assertThat(SafeText.wrap("", 8)).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.0 s",
        "999,1.0 s",
        "3600,3.6 s",
        "9949,9.9 s",
        "9950,10 s",
        "42400,42 s",
        "119000,119 s",
        "245000,4 min 05 s",
        "3599400,59 min 59 s",
        "3840000,1 h 04 min"
    })
    void times_read_as_one_would_say_them(long millis, String text) {
        assertThat(Figures.time(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,bytes,0 B",
        "999,bytes,999 B",
        "999600,bytes,1.0 MB",
        "43000000,bytes,43 MB",
        "233400000,bytes,233 MB",
        "1200000,rows,1.2 M rows",
        "17,rows,17 rows",
        "16044,rows,16 k rows",
        "5000000000000,rows,5000 G rows"
    })
    void amounts_keep_two_or_three_digits(double value, String unit, String text) {
        assertThat(Figures.amount(value, unit)).isEqualTo(text);
    }

    @Test
    void clocks_grow_an_hour_when_they_need_one() {
        assertThat(Figures.clock(Duration.ofSeconds(7))).isEqualTo("0:07");
        assertThat(Figures.clock(Duration.ofSeconds(760))).isEqualTo("12:40");
        assertThat(Figures.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
    }
}
