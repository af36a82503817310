package dev.evenkeel.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of a run, as its journal grows. */
class RunStatusTest {
    private static final Instant BEGUN = Instant.parse("2026-11-30T02:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = BEGUN;
    private Journal journal;

    @BeforeEach
    void a_run_of_a_plan() {
        journal = Journal.create(folder.resolve("r-1"), new Now(), new Redactor(), Observer.NONE);
        RunEvent.Started nothing = RunEvent.Started.nothing();
        enter(new RunEvent.Started(
                Optional.of(RunEvent.Started.SCHEMA),
                "r-1",
                "run",
                Optional.empty(),
                nothing.environment(),
                nothing.tool(),
                nothing.by(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(60_000L),
                Optional.empty()));
        planned("preflight", "READ_ONLY", false);
        planned("copy", "REVERSIBLE", false);
        planned("follow", "REVERSIBLE", false);
        planned("freeze", "REVERSIBLE", false);
        planned("switch", "IRREVERSIBLE", false);
        planned("undo:freeze", "REVERSIBLE", true);
        planned("undo:follow", "REVERSIBLE", true);
    }

    @AfterEach
    void end() {
        journal.close();
    }

    @Test
    void before_anything_is_changed_it_can_be_left() {
        step("preflight", "READ_ONLY", Duration.ofSeconds(3));

        assertThat(zone()).isEqualTo("nothing is changed: it can be left");
    }

    @Test
    void once_something_is_changed_leaving_costs_the_work_and_what_cannot_be_taken_back_stays() {
        step("preflight", "READ_ONLY", Duration.ofSeconds(3));
        step("follow", "REVERSIBLE", Duration.ofSeconds(9));
        assertThat(zone()).isEqualTo("free to abort (costs: 12 s of work)");

        step("copy", "REVERSIBLE", Duration.ofMinutes(12));
        assertThat(zone()).isEqualTo("free to abort (costs: 12 min 12 s of work; what phase copy has made stays)");
    }

    @Test
    void what_was_taken_back_costs_nothing_more_and_neither_does_a_wait_for_people() {
        step("copy", "REVERSIBLE", Duration.ofSeconds(20));
        intended("freeze", "READ_ONLY");
        enter(new GateEvent.Asked("cutover", 1, "plan", "evidence", List.of("rows: Same")));
        ended("freeze", Duration.ofHours(7));
        step("follow", "REVERSIBLE", Duration.ofSeconds(9));
        step("undo:follow", "REVERSIBLE", Duration.ofSeconds(1));
        enter(new PhaseEvent.Ended("undo:follow", StepOutcome.PASSED, Optional.of(1000L), Optional.empty()));

        assertThat(zone()).isEqualTo("free to abort (costs: 20 s of work; what phase copy has made stays)");
    }

    @Test
    void in_the_freeze_it_says_when_the_source_opens_again() {
        step("copy", "REVERSIBLE", Duration.ofSeconds(20));
        now = Instant.parse("2026-11-30T03:00:00Z");
        intended("freeze", "REVERSIBLE");
        closes("1", MoveEvent.ChangeState.INTENDED);
        assertThat(zone()).isEqualTo("in the freeze (opens again by itself at 2026-11-30T03:01:00Z)");
        assertThat(RunStatus.of(journal.folder()).lines()).contains(zone());

        now = Instant.parse("2026-11-30T03:01:02Z");
        closes("1", MoveEvent.ChangeState.MADE);
        assertThat(zone()).isEqualTo("in the freeze (was to open again by itself at 2026-11-30T03:01:00Z)");

        closes("1", MoveEvent.ChangeState.RESTORED);
        assertThat(zone()).startsWith("free to abort (costs: ");
    }

    @Test
    void where_the_process_has_died_nothing_opens_by_itself_but_a_latch() {
        intended("freeze", "REVERSIBLE");
        closes("1", MoveEvent.ChangeState.MADE);
        journal.close();
        assertThat(zone())
                .isEqualTo("in the freeze (no process is at work: the source stays closed until resume or undo)");

        journal = Journal.reopen(folder.resolve("r-1"), new Now(), new Redactor(), Observer.NONE);
        closes("latched", MoveEvent.ChangeState.MADE);
        journal.close();
        assertThat(zone()).contains("the latch went with it; accounts that are shut stay shut until resume or undo");
    }

    @Test
    void after_the_point_of_no_return_there_is_only_forward() {
        intended("freeze", "REVERSIBLE");
        closes("1", MoveEvent.ChangeState.MADE);
        intended("switch", "REVERSIBLE");

        assertThat(zone()).isEqualTo("past the point of no return (only forward)");
    }

    private String zone() {
        return RunStatus.of(folder.resolve("r-1")).zoneSays();
    }

    private void planned(String id, String effect, boolean undo) {
        enter(new PhaseEvent.Planned(1, id, id, "", effect, undo, List.of("a step")));
    }

    private void step(String phase, String effect, Duration took) {
        intended(phase, effect);
        ended(phase, took);
    }

    private void intended(String phase, String effect) {
        enter(new PhaseEvent.StepIntended(phase, 1, "When", "a step", effect));
    }

    private void ended(String phase, Duration took) {
        enter(new PhaseEvent.StepEnded(
                phase,
                1,
                "a step",
                StepOutcome.PASSED,
                Optional.of(took.toMillis()),
                Optional.empty(),
                Optional.empty()));
    }

    private void closes(String made, MoveEvent.ChangeState state) {
        enter(new MoveEvent.Change("freeze", 1, "source", "read_only", "0", made, state, ""));
    }

    private void enter(Event event) {
        event.enter(journal);
    }

    /** As late as the test says. */
    private final class Now extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
