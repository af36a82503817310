package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Observer.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShownProgressTest {
    private static final Style STYLE = new Style(false, StandardCharsets.UTF_8, 100, 24);
    private static final Style ASCII = new Style(false, StandardCharsets.US_ASCII, 100, 24);

    private final SteppedClock clock = new SteppedClock();

    @Test
    void a_bar_has_rate_and_eta() {
        ShownProgress progress = progress("dump", "bytes", 233_000_000);
        advance(progress, 182_000_000, 2.84);

        assertThat(progress.line(STYLE)).isEqualTo("dump  ███████░░░  78 %  182 MB of 233 MB  64 MB/s  ETA 1.0 s");
        assertThat(progress.line(ASCII)).isEqualTo("dump  #######...  78 %  182 MB of 233 MB  64 MB/s  ETA 1.0 s");
        assertThat(progress.sentence(STYLE)).isEqualTo("dump 78 %, 182 MB of 233 MB, 64 MB/s, ETA 1.0 s");
    }

    @Test
    void there_is_no_eta_before_one_per_cent() {
        ShownProgress progress = progress("dump", "bytes", 1_000_000_000);
        advance(progress, 9_000_000, 1);
        assertThat(progress.sentence(STYLE)).isEqualTo("dump 0 %, 9.0 MB of 1.0 GB, 9.0 MB/s");

        advance(progress, 1_000_000, 1);
        assertThat(progress.sentence(STYLE))
                .contains("dump 1 %, 10 MB of 1.0 GB")
                .contains("ETA ");
    }

    @Test
    void an_estimate_that_was_too_low_is_said_to_be() {
        ShownProgress progress = progress("rows", "rows", 1_000_000);
        advance(progress, 1_200_000, 1);

        assertThat(progress.sentence(STYLE))
                .isEqualTo("rows 1.2 M rows, more than the 1.0 M rows estimated, 1.2 M rows/s");
    }

    @Test
    void an_unknown_total_is_not_invented() {
        ShownProgress progress = progress("dump", "bytes", 0);
        advance(progress, 5_000_000, 1);

        assertThat(progress.line(STYLE)).isEqualTo("dump  5.0 MB  5.0 MB/s");
    }

    @Test
    void the_rate_follows_what_happens_now() {
        ShownProgress progress = progress("dump", "bytes", 1_000_000_000);
        advance(progress, 100_000_000, 1);
        progress.line(STYLE);
        for (int i = 0; i < 200; i++) {
            advance(progress, 1_000_000, 0.1);
            progress.line(STYLE);
        }

        assertThat(progress.sentence(STYLE)).contains(", 10 MB/s, ");
    }

    @Test
    void the_sum_is_over_the_whole_time_and_told_once() {
        int[] told = {0};
        ShownProgress progress = new ShownProgress("dump", "bytes", 0, clock, ended -> told[0]++);
        advance(progress, 233_000_000, 3.64);
        progress.close();
        clock.step(Duration.ofSeconds(9));
        progress.close();

        assertThat(progress.summary(STYLE)).isEqualTo("dump 233 MB in 3.6 s (64 MB/s)");
        assertThat(told[0]).isEqualTo(1);
    }

    @Test
    void a_wait_says_what_is_seen_wanted_and_how_long() {
        ShownWait wait = new ShownWait(waiting("420 events behind", 0), clock.instant());
        clock.step(Duration.ofSeconds(2));
        Waiting next = waiting("40 events behind", 2);

        assertThat(wait.continuedBy(next)).isTrue();
        wait.look(next, clock.instant());
        assertThat(wait.line(STYLE, clock.instant()))
                .isEqualTo(
                        "waiting for the target: 40 events behind (↓ 190/s), goal 0 events behind, since 2.0 s, gives up in"
                                + " 58 s");
    }

    @Test
    void a_position_has_no_trend() {
        ShownWait wait = new ShownWait(waiting("000003:17", 0), clock.instant());
        clock.step(Duration.ofSeconds(2));
        wait.look(waiting("000003:19", 2), clock.instant());

        assertThat(wait.line(ASCII, clock.instant()))
                .isEqualTo("waiting for the target: 000003:19, goal 0 events behind, since 2.0 s, gives up in 58 s");
    }

    @Test
    void a_wait_that_is_not_told_again_is_over() {
        ShownWait wait = new ShownWait(waiting("1", 0), clock.instant());
        assertThat(wait.stale(clock.instant().plusSeconds(10))).isFalse();
        assertThat(wait.stale(clock.instant().plusSeconds(11))).isTrue();
    }

    private static Waiting waiting(String value, int since) {
        return new Waiting(
                "the target", value, "0 events behind", Duration.ofSeconds(since), Duration.ofSeconds(60 - since));
    }

    private ShownProgress progress(String what, String unit, long total) {
        return new ShownProgress(what, unit, total, clock, ended -> {});
    }

    private void advance(ShownProgress progress, long units, double seconds) {
        progress.advance(units);
        clock.step(Duration.ofMillis((long) (seconds * 1000)));
    }
}
