package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Raw;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.runbook.Replay.Next;
import dev.evenkeel.runbook.Replay.Resolution;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.GateSuspended;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.runbook.worldglue.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process goes on with a run, knowing nothing but the journal of the one that died. */
class ReplayTest {
    @TempDir
    private Path folder;

    private Run run;
    private StepCatalog catalog;
    private Runbook runbook;
    private int attempts;

    @BeforeEach
    void a_run() {
        run = new Run(folder.resolve("first"));
        catalog = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.worldglue");
        runbook = Runbook.read(Run.MOVE, Optional.empty(), catalog);
    }

    /** What a second process did, and how it ended. */
    private record GoneOn(Outcome outcome, List<String> deeds, List<Entry> entries) {}

    /** Wherever the process died: at most the step that was being taken is in doubt, and nothing else is done twice. */
    @Test
    void a_run_that_died_between_any_two_entries_is_gone_on_with() throws IOException {
        begin(run, world -> {});
        List<Entry> all = run.entries();
        for (int length = 1; length <= all.size(); length++) {
            List<Entry> torn = all.subList(0, length);
            Entry last = torn.get(length - 1);
            boolean changing = last.kind().equals("STEP_INTENDED") && effect(last) != Effect.READ_ONLY;
            boolean doubtful = changing && !List.of("freeze", "prove").contains(Raw.text(last, "phase"));

            GoneOn second = goOn(torn, world -> {}, replay -> {});

            assertThat(second.outcome().code())
                    .as("after " + length + " entries: " + second.outcome())
                    .isEqualTo(doubtful ? ExitCode.INTERRUPTED : ExitCode.DONE);
            if (doubtful) {
                assertThat(second.outcome().summary())
                        .contains("--resolve " + Raw.text(last, "phase") + "/" + Raw.number(last, "index") + "=done")
                        .doesNotContain("unexpected");
            }
            assertThat(second.deeds().stream()
                            .filter(deedsBefore(torn)::contains)
                            .filter(deed -> deed.startsWith("change") || deed.startsWith("switch")))
                    .as("after " + length + " entries: what is done is not done again")
                    .isEmpty();
        }
    }

    /** Those that changed something, have an outcome, and are not of a freeze that is undone first. */
    private static List<String> deedsBefore(List<Entry> torn) {
        boolean switched = torn.stream()
                .anyMatch(entry -> entry.kind().equals("STEP_INTENDED")
                        && Raw.text(entry, "effect").equals("IRREVERSIBLE"));
        return torn.stream()
                .filter(entry -> entry.kind().equals("STEP_ENDED"))
                .filter(entry -> switched || !Raw.text(entry, "phase").equals("freeze"))
                .map(entry -> Raw.text(entry, "text"))
                .filter(text -> text.matches("the (\\w+) is (changed|switched for good)"))
                .map(text -> text.replaceFirst("the (\\w+) is changed", "change $1")
                        .replaceFirst("the (\\w+) is switched for good", "switch $1"))
                .toList();
    }

    @Test
    void a_freeze_that_was_left_is_undone_first_and_its_gate_is_asked_again() throws IOException {
        begin(run, world -> {});

        GoneOn second = goOn(until("STEP_ENDED", "all rows are the same"), world -> {}, replay -> {});

        assertThat(second.outcome().code()).isEqualTo(ExitCode.DONE);
        assertThat(second.deeds())
                .containsSubsequence("put back source", "ask yes", "change source", "compare", "switch application")
                .doesNotContain("change target", "put back target");
    }

    @Test
    void after_the_point_of_no_return_there_is_only_forward() throws IOException {
        begin(run, world -> {});
        List<Entry> torn = until("STEP_ENDED", "the application is switched for good");

        GoneOn second = goOn(torn, world -> {}, replay -> {});

        assertThat(Replay.of(runbook, torn).pastNoReturn()).isTrue();
        assertThat(second.outcome().code()).isEqualTo(ExitCode.DONE);
        assertThat(second.deeds())
                .contains("check application", "check target")
                .doesNotContain("switch application", "put back source", "change source", "ask yes");
    }

