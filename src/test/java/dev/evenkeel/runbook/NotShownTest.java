package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.runbook.glue.NotShown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run in which a step cannot show what its sentence says. */
final class NotShownTest {
    @TempDir
    private Path folder;

    private Run run;

    @BeforeEach
    void begins() {
        run = new Run(folder);
    }

    @Test
    void a_step_that_was_not_shown_has_its_reason_and_the_run_goes_on() {
        run.world.failing("reach source within PT1M", new NotShown("nobody can tell"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.summary())
                .isEqualTo("all 6 phases passed, except: not shown: the source is reached within 60 seconds"
                        + " (nobody can tell)");
        assertThat(run.phases()).contains("preflight partly shown", "copy passed", "observe passed");
        Entry step = run.entries("STEP_ENDED").get(1);
        assertThat(Raw.text(step, "outcome")).isEqualTo("not shown");
        assertThat(Raw.text(step, "reason")).isEqualTo("nobody can tell");
        assertThat(Raw.text(step, "error")).isEmpty();
    }

    @Test
    void a_run_without_such_a_step_excepts_nothing() {
        assertThat(run.of(Run.MOVE).summary()).isEqualTo("all 6 phases passed");
        assertThat(run.entries("STEP_ENDED"))
                .extracting(step -> Raw.text(step, "outcome"))
                .containsOnly("passed");
    }

    @Test
    void several_of_one_reason_are_told_together() {
        run.world.failing("reach source within PT1M", new NotShown("nobody can tell"));
        run.world.failing("check target", new NotShown("nobody can tell"));
        run.world.failing("check application", new NotShown("it is gone"));

        assertThat(run.of(Run.MOVE).summary())
                .isEqualTo("all 6 phases passed, except: not shown: the source is reached within 60 seconds, the target"
                        + " is checked (nobody can tell); the application is checked (it is gone)");
    }

    @Test
    void a_phase_of_which_nothing_was_shown_says_so() throws IOException {
        Path runbook = Files.writeString(folder.resolve("one.feature"), """
                Feature: A
                  Rule: B
                    @phase:look @read-only
                    Scenario: Look
                      Then the target is checked
                """);
        run.world.failing("check target", new NotShown("nobody can tell"));

        run.of(runbook);

        assertThat(run.phases()).containsExactly("look not shown");
    }

    @Test
    void a_step_that_changes_something_has_done_so_or_fails() {
        run.world.failing("change target", new NotShown("nobody can tell"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.UNDONE);
        assertThat(outcome.summary())
                .startsWith(
                        "copy, step 2: a step that changes something must have done so or fail, and this one says that it"
                                + " could not show it: nobody can tell");
    }

    @Test
    void a_proof_that_compared_nothing_is_no_proof_whatever_its_step_says() {
        run.world.failing("compare", new NotShown("nobody can tell"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.NOT_PROVED);
        assertThat(outcome.summary()).startsWith("prove, step 2: phase 'prove' is a proof and compared no rows");
    }

    @Test
    void an_undo_that_meets_somebody_elses_doing_is_complete_and_says_what_it_could_not_show() {
        run.world.finding("Different");
        run.world.failing("check source", new NotShown("source: read_only was 1 before this run, and stays so"));
        run.world.failing("reach source within PT1M", new NotShown("nobody can tell"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.NOT_PROVED);
        assertThat(outcome.summary())
                .isEqualTo("prove, step 2: shop.orders differs in 1 row; what had begun was undone, except: not shown:"
                        + " the source is checked (source: read_only was 1 before this run, and stays so)");
        assertThat(run.phases()).contains("undo:freeze partly shown", "undo:copy passed");
    }
}
