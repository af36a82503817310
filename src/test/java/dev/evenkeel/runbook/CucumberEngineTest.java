package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.runbook.vocabulary.StepFailed;
import io.cucumber.java.PendingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

final class CucumberEngineTest {
    @TempDir
    private Path folder;

    private Run run;

    @BeforeEach
    void begins() {
        run = new Run(folder);
    }

    @Test
    void runs_phases_in_the_order_of_the_file_and_no_undo() {
        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome).isEqualTo(new Outcome(ExitCode.DONE, "all 6 phases passed", Optional.empty(), true));
        assertThat(run.world.done())
                .containsExactly(
                        "check servers",
                        "reach source within PT1M",
                        "know [orders, events]",
                        "check servers",
                        "change target",
                        "change replica",
                        "check servers",
                        "ask yes",
                        "change source",
                        "check servers",
                        "compare",
                        "check servers",
                        "switch application",
                        "check application",
                        "check servers",
                        "check target");
        assertThat(run.phases())
                .containsExactly(
                        "preflight passed",
                        "copy passed",
                        "freeze passed",
                        "prove passed",
                        "switch passed",
                        "observe passed");
    }

    @Test
    void plans_all_scenarios_before_the_first_begins() {
        run.of(Run.MOVE);

        List<Entry> entries = run.entries();
        assertThat(entries.subList(0, 8)).allMatch(entry -> entry.kind().equals("PHASE_PLANNED"));
        assertThat(entries.get(8).kind()).isEqualTo("PHASE_STARTED");
        assertThat(entries.get(1).data())
                .isEqualTo(Map.of(
                        "index", 2,
                        "id", "copy",
                        "name", "Copy",
                        "rule", "No acknowledged write is lost",
                        "effect", "REVERSIBLE",
                        "undo", false,
                        "steps",
                                List.of("the servers are checked", "the target is changed", "the replica is changed")));
        assertThat(entries.subList(6, 8))
                .extracting(entry -> Raw.text(entry, "id"))
                .containsExactly("undo:freeze", "undo:copy");
    }

    @Test
    void has_the_intent_on_disk_before_every_effect() {
        run.of(Run.MOVE);

        assertThat(run.world.lastEntries()).hasSize(16).allMatch(entry -> entry.kind()
                .equals("STEP_INTENDED"));
        assertThat(run.world.lastEntries().get(4).data())
                .isEqualTo(Map.of(
                        "phase", "copy",
                        "index", 2,
                        "keyword", "When",
                        "text", "the target is changed",
                        "effect", "REVERSIBLE"));
    }

    @Test
    void names_the_current_step_to_those_who_ask() {
        StringBuilder seen = new StringBuilder();
        run.world.when("change replica", () -> {
            CurrentStep now = run.engine.currentStep();
            seen.append(now.phase()).append(' ').append(now.step()).append(' ').append(now.text());
            return null;
        });

        run.of(Run.MOVE);

        assertThat(seen).hasToString("copy 3 the replica is changed");
        assertThat(run.engine.currentStep().phase()).isEmpty();
    }

    @Test
    void skips_later_phases_after_a_failure_and_undoes_only_what_had_begun() {
        run.world.failing("change target", new StepFailed("target: no space left"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome)
                .isEqualTo(new Outcome(
                        ExitCode.UNDONE,
                        "copy, step 2: target: no space left; what had begun was undone",
                        Optional.of("copy"),
                        false));
        assertThat(run.world.done())
                .containsSubsequence("change target", "put back target", "put back replica")
                .doesNotContain("change replica", "change source", "put back source");
        assertThat(run.phases())
                .containsExactly(
                        "preflight passed",
                        "copy failed",
                        "freeze skipped: halted by copy, step 2",
                        "prove skipped: halted by copy, step 2",
                        "switch skipped: halted by copy, step 2",
                        "observe skipped: halted by copy, step 2",
                        "undo:freeze skipped: nothing to undo",
                        "undo:copy passed");
        assertThat(run.steps("copy")).isEqualTo("1 passed\n2 failed: target: no space left\n3 skipped");
    }

    @Test
    void undoes_the_later_phase_first_wherever_its_undo_stands() {
        run.world.finding("Different");

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.NOT_PROVED);
        assertThat(outcome.summary())
                .isEqualTo("prove, step 2: shop.orders differs in 1 row; what had begun was undone");
        assertThat(run.world.done())
                .containsSubsequence(
                        "compare", "put back source", "check source", "put back target", "put back replica");
        assertThat(run.steps("prove")).isEqualTo("1 passed\n2 different: shop.orders differs in 1 row");
    }

    @Test
    void tells_everything_at_once_that_stands_in_the_way_before_anything_was_changed() {
        run.world.failing("check servers", new StepFailed("target: read_only is on"));
        run.world.failing("reach source within PT1M", new StepFailed("source: no binlog"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome)
                .isEqualTo(new Outcome(
                        ExitCode.USAGE,
                        "preflight, step 1: target: read_only is on; preflight, step 2: source: no binlog;"
                                + " nothing was changed",
                        Optional.of("preflight"),
                        false));
        assertThat(run.world.done())
                .containsExactly("check servers", "reach source within PT1M", "know [orders, events]");
        assertThat(run.steps("preflight"))
                .isEqualTo("1 failed: target: read_only is on\n2 failed: source: no binlog\n3 passed");
        assertThat(run.phases())
                .contains("preflight failed", "copy skipped: halted by preflight, step 1")
                .endsWith("undo:copy skipped: nothing to undo");
    }

    @Test
    void does_not_ask_a_server_again_that_is_lost() {
        Server nobody = new Server("source", new Endpoint("127.0.0.1", 1), new Login("nobody", new Secret("none")));
        run.world.when("check servers", () -> nobody.read(session -> null));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.world.done()).containsExactly("check servers");
        assertThat(run.steps("preflight")).endsWith("\n2 skipped\n3 skipped");
    }

    @Test
    void a_read_only_phase_after_a_change_ends_at_its_first_failure() {
        run.world.failing("compare", new StepFailed("source: no answer"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.UNDONE);
        assertThat(run.steps("prove")).isEqualTo("1 passed\n2 failed: source: no answer");
    }

    @Test
    void goes_on_undoing_when_undoing_fails_and_asks_for_a_person() {
        run.world.finding("Inconclusive");
        run.world.failing("put back source", new StepFailed("source: gone"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.UNDO_INCOMPLETE);
        assertThat(outcome.summary())
                .isEqualTo("prove, step 2: shop.orders could not be read;"
                        + " undo incomplete: undo:freeze, step 2: source: gone");
        assertThat(run.world.done())
                .containsSubsequence("put back source", "check source", "put back target", "put back replica");
        assertThat(run.steps("undo:freeze")).isEqualTo("1 passed\n2 failed: source: gone\n3 passed");
        assertThat(run.phases()).contains("undo:freeze failed", "undo:copy passed");
    }

    @Test
    void undoes_nothing_once_an_irreversible_step_was_intended() {
        run.world.failing("switch application", new StepFailed("application: no answer"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome)
                .isEqualTo(new Outcome(
                        ExitCode.PAST_NO_RETURN,
                        "switch, step 2: application: no answer; nothing was undone after the point of no return",
                        Optional.of("switch"),
                        true));
        assertThat(run.world.done()).noneMatch(deed -> deed.startsWith("put back"));
        assertThat(run.phases())
                .endsWith(
                        "switch failed",
                        "observe skipped: halted by switch, step 2",
                        "undo:freeze skipped: nothing is undone after the point of no return",
                        "undo:copy skipped: nothing is undone after the point of no return");
    }

    @Test
    void still_undoes_when_the_irreversible_phase_fails_before_its_irreversible_step() {
        run.world.when("compare", () -> {
            run.world.when("check servers", () -> {
                run.world.when("check servers", () -> null);
                throw new StepFailed("servers: gone");
            });
            return null;
        });

        assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.UNDONE);
        assertThat(run.world.done()).endsWith("put back replica").contains("put back source");
    }

    @Test
    void survives_errors_and_ends_the_phase() {
        run.world.failing("change target", new OutOfMemoryError("Java heap space"));

        assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.UNDONE);
        assertThat(run.phases()).contains("copy failed", "freeze skipped: halted by copy, step 2", "undo:copy passed");
        assertThat(run.steps("copy"))
                .matches("1 passed\n2 failed: unexpected OutOfMemoryError: Java heap space"
                        + " \\(stack trace in evidence/[0-9a-f]{64}\\.txt\\)\n3 skipped");
    }

    @Test
    void takes_an_overflowing_stack_for_a_failure() {
        run.world.failing("change replica", new StackOverflowError());

        assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.UNDONE);
    }

    @Test
    void takes_a_step_that_calls_itself_skipped_or_pending_for_a_failure() {
        run.world.failing("check servers", new TestAbortedException("not today"));

        assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.USAGE);

        Run pending = new Run(folder.resolve("pending"));
        pending.world.failing("check servers", new PendingException());
        assertThat(pending.of(Run.MOVE).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void stops_before_the_next_step_when_interrupted_and_undoes() {
        run.world.when("change target", () -> {
            run.engine.interrupt();
            return null;
        });

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(outcome.summary())
                .isEqualTo("copy, step 3: interrupted before this step; what had begun was undone");
        assertThat(run.world.done()).endsWith("change target", "check servers", "put back target", "put back replica");
        assertThat(run.steps("copy")).isEqualTo("1 passed\n2 passed\n3 skipped: interrupted before this step");
        assertThat(run.phases()).contains("freeze skipped: interrupted at copy, step 3");
    }

    @Test
    void takes_a_step_that_gives_up_after_an_interrupt_for_interrupted() {
        run.world.when("change target", () -> {
            run.engine.interrupt();
            throw new StepFailed("gave up waiting");
        });

        assertThat(run.of(Run.MOVE))
                .isEqualTo(new Outcome(
                        ExitCode.INTERRUPTED,
                        "copy, step 2: gave up waiting; what had begun was undone",
                        Optional.of("copy"),
                        false));
    }

    @Test
    void executes_nothing_when_interrupted_before_the_first_phase() {
        run.engine.interrupt();

        assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.world.done()).isEmpty();
        assertThat(run.phases()).startsWith("preflight skipped: interrupted at preflight");
    }

    @Test
    void is_not_moved_by_properties_that_move_cucumber() {
        System.setProperty("cucumber.filter.tags", "@nothing");
        System.setProperty("cucumber.execution.dry-run", "true");
        try {
            assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.DONE);
        } finally {
            System.clearProperty("cucumber.filter.tags");
            System.clearProperty("cucumber.execution.dry-run");
        }
        assertThat(run.world.done()).hasSize(16);
    }

    @Test
    void merges_a_drill_into_the_run() {
        run.world.when("change row", () -> {
            run.world.finding("Different");
            return null;
        });

        assertThat(run.of(Run.MOVE, Run.LOST_ROW).code()).isEqualTo(ExitCode.NOT_PROVED);
        assertThat(run.phases())
                .startsWith(
                        "preflight passed",
                        "copy passed",
                        "drill:lost-row:2 passed",
                        "freeze passed",
                        "drill:lost-row:1 passed",
                        "prove failed");
    }

    @Test
    void reports_a_step_class_that_cannot_be_made() {
        StepCatalog catalog = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.worldglue");
        Runbook runbook = Runbook.read(Run.MOVE, Optional.empty(), catalog);

        Outcome outcome = new CucumberEngine(catalog, run.journal).run(runbook);

        assertThat(outcome.summary())
                .isEqualTo("preflight, step 1: dev.evenkeel.runbook.worldglue.WorldSteps needs one"
                        + " dev.evenkeel.runbook.worldglue.World, the run hands over none; nothing was changed");
    }

    @Test
    void fails_when_the_journal_cannot_be_written() {
        run.world.when("change target", () -> {
            run.journal.close();
            return null;
        });

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.BUG);
        assertThat(run.world.done())
                .doesNotContain("change replica", "switch application")
                .endsWith("put back target", "put back replica");
    }
}
