package dev.evenkeel.report.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.StepOutcome;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutageSharesTest {
    private static final Instant LAST_SERVED = Instant.parse("2026-11-22T01:00:00Z");

    private final OutageShares shares = new OutageShares();

    @Test
    void every_millisecond_between_the_last_write_and_the_next_one_belongs_to_one_share() {
        step(1, "the gate is passed", -500, -400);
        step(2, "the source is closed for writes", -100, 20);
        step(3, "the last position of the source is frozen", 25, 40);
        step(4, "the application is pointed at the target", 40, 200);
        step(5, "replication on the target is stopped", 205, 1_300);

        assertThat(shares.of(cutover(230)))
                .containsExactly(
                        new OutageShare("the source is closed for writes", 20),
                        new OutageShare("the last position of the source is frozen", 15),
                        new OutageShare("the application is pointed at the target", 160),
                        new OutageShare("between the steps", 5),
                        new OutageShare("until the first acknowledged write", 30))
                .satisfies(all -> assertThat(
                                all.stream().mapToLong(OutageShare::millis).sum())
                        .isEqualTo(230));
    }

    @Test
    void a_step_that_never_ended_is_no_share() {
        step(1, "the source is closed for writes", -5, 20);
        intended(2, "the target is opened for writes", 25);

        assertThat(shares.of(cutover(100)))
                .containsExactly(
                        new OutageShare("the source is closed for writes", 20),
                        new OutageShare("between the steps", 0),
                        new OutageShare("until the first acknowledged write", 80));
    }

    @Test
    void nothing_is_said_where_no_application_measured_it() {
        step(1, "the source is closed for writes", -5, 20);

        assertThat(shares.of(new MoveEvent.Cutover(
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty(),
                        "file",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
    }

    private static MoveEvent.Cutover cutover(long millis) {
        return new MoveEvent.Cutover(
                Optional.of(millis),
                Optional.of(millis),
                Optional.empty(),
                "file",
                Optional.of(LAST_SERVED),
                Optional.of(LAST_SERVED),
                Optional.of(LAST_SERVED.plusMillis(millis)));
    }

    private void step(long index, String text, long began, long ended) {
        intended(index, text, began);
        shares.take(
                new PhaseEvent.StepEnded(
                        "switch",
                        index,
                        text,
                        StepOutcome.PASSED,
                        Optional.of(ended - began),
                        Optional.empty(),
                        Optional.empty()),
                LAST_SERVED.plusMillis(ended));
    }

    private void intended(long index, String text, long began) {
        shares.take(
                new PhaseEvent.StepIntended("switch", index, "When", text, "REVERSIBLE"),
                LAST_SERVED.plusMillis(began));
    }
}
