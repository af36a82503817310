package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Observer.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainViewTest {
    private static final Style ASCII = new Style(false, StandardCharsets.US_ASCII, 100, 24);

    private final SteppedClock clock = new SteppedClock();
    private final Told told = new Told(clock);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.US_ASCII);

    @Test
    void every_change_is_a_line_with_its_time() {
        PlainView plain = new PlainView(out, ASCII, clock);
        plain.say("fetching MariaDB 10.1.8 (43 MB)");
        plain.entry(told.runStarted(0));
        plain.entry(told.planned(1, "Copy", false, 2));
        plain.entry(told.planned(2, "Switch", false, 2));
        plain.entry(told.started("Copy"));
        plain.entry(told.intended("Copy", 1, "die Schüler"));
        plain.entry(told.ended("Copy", 1, "die Schüler", "passed", ""));
        clock.step(Duration.ofSeconds(61));
        plain.entry(told.ended("Copy", 2, "the dump is loaded", "failed", "target: line 7:\nno such table"));
        plain.entry(told.phaseEnded("Copy", "failed", ""));
        plain.entry(told.phaseEnded("Switch", "skipped", "phase Copy failed"));
        plain.entry(told.entry("RUN_ENDED", Map.of("outcome", "UNDONE", "exitCode", 4, "summary", "undone")));
        plain.block(List.of("UNDONE", "  report  x"));

        assertThat(lines())
                .containsExactly(
                        "01:44:02Z fetching MariaDB 10.1.8 (43 MB)",
                        "01:44:02Z rehearse  features/encrypt-at-rest.feature  on embedded  run r-1",
                        "01:44:02Z phase 1 Copy: started, 2 steps",
                        "01:44:02Z step 1.1 passed in 1.2 s: die Sch\\xfcler",
                        "01:45:03Z step 1.2 failed in 1.2 s: the dump is loaded: target: line 7:\\nno such table",
                        "01:45:03Z phase 1 Copy: failed in 4.3 s, 2 steps",
                        "01:45:03Z phase 2 Switch: skipped: phase Copy failed",
                        "01:45:03Z run ended: UNDONE, exit code 4",
                        "UNDONE",
                        "  report  x");
    }

    @Test
    void a_step_that_was_not_shown_has_its_reason_and_its_phase_is_shown_in_part() {
        PlainView plain = new PlainView(out, ASCII, clock);
        plain.entry(told.planned(1, "Preflight", false, 2));
        plain.entry(told.started("Preflight"));
        plain.entry(told.ended("Preflight", 1, "the servers answer", "passed", ""));
        plain.entry(told.notShown("Preflight", 2, "the target is encrypted", "no plugin"));
        plain.entry(told.phaseEnded("Preflight", "partly shown", ""));

        assertThat(lines())
                .endsWith(
                        "01:44:02Z step 1.2 not shown in 1.2 s: the target is encrypted: no plugin",
                        "01:44:02Z phase 1 Preflight: partly shown in 4.3 s, 2 steps");
    }

    @Test
    void a_comparison_says_how_much_of_the_rows_was_read_now() {
        PlainView plain = new PlainView(out, ASCII, clock);
        Map<String, Object> pinned = Map.of(
                "left",
                "replica",
                "right",
                "target",
                "at",
                "pinned",
                "verdict",
                "Same",
                "tables",
                List.of(1),
                "rowsExamined",
                1200,
                "bytesExamined",
                4_300_000,
                "millis",
                100);
        Map<String, Object> frozen = new HashMap<>(pinned);
        frozen.putAll(Map.of("at", "frozen", "bytesExamined", 0, "residue", Map.of("keys", 652, "chunks", 0)));
        Map<String, Object> partly = new HashMap<>(frozen);
        partly.put("bytesExamined", 2_000_000);
        List.of(pinned, frozen, partly).forEach(data -> plain.entry(told.entry("PARITY_ROWS", data)));

        assertThat(lines())
                .containsExactly(
                        "01:44:02Z rows, replica and target, pinned: Same; 1 table, 1,200 rows, 4.3 MB in 0.1 s",
                        "01:44:02Z rows, replica and target, frozen: Same; 1 table, 1,200 rows; 652 changed rows"
                                + " were compared again, in 0.1 s",
                        "01:44:02Z rows, replica and target, frozen: Same; 1 table, 1,200 rows; 652 changed rows"
                                + " and 2.0 MB of whole tables were compared again, in 0.1 s");
    }

    @Test
    void long_work_gives_a_sign_of_life_every_ten_seconds() {
        PlainView plain = new PlainView(out, ASCII, clock);
        plain.entry(told.runStarted(60_000));
        plain.entry(told.planned(1, "Freeze", false, 1));
        plain.entry(told.started("Freeze"));
        plain.entry(told.frozen());
        plain.entry(told.intended("Freeze", 1, "the target has applied all"));
        bytes.reset();
        for (int second = 1; second <= 21; second++) {
            clock.step(Duration.ofSeconds(1));
            plain.waiting(new Waiting(
                    "the target",
                    100 - second + " events",
                    "0 events",
                    Duration.ofSeconds(second),
                    Duration.ofSeconds(60 - second)));
            plain.tick();
        }

        assertThat(lines())
                .containsExactly(
                        "01:44:12Z step 1.1 running for 10 s: the target has applied all; waiting for the target: 90 events"
                                + " (down 1/s), goal 0 events, since 10 s, gives up in 50 s; source frozen for 10 s of 60 s",
                        "01:44:22Z step 1.1 running for 20 s: the target has applied all; waiting for the target: 80 events"
                                + " (down 1/s), goal 0 events, since 20 s, gives up in 40 s; source frozen for 20 s of 60 s");
    }

    @Test
    void an_idle_screen_is_silent() {
        PlainView plain = new PlainView(out, ASCII, clock);
        clock.step(Duration.ofMinutes(5));
        plain.tick();

        assertThat(bytes.size()).isZero();
    }

    @Test
    void quiet_tells_failures_and_the_end() {
        QuietView quiet = new QuietView(out, ASCII);
        quiet.say("fetching");
        quiet.entry(told.runStarted(0));
        quiet.entry(told.planned(1, "Copy", false, 2));
        quiet.entry(told.started("Copy"));
        quiet.entry(told.ended("Copy", 1, "the replica is dumped", "passed", ""));
        quiet.entry(told.ended("Copy", 2, "the dump is loaded", "failed", "target: no such table"));
        quiet.entry(told.phaseEnded("Copy", "failed", ""));
        quiet.block(List.of("UNDONE"));

        assertThat(lines()).containsExactly("x 1.2 failed: the dump is loaded", "  target: no such table", "UNDONE");
    }

    private List<String> lines() {
        return Arrays.asList(bytes.toString(StandardCharsets.US_ASCII).split("\n"));
    }
}
