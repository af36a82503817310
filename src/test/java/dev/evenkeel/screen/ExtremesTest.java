package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Event;
import dev.evenkeel.journal.Observer.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, times, names and terminals as nobody thought of them. */
class ExtremesTest {
    private static final Style STYLE = new Style(false, StandardCharsets.UTF_8, 100, 24);
    private static final long[] NUMBERS = {
        0, 1, 2, 999, 1_000, 65_536, 1_000_000_007, 1L << 40, 1L << 53, Long.MAX_VALUE / 1_000, Long.MAX_VALUE - 1
    };

    private final SteppedClock clock = new SteppedClock();
    private final Told told = new Told(clock);

    @Test
    void a_rate_that_falls_to_nothing_is_not_shown_and_nothing_is_reckoned_from_it() {
        ShownProgress progress = new ShownProgress("rows of shop.orders", "rows", 1_000_000, clock, ended -> {});
        progress.advance(500_000);
        clock.step(Duration.ofSeconds(1));
        assertThat(progress.sentence(STYLE)).contains("500 k rows/s").contains("ETA 1.0 s");

        for (int i = 0; i < 10_000; i++) {
            clock.step(Duration.ofSeconds(1));
            assertThat(progress.line(STYLE)).doesNotContain(" 0 rows/s").doesNotContainPattern("ETA \\d{4}");
        }

        assertThat(progress.sentence(STYLE)).isEqualTo("rows of shop.orders 50 %, 500 k rows of 1.0 M rows");
    }

    @Test
    void work_of_days_keeps_its_eta() {
        ShownProgress progress = new ShownProgress("load", "bytes", 40_000_000_000_000L, clock, ended -> {});
        progress.advance(1_000_000_000_000L);
        clock.step(Duration.ofHours(2));

        assertThat(progress.sentence(STYLE)).isEqualTo("load 2 %, 1.0 TB of 40 TB, 139 MB/s, ETA 3 d 06 h");
    }

    @Test
    void empty_work_says_that_it_was_empty() {
        ShownProgress progress = new ShownProgress("rows of shop.empty", "rows", 0, clock, ended -> {});
        assertThat(progress.line(STYLE)).isEqualTo("rows of shop.empty  0 rows");
        progress.close();

        assertThat(progress.summary(STYLE)).isEqualTo("rows of shop.empty 0 rows in 0.0 s");
    }

