package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.runbook.Replay.Next;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.NotShown;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal tells is what the process knew that wrote it. */
class ReplayTest {
    @TempDir
    private Path folder;

    private Run run;
    private List<Phase> phases;

    @BeforeEach
    void a_run() {
        run = new Run(folder);
        StepCatalog catalog = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.worldglue");
        phases = Runbook.read(Run.MOVE, Optional.empty(), catalog).phases();
    }

    @Test
    void a_run_that_passed_has_passed() {
        Outcome outcome = run.of(Run.MOVE);

        assertThat(replayed()).isEqualTo(outcome).extracting(Outcome::code).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check servers",
                "change target",
                "change replica",
                "change source",
                "compare",
                "switch application",
                "check target"
            })
    void a_run_that_failed_ended_as_it_ended(String deed) {
        run.world.failing(deed, new AssertionError("no luck"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(replayed()).isEqualTo(outcome).extracting(Outcome::code).isNotEqualTo(ExitCode.DONE);
    }

    @Test
    void an_undo_that_failed_too_has_failed() {
        run.world
                .failing("compare", new AssertionError("no luck"))
                .failing("put back source", new AssertionError("nor here"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(replayed()).isEqualTo(outcome).extracting(Outcome::code).isEqualTo(ExitCode.UNDO_INCOMPLETE);
    }

    @Test
    void rows_that_differ_are_no_failure_like_another() {
        run.world.finding("Different");

        Outcome outcome = run.of(Run.MOVE);

        assertThat(replayed()).isEqualTo(outcome).extracting(Outcome::code).isEqualTo(ExitCode.NOT_PROVED);
    }

    @Test
    void what_was_not_shown_is_not_claimed() {
        run.world.failing("check target", new NotShown("nobody writes"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(replayed()).isEqualTo(outcome);
        assertThat(outcome.summary()).contains("nobody writes");
    }

    /** Wherever the process died: between two entries one step at most is in doubt, and it is the one that was being taken. */
    @Test
    void a_journal_that_ends_anywhere_leaves_no_more_than_the_last_step_in_doubt() {
        run.of(Run.MOVE);
        List<Entry> all = run.entries();
        for (int length = 0; length <= all.size(); length++) {
            List<Entry> torn = all.subList(0, length);
            Replay replay = Replay.of(phases, torn);
            long ended = torn.stream()
                    .filter(entry -> entry.kind().equals("STEP_ENDED"))
                    .count();
            List<Entry> intended = torn.stream()
                    .filter(entry -> entry.kind().equals("STEP_INTENDED"))
                    .toList();
            List<String> doubtful = intended.stream()
                    .filter(entry -> next(replay, entry) == Next.SETTLE)
                    .map(ReplayTest::name)
                    .toList();
            Entry last = intended.isEmpty() ? null : intended.get(intended.size() - 1);
            boolean torn_in_a_change = intended.size() > ended && effect(last) != Effect.READ_ONLY;

            assertThat(doubtful)
                    .as("after " + length + " entries")
                    .isEqualTo(torn_in_a_change ? List.of(name(last)) : List.of());
            assertThat(intended.stream()
                            .filter(entry -> effect(entry) != Effect.READ_ONLY)
                            .map(entry -> next(replay, entry)))
                    .as("what changed something is never done twice")
                    .doesNotContain(Next.EXECUTE, Next.EXECUTE_AGAIN);
        }
    }

    @Test
    void past_the_point_of_no_return_it_stays_past_it() {
        run.of(Run.MOVE);
        List<Entry> all = run.entries();
        int intent = IntStream.range(0, all.size())
                .filter(index -> Raw.text(all.get(index), "effect").equals("IRREVERSIBLE")
                        && all.get(index).kind().equals("STEP_INTENDED"))
                .findFirst()
                .orElseThrow();

        assertThat(Replay.of(phases, all.subList(0, intent))
                        .history()
                        .outcome(Optional.empty())
                        .pastNoReturn())
                .isFalse();
        assertThat(Replay.of(phases, all.subList(0, intent + 1))
                        .history()
                        .outcome(Optional.empty())
                        .pastNoReturn())
                .isTrue();
    }

    @Test
    void a_step_that_waited_at_a_gate_was_never_taken() {
        run.world.failing("ask yes", new dev.evenkeel.runbook.glue.GateSuspended("ask Mira"));
        run.of(Run.MOVE);

        Replay replay = Replay.of(phases, run.entries());
        Phase freeze = phase("freeze");

        assertThat(replay.history().halted()).isFalse();
        assertThat(replay.next(freeze, 3, Effect.REVERSIBLE)).isEqualTo(Next.EXECUTE);
        assertThat(replay.next(phase("copy"), 2, Effect.REVERSIBLE)).isEqualTo(Next.PASS_OVER);
        assertThat(replay.next(phase("preflight"), 1, Effect.READ_ONLY)).isEqualTo(Next.EXECUTE_AGAIN);
    }

    @Test
    void a_journal_of_another_runbook_is_refused() {
        run.of(Run.MOVE);
        List<Phase> others = phases.subList(1, phases.size());

        assertThatThrownBy(() -> Replay.of(others, run.entries()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of the phase 'preflight', which the runbook does not have");
    }

    private Outcome replayed() {
        return Replay.of(phases, run.entries()).history().outcome(Optional.empty());
    }

    private Next next(Replay replay, Entry entry) {
        return replay.next(phase(Raw.text(entry, "phase")), (int) Raw.number(entry, "index"), effect(entry));
    }

    private Phase phase(String id) {
        return phases.stream()
                .filter(phase -> phase.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Effect effect(Entry entry) {
        return Effect.valueOf(Raw.text(entry, "effect"));
    }

    private static String name(Entry entry) {
        return Raw.text(entry, "phase") + " " + Raw.number(entry, "index");
    }
}