    /** The way to the source was lost after the target was opened, and nobody had written there. */
    @Test
    void a_target_that_was_closed_again_unwritten_is_no_point_of_no_return_for_the_next_process() throws IOException {
        begin(run, world -> {});
        List<Entry> opened = until("STEP_ENDED", "the application is switched for good");
        List<Entry> closed = with(
                opened,
                new TrafficEvent.NoReturn(
                        TrafficEvent.NoReturnState.NOT_WRITTEN, "binlog.000001:4", Optional.empty(), Optional.empty()));
        assertThat(Replay.of(runbook, opened).history(Stopping.SUSPENDS).pastNoReturn())
                .isTrue();
        assertThat(Replay.of(runbook, closed).history(Stopping.UNDOES).pastNoReturn())
                .isFalse();
        assertThat(Replay.of(runbook, closed).undoFirst()).extracting(Phase::id).contains("undo:freeze");

        GoneOn second = goOn(closed, world -> {}, replay -> {});

        assertThat(second.outcome().code()).isEqualTo(ExitCode.DONE);
        assertThat(second.deeds())
                .containsSubsequence("put back source", "ask yes", "change source", "compare", "switch application");
    }

    @Test
    void a_person_says_what_became_of_a_step_in_doubt() throws IOException {
        begin(run, world -> {});
        List<Entry> torn = until("STEP_INTENDED", "the replica is changed");
        int step = (int) Raw.number(torn.get(torn.size() - 1), "index");

        GoneOn done = goOn(torn, world -> {}, replay -> replay.resolve("copy", step, Resolution.DONE));
        GoneOn redo = goOn(torn, world -> {}, replay -> replay.resolve("copy", step, Resolution.REDO));

        assertThat(done.outcome().code()).isEqualTo(ExitCode.DONE);
        assertThat(done.deeds()).doesNotContain("change replica");
        assertThat(redo.outcome().code()).isEqualTo(ExitCode.DONE);
        assertThat(redo.deeds()).contains("change replica");
    }