    @Test
    void any_amount_in_any_time_can_be_shown() {
        Random random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            long total = number(random);
            ShownProgress progress =
                    new ShownProgress("load", random.nextBoolean() ? "rows" : "bytes", total, clock, ended -> {});
            for (int look = 0; look < 4; look++) {
                progress.advance(number(random) / 4);
                clock.step(Duration.ofMillis(random.nextInt(5) * number(random) % 864_000_000_000L));
                assertSane(progress.line(STYLE));
                assertSane(progress.sentence(STYLE));
            }
            progress.close();
            assertSane(progress.summary(STYLE));
        }
    }

    @Test
    void any_wait_can_be_shown() {
        Duration[] times = {
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofMillis(9_949),
            Duration.ofSeconds(119),
            Duration.ofDays(3),
            Duration.ofDays(365),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE).minusNanos(1),
            Duration.ofSeconds(-5),
            Duration.ofSeconds(Long.MIN_VALUE)
        };
        List<String> values = List.of("", "0 events", "1,000,000,000,000 events", "999999999999999999999999 rows", "x");
        for (Duration since : times) {
            for (Duration left : times) {
                for (String value : values) {
                    ShownWait wait =
                            new ShownWait(new Waiting("the target", "7 events", "0", since, left), clock.instant());
                    clock.step(Duration.ofDays(2));
                    wait.look(new Waiting("the target", value, "0", since, left), clock.instant());
                    clock.step(Duration.ofSeconds(3));
                    assertSane(wait.line(STYLE, clock.instant()));
                }
            }
        }
    }

    @Test
    void a_wait_of_days_is_told_in_days() {
        ShownWait wait = new ShownWait(
                new Waiting("the target", "x", "y", Duration.ofHours(75), Duration.ofDays(365)), clock.instant());

        assertThat(wait.line(STYLE, clock.instant()))
                .isEqualTo("waiting for the target: x, goal y, since 3 d 03 h, gives up in 365 d 00 h");
    }

    @Test
    void emoji_of_both_planes_take_two_columns() {
        assertThat(SafeText.columns("⚡".repeat(64))).isEqualTo(128);
        assertThat(SafeText.columns("🚀".repeat(64))).isEqualTo(128);
        assertThat(SafeText.columns("☃".repeat(64))).isEqualTo(64);
        assertThat(SafeText.cut("⚡".repeat(64), 11, true)).isEqualTo("⚡⚡⚡⚡⚡…");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 73, 250, 99_999})
    void terminals_of_any_width_show_names_of_any_kind(int width) {
        for (String name :
                List.of("⚡".repeat(64), "🚀".repeat(64), "x".repeat(64), "数".repeat(64), "a b ".repeat(16), " ")) {
            int columns = Math.max(width, 40);
            PaintedTerminal terminal = new PaintedTerminal(columns);
            Style style = new Style(true, StandardCharsets.UTF_8, width, 9);
            LiveView live = new LiveView(terminal.stream(), style, clock, standing(name));
            live.entry(told.runStarted(Long.MAX_VALUE));
            live.entry(told.planned(1, name, false, 2));
            live.entry(told.planned(2, name, false, 0));
            live.entry(told.started(name));
            live.entry(told.intended(name, 1, name + name));
            for (int i = 0; i < 6; i++) {
                live.began(new ShownProgress("rows of " + name + "." + name, "rows", 5, clock, live::ended));
            }
            live.waiting(new Waiting(name + name, name, name, Duration.ofDays(9), Duration.ofDays(999)));
            live.entry(told.frozen());
            clock.step(Duration.ofDays(400));
            live.tick();
            assertThat(terminal.picture())
                    .as("three lines that stay, and eight")
                    .hasSizeLessThanOrEqualTo(11);
            assertThat(terminal.picture())
                    .as("redrawn lines of a terminal of %s columns", columns)
                    .allMatch(line -> SafeText.columns(line) < columns);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 250, 99_999})
    void what_stays_is_told_in_full_on_terminals_of_any_width(int width) {
        for (boolean plain : new boolean[] {true, false}) {
            String name = "⚡".repeat(32) + " " + "🚀".repeat(32);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
            Style style = new Style(true, StandardCharsets.UTF_8, width, 1);
            View view = plain ? new PlainView(stream, style, clock) : new LiveView(stream, style, clock, Standing.NONE);
            view.entry(told.planned(1, name, false, 0));
            view.entry(told.started(name));
            view.entry(told.entry("NOTE", Map.of("text", name)));
            view.entry(told.ended(name, 1, name, "failed", name + "\n\n" + name));
            view.entry(told.phaseEnded(name, "failed", name));
            view.say(name);
            view.tick();
            view.block(List.of(name, ""));

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("⚡".repeat(32))
                    .contains("🚀".repeat(32));
        }
    }

    private long number(Random random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static void assertSane(String line) {
        assertThat(line)
                .doesNotContain("NaN")
                .doesNotContain("Infinity")
                .doesNotContain("-")
                .doesNotContainPattern("[ (]0 (rows|B|events)?/s")
                .doesNotContainPattern("\\d{5,} (h|min|s)\\b")
                .hasSizeLessThan(200);
    }

    private static Standing standing(String phase) {
        String words =
                "free to abort (costs: 3 d 04 h of work; what phases " + phase + " and " + phase + " have made stays)";
        return new Standing() {
            @Override
            public void take(Instant at, Event event) {}

            @Override
            public Optional<Told> told() {
                return Optional.of(new Told(Concern.SOME, words));
            }
        };
    }
}
