package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private final SteppedClock clock = new SteppedClock();
    private final Told told = new Told(clock);
    private final PaintedTerminal terminal = new PaintedTerminal(73);
    private final LiveView live =
            new LiveView(terminal.stream(), new Style(true, StandardCharsets.UTF_8, 73, 24), clock, Standing.NONE);

    @Test
    void a_phase_is_drawn_while_it_goes_on_and_stays_when_it_has_ended() {
        live.entry(told.runStarted(0));
        live.entry(told.planned(1, "Copy", false, 2));
        live.entry(told.planned(2, "Follow", false, 1));
        live.entry(told.planned(3, "Undo it", true, 1));
        live.entry(told.started("Copy"));
        live.entry(told.intended("Copy", 1, "the replica is dumped"));
        ShownProgress dump = new ShownProgress("dump", "bytes", 100_000_000, clock, live::ended);
        live.began(dump);
        dump.advance(50_000_000);
        clock.step(Duration.ofSeconds(1));
        live.tick();

        assertThat(terminal.picture())
                .containsExactly(
                        "rehearse  features/encrypt-at-rest.feature  on embedded  run r-1",
                        " ▶ 1 Copy                                                      0/2  0:01",
                        "   ▶ 1.1 the replica is dumped                                      0:01",
                        "         dump  █████░░░░░  50 %  50 MB of 100 MB  50 MB/s  ETA 1.0 s",
                        " · 2 Follow");

        dump.close();
        live.entry(told.ended("Copy", 1, "the replica is dumped", "passed", ""));
        live.entry(told.phaseEnded("Copy", "passed", ""));
        live.entry(told.started("Follow"));
        live.tick();

        assertThat(terminal.picture())
                .containsExactly(
                        "rehearse  features/encrypt-at-rest.feature  on embedded  run r-1",
                        " ✔ 1 Copy  passed                                          1 step  4.3 s",
                        "   ✔ 1.1 the replica is dumped                                     1.2 s",
                        "         dump 50 MB in 1.0 s (50 MB/s)",
                        " ▶ 2 Follow                                                    0/1  0:00");
    }

    @Test
    void a_step_that_was_not_shown_has_no_tick() {
        live.entry(told.planned(1, "Preflight", false, 2));
        live.entry(told.started("Preflight"));
        live.entry(told.ended("Preflight", 1, "the servers answer", "passed", ""));
        live.entry(told.notShown("Preflight", 2, "the target is encrypted", "no plugin"));
        live.entry(told.phaseEnded("Preflight", "partly shown", ""));
        live.tick();

        assertThat(terminal.picture())
                .containsExactly(
                        " ◇ 1 Preflight  partly shown                              2 steps  4.3 s",
                        "   ✔ 1.1 the servers answer                                        1.2 s",
                        "   ◇ 1.2 not shown: the target is encrypted                        1.2 s",
                        "       no plugin");
    }

    @Test
    void a_failure_is_told_in_full() {
        live.entry(told.planned(1, "Prove", false, 1));
        live.entry(told.started("Prove"));
        live.entry(told.ended(
                "Prove",
                1,
                "both hold the same rows",
                "different",
                "target: responses differs in 1 row (key 4711); the source serves; look who wrote\u001b[2J there"));
        live.entry(told.phaseEnded("Prove", "failed", ""));
        live.tick();

        assertThat(terminal.picture())
                .containsExactly(
                        " ✘ 1 Prove  failed                                         1 step  4.3 s",
                        "   ≠ 1.1 different: both hold the same rows                        1.2 s",
                        "       target: responses differs in 1 row (key 4711); the source serves;",
                        "       look who wrote\\x1b[2J there");
    }

    @Test
    void the_outage_clock_runs_from_the_frozen_coordinates_to_the_cutover() {
        live.entry(told.runStarted(10_000));
        live.entry(told.frozen());
        clock.step(Duration.ofSeconds(4));
        live.tick();
        assertThat(terminal.picture()).last().isEqualTo("  SOURCE FROZEN  0:04   of 0:10");

        clock.step(Duration.ofSeconds(4));
        live.tick();
        assertThat(terminal.picture()).last().isEqualTo("  SOURCE FROZEN  0:08   of 0:10  budget nearly used");

        clock.step(Duration.ofSeconds(4));
        live.tick();
        assertThat(terminal.picture()).last().isEqualTo("  SOURCE FROZEN  0:12   of 0:10  OVER BUDGET");

        live.entry(told.entry("CUTOVER", Map.of("frozenMillis", 12_000, "unavailableMillis", 12_300)));
        live.tick();
        assertThat(terminal.picture())
                .last()
                .isEqualTo("   cutover: source frozen for 12 s, application without writes for 12 s");
    }

    @Test
    void a_long_phase_is_drawn_within_the_terminal_and_written_in_full() {
        PaintedTerminal low = new PaintedTerminal(73);
        LiveView view =
                new LiveView(low.stream(), new Style(false, StandardCharsets.UTF_8, 73, 10), clock, Standing.NONE);
        view.entry(told.planned(1, "Preflight", false, 30));
        view.entry(told.started("Preflight"));
        for (int i = 1; i <= 30; i++) {
            view.entry(told.ended("Preflight", i, "step " + i, "passed", ""));
            view.tick();
            assertThat(low.picture()).hasSizeLessThan(10);
        }
        assertThat(low.picture()).contains("   · 23 lines above, in full later");

        view.entry(told.phaseEnded("Preflight", "passed", ""));
        view.tick();
        assertThat(low.picture()).hasSize(31);
    }

    @Test
    void no_line_is_wider_than_the_terminal() {
        List<String> seen = new ArrayList<>();
        String longText = "x".repeat(500);
        live.entry(told.planned(1, longText, false, 1));
        live.entry(told.planned(2, longText, false, 1));
        live.entry(told.started(longText));
        live.entry(told.intended(longText, 1, longText));
        live.began(new ShownProgress(longText, "bytes", 10, clock, live::ended));
        live.entry(told.entry("NOTE", Map.of("text", longText)));
        live.tick();
        live.entry(told.ended(longText, 1, longText, "passed", ""));
        live.entry(told.phaseEnded(longText, "skipped", longText));
        live.tick();

        seen.addAll(terminal.picture());
        assertThat(seen).isNotEmpty().allMatch(line -> line.length() < 73);
    }

    @Test
    void skipped_phases_are_named_and_undo_that_was_not_needed_is_not() {
        live.entry(told.planned(1, "Switch", false, 1));
        live.entry(told.planned(2, "Back", true, 1));
        live.entry(told.ended("Switch", 1, "a step", "skipped", ""));
        live.entry(told.phaseEnded("Switch", "skipped", "phase Freeze failed"));
        live.entry(told.phaseEnded("Back", "skipped", "nothing to undo"));
        live.tick();

        assertThat(terminal.picture()).containsExactly(" ○ 1 Switch  skipped: phase Freeze failed");
    }

    @Test
    void the_last_block_stands_below_everything_and_nothing_is_drawn_after_it() {
        live.say("fetching MariaDB 10.1.8 (43 MB)");
        live.entry(told.planned(1, "Copy", false, 2));
        live.entry(told.started("Copy"));
        live.entry(told.intended("Copy", 1, "the replica is dumped"));
        live.tick();
        live.block(List.of("INTERRUPTED", "  report  reports/latest/audit.html"));
        live.tick();
        live.close();

        assertThat(terminal.picture())
                .containsExactly(
                        "fetching MariaDB 10.1.8 (43 MB)",
                        " ▶ 1 Copy                                                      0/2  0:00",
                        "   ▶ 1.1 the replica is dumped                                      0:00",
                        "INTERRUPTED",
                        "  report  reports/latest/audit.html");
    }

    @Test
    void whether_one_can_go_back_stays_in_view_while_a_phase_is_under_way() {
        Zones zones = new Zones();
        LiveView view = new LiveView(terminal.stream(), new Style(true, StandardCharsets.UTF_8, 73, 24), clock, zones);
        zones.now = new Standing.Told(Standing.Concern.NONE, "free to abort (costs: 12 s of work)");
        view.entry(told.planned(1, "Copy", false, 2));
        view.entry(told.planned(2, "Follow", false, 1));
        view.tick();
        assertThat(terminal.picture()).noneMatch(line -> line.contains("free to abort"));

        view.entry(told.started("Copy"));
        view.entry(told.intended("Copy", 1, "the replica is dumped"));
        view.tick();
        assertThat(terminal.picture())
                .containsExactly(
                        " ▶ 1 Copy                                                      0/2  0:00",
                        "   ▶ 1.1 the replica is dumped                                      0:00",
                        " free to abort (costs: 12 s of work)",
                        " · 2 Follow");
        assertThat(zones.events).isEqualTo(4);

        zones.now = new Standing.Told(Standing.Concern.GREAT, "past the point of no return (only forward)");
        view.tick();
        assertThat(terminal.picture()).contains(" past the point of no return (only forward)");

        view.entry(told.phaseEnded("Copy", "passed", ""));
        view.tick();
        assertThat(terminal.picture()).noneMatch(line -> line.contains("point of no return"));
    }

    private static final class Zones implements Standing {
        private Told now;
        private int events;

        @Override
        public void take(Instant at, Event event) {
            events++;
        }

        @Override
        public Optional<Told> told() {
            return Optional.of(now);
        }
    }
}