    /** Doubt does not go away by asking twice. */
    @Test
    void a_step_in_doubt_stays_in_doubt() throws IOException {
        begin(run, world -> {});

        GoneOn second = goOn(until("STEP_INTENDED", "the replica is changed"), world -> {}, replay -> {});
        GoneOn third = goOn(second.entries(), world -> {}, replay -> {});

        assertThat(third.outcome().code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(third.outcome().summary()).contains("--resolve copy/");
    }

    @Test
    void a_run_that_waits_at_a_gate_leaves_everything_and_is_gone_on_with() throws IOException {
        Outcome suspended = begin(run, world -> world.failing("ask yes", new GateSuspended("ask Mira")));

        GoneOn second = goOn(run.entries(), world -> {}, replay -> {});

        assertThat(suspended.code()).isEqualTo(ExitCode.SUSPENDED);
        assertThat(run.world.done()).doesNotContain("put back target");
        assertThat(second.outcome().code()).isEqualTo(ExitCode.DONE);
        assertThat(second.deeds()).contains("ask yes").doesNotContain("change target");
    }

    /** A signal: outside the freeze everything stays, in it the freeze is undone. */
    @Test
    void a_run_that_is_interrupted_can_be_gone_on_with() throws IOException {
        Outcome early = begin(
                run,
                world -> world.when("change target", () -> {
                    run.engine.interrupt();
                    return null;
                }));
        Run other = new Run(folder.resolve("other"));
        Outcome late = begin(
                other,
                world -> world.when("change source", () -> {
                    other.engine.interrupt();
                    return null;
                }));

        assertThat(early.code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.world.done()).doesNotContain("put back target");
        assertThat(goOn(run.entries(), world -> {}, replay -> {}).outcome().code())
                .isEqualTo(ExitCode.DONE);
        assertThat(late.code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(other.world.done()).contains("put back source").doesNotContain("put back target");
        assertThat(goOn(other.entries(), world -> {}, replay -> {}).outcome().code())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_signal_after_the_point_of_no_return_does_not_stop_it() {
        Outcome outcome = begin(
                run,
                world -> world.when("switch application", () -> {
                    run.engine.interrupt();
                    return null;
                }));

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
    }

    /** What failed in the second process is undone whichever process had begun it. */
    @Test
    void a_failure_undoes_what_both_processes_began() throws IOException {
        begin(run, world -> {});

        GoneOn second = goOn(
                until("PHASE_ENDED", "copy"),
                world -> world.failing("change source", new AssertionError("no luck")),
                replay -> {});

        assertThat(second.outcome().code()).isEqualTo(ExitCode.UNDONE);
        assertThat(second.deeds()).contains("put back source", "put back target");
    }

    @Test
    void what_only_reads_is_executed_again_and_a_phase_that_is_over_is_not() {
        begin(run, world -> world.failing("ask yes", new GateSuspended("ask Mira")));

        Replay replay = Replay.of(runbook, run.entries());

        assertThat(replay.next(phase("preflight"), 2)).isEqualTo(Next.PASS_OVER);
        assertThat(replay.next(phase("copy"), 2)).isEqualTo(Next.PASS_OVER);
        assertThat(replay.next(phase("freeze"), 1)).isEqualTo(Next.EXECUTE_AGAIN);
        assertThat(replay.next(phase("freeze"), 3)).isEqualTo(Next.EXECUTE);
    }

    /** That nobody has written yet, for example: once the application was moved it is no longer so, and need not be. */
    @Test
    void past_the_point_of_no_return_what_was_looked_at_before_it_is_not_looked_at_again() {
        begin(run, world -> {});

        Replay begun = Replay.of(runbook, until("STEP_INTENDED", "the application is switched for good"));
        Replay switched = Replay.of(runbook, until("STEP_ENDED", "the application is switched for good"));
        Replay checked = Replay.of(runbook, until("STEP_ENDED", "the application is checked"));

        // It may not have been done, and then somebody may have written since.
        assertThat(begun.next(phase("switch"), 1)).isEqualTo(Next.EXECUTE_AGAIN);
        begun.resolve("switch", 2, Replay.Resolution.DONE);
        assertThat(begun.next(phase("switch"), 1)).isEqualTo(Next.PASS_OVER);
        assertThat(switched.next(phase("switch"), 1)).isEqualTo(Next.PASS_OVER);
        assertThat(switched.next(phase("switch"), 3)).isEqualTo(Next.EXECUTE);
        assertThat(checked.next(phase("switch"), 3)).isEqualTo(Next.EXECUTE_AGAIN);
    }

    /** As the comparison with a replica that is then started again. */
    @Test
    void what_was_looked_at_between_two_changes_is_not_looked_at_again_unless_the_first_is_made_again()
            throws IOException {
        String between = Files.readString(Run.MOVE)
                .replace(
                        "      And the replica is changed\n",
                        "      Then the copy is checked\n      When the replica is changed\n");
        runbook =
                Runbook.read(Files.writeString(folder.resolve("between.feature"), between), Optional.empty(), catalog);
        begin(run, world -> {});

        Replay begun = Replay.of(runbook, until("STEP_INTENDED", "the replica is changed"));
        Replay looked = Replay.of(runbook, until("STEP_ENDED", "the copy is checked"));
        List<Entry> entries = new ArrayList<>(until("STEP_INTENDED", "the replica is changed"));
        entries.add(until("STEP_INTENDED", "the target is changed").stream()
                .reduce((one, other) -> other)
                .orElseThrow());
        Replay again = Replay.of(runbook, entries);

        assertThat(begun.next(phase("copy"), 1)).as("before any change").isEqualTo(Next.EXECUTE_AGAIN);
        assertThat(begun.next(phase("copy"), 3)).isEqualTo(Next.PASS_OVER);
        assertThat(looked.next(phase("copy"), 3)).isEqualTo(Next.EXECUTE_AGAIN);
        assertThat(again.next(phase("copy"), 3)).isEqualTo(Next.EXECUTE_AGAIN);
    }

    /** An undo that was asked for and not reached, as when its process was interrupted before it. */
    @Test
    void a_phase_whose_undo_was_skipped_is_still_to_be_undone() {
        begin(run, world -> {});
        List<Entry> earlier = until("PHASE_ENDED", "copy");
        assertThat(Replay.of(runbook, earlier).undoAll()).extracting(Phase::id).contains("undo:copy");

        assertThat(Replay.of(runbook, with(earlier, undo("undo:copy", StepOutcome.SKIPPED)))
                        .undoAll())
                .extracting(Phase::id)
                .contains("undo:copy");
        assertThat(Replay.of(runbook, with(earlier, undo("undo:copy", StepOutcome.PASSED)))
                        .undoAll())
                .extracting(Phase::id)
                .doesNotContain("undo:copy");
    }

    private static PhaseEvent.Ended undo(String phase, StepOutcome outcome) {
        return new PhaseEvent.Ended(phase, outcome, Optional.empty(), Optional.empty());
    }

    private List<Entry> with(List<Entry> earlier, Event event) {
        Path copied = folder.resolve("copied-" + attempts++);
        try (Journal copy = Journal.create(copied, Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            earlier.forEach(entry -> copy.append(entry.kind(), entry.data()));
            event.enter(copy);
        }
        return JournalReader.read(copied);
    }

    @Test
    void a_journal_of_another_runbook_is_refused() throws IOException {
        begin(run, world -> {});
        Path file = Files.writeString(
                folder.resolve("other.feature"), Files.readString(Run.MOVE).replace("@phase:observe", "@phase:look"));
        Runbook other = Runbook.read(file, Optional.empty(), catalog);

        assertThatThrownBy(() -> Replay.of(other, run.entries()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which the runbook does not have");
    }

    private Outcome begin(Run begun, Consumer<World> prepared) {
        prepared.accept(begun.world);
        return begun.engine.run(runbook, Replay.none(runbook), begun.world);
    }

    /** As a new process would. */
    private GoneOn goOn(List<Entry> earlier, Consumer<World> prepared, Consumer<Replay> resolved) throws IOException {
        Path next = Files.createDirectories(folder.resolve("attempt-" + attempts++));
        try (Journal copy = Journal.create(next, Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            earlier.forEach(entry -> copy.append(entry.kind(), entry.data()));
        }
        List<String> deeds = new ArrayList<>();
        try (Journal journal = Journal.reopen(next, Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            Replay replay = Replay.of(runbook, JournalReader.read(next));
            if (!replay.undoFirst().isEmpty()) {
                World world = new World(journal);
                new CucumberEngine(catalog, journal).undo(runbook, replay, replay.undoFirst(), "it was left", world);
                deeds.addAll(world.done());
                replay = Replay.of(runbook, JournalReader.read(next));
            }
            World world = new World(journal);
            prepared.accept(world);
            resolved.accept(replay);
            Outcome outcome = new CucumberEngine(catalog, journal).run(runbook, replay, world);
            deeds.addAll(world.done());
            return new GoneOn(outcome, deeds, JournalReader.read(next));
        }
    }

    private List<Entry> until(String kind, String text) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : run.entries()) {
            found.add(entry);
            if (entry.kind().equals(kind) && entry.data().containsValue(text)) {
                return found;
            }
        }
        throw new AssertionError("no " + kind + " of " + text);
    }

    private Phase phase(String id) {
        return runbook.phases().stream()
                .filter(phase -> phase.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Effect effect(Entry entry) {
        return Effect.valueOf(Raw.text(entry, "effect"));
    }
}
