package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.Remark.DrillOutcome;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.text.Drill;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a drill was noticed, and when it only looks so. */
final class DrillVerdictTest {
    @TempDir
    private Path folder;

    private Run run;
    private Path drill = Run.LOST_ROW;

    @BeforeEach
    void begins() {
        run = new Run(folder.resolve("run"));
    }

    @Test
    void damage_that_the_stated_step_names_is_noticed() {
        damageMakes("Different");

        Remark.Drill verdict = verdict();

        assertThat(verdict.outcome()).isEqualTo(DrillOutcome.NOTICED);
        assertThat(verdict.name()).isEqualTo("lost-row");
        assertThat(verdict.expected())
                .isEqualTo("3 " + ExitCode.NOT_PROVED.meaning()
                        + "; a failure at a step with the words “all rows are the" + " same”; because of “differs”");
        assertThat(verdict.observed())
                .isEqualTo("3 " + ExitCode.NOT_PROVED.meaning()
                        + "; the damage was done; the first step that failed: prove,"
                        + " “all rows are the same”: shop.orders differs in 1 row");
    }

    @Test
    void an_earlier_failure_with_the_expected_exit_code_has_noticed_nothing() {
        run.world.failing("change source", ParityFailure.different("shop.orders differs in 2 rows"));

        Remark.Drill verdict = verdict();

        assertThat(verdict.outcome()).isEqualTo(DrillOutcome.NOT_REACHED);
        assertThat(verdict.observed())
                .isEqualTo(
                        "3 " + ExitCode.NOT_PROVED.meaning() + "; the damage was not done; the first step that failed:"
                                + " freeze, “the source is changed”: shop.orders differs in 2 rows");
    }

    @Test
    void damage_that_failed_itself_was_not_done() {
        run.world.failing("change row", ParityFailure.different("all rows are the same, shop.orders differs"));

        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.NOT_REACHED);
    }

    @Test
    void damage_that_nobody_saw_is_missed() {
        Remark.Drill verdict = verdict();

        assertThat(verdict.outcome()).isEqualTo(DrillOutcome.MISSED);
        assertThat(verdict.observed())
                .isEqualTo("0 " + ExitCode.DONE.meaning() + "; the damage was done; no step failed");
    }

    @Test
    void a_later_failure_at_another_step_is_missed() {
        drill("@expect:3 @fails-at:all-rows-are-the-same", "@before:prove", "When the row is changed");
        // The background of the proof fails, before the stated step.
        run.world.when("change row", () -> {
            run.world.failing("check servers", ParityFailure.different("shop.orders differs"));
            return null;
        });

        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.MISSED);
    }

    @Test
    void a_failure_for_another_reason_is_missed() {
        damageMakes("Different");
        drill(
                "@expect:3 @fails-at:all-rows-are-the-same @because:is-missing",
                "@before:prove",
                "When the row is changed");

        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.MISSED);
    }

    @Test
    void a_doubt_is_no_difference() {
        damageMakes("Inconclusive");

        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.MISSED);
    }

    @Test
    void another_exit_code_is_missed() {
        damageMakes("Different");
        drill("@expect:4 @because:differs", "@before:prove", "When the row is changed");

        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.MISSED);
    }

    @Test
    void a_step_of_the_drill_itself_notices_nothing() {
        drill("@expect:3 @because:differs", "@before:prove", "When the row is changed", "Then the copy is checked");
        run.world.failing("check copy", ParityFailure.different("it differs"));

        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.MISSED);
    }

    @Test
    void all_scenarios_of_a_drill_are_needed() {
        drill(
                "@expect:3 @because:differs",
                "@before:freeze",
                "When the row is changed",
                "@after:prove",
                "When the column is changed");
        damageMakes("Different");

        Remark.Drill verdict = verdict();

        assertThat(verdict.outcome()).isEqualTo(DrillOutcome.NOT_REACHED);
    }

    @Test
    void what_must_be_outlived_needs_a_pass_after_the_damage() {
        drill("@expect:0 @passes:all-rows-are-the-same", "@before:prove", "When the row is changed");
        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.NOTICED);

        run = new Run(folder.resolve("second"));
        drill("@expect:0 @passes:all-rows-are-the-same", "@after:prove", "When the row is changed");
        Remark.Drill late = verdict();
        assertThat(late.outcome()).isEqualTo(DrillOutcome.MISSED);
        assertThat(late.observed()).endsWith("nothing passed after it with the words “all rows are the same”");
    }

    @Test
    void a_step_that_was_not_shown_has_not_passed() {
        drill("@expect:0 @passes:the-target-is-checked", "@before:prove", "When the row is changed");
        run.world.failing("check target", new NotShown("nobody can tell"));

        assertThat(verdict().outcome()).isEqualTo(DrillOutcome.MISSED);
    }

    @Test
    void what_was_planned_and_never_happened_was_not_reached() {
        damageMakes("Different");

        Remark.Drill verdict = verdict(List.of("the target is paused"));

        assertThat(verdict.outcome()).isEqualTo(DrillOutcome.NOT_REACHED);
        assertThat(verdict.observed()).contains("; never happened: the target is paused; ");
    }

    @Test
    void a_step_that_breaks_servers_must_have_entered_what_it_broke() {
        Drill breaking = breaking(run(Run.LOST_ROW));
        damageMakes("Different");
        Outcome outcome = run.of(Run.MOVE, Run.LOST_ROW);

        assertThat(DrillVerdict.of(breaking, run.entries(), outcome.code(), List.of())
                        .outcome())
                .isEqualTo(DrillOutcome.NOT_REACHED);
    }

    @Test
    void what_broke_before_the_failure_counts_from_when_it_began() {
        Drill breaking = breaking(run(Run.LOST_ROW));
        run.world.finding("Different");
        run.world.when("change row", () -> entered("begins"));
        run.world.when("put back source", () -> entered("done"));
        Outcome outcome = run.of(Run.MOVE, Run.LOST_ROW);

        assertThat(DrillVerdict.of(breaking, run.entries(), outcome.code(), List.of())
                        .outcome())
                .isEqualTo(DrillOutcome.NOTICED);
    }

    @Test
    void what_broke_after_the_failure_counts_for_nothing() {
        Drill breaking = breaking(run(Run.LOST_ROW));
        run.world.finding("Different");
        run.world.when("put back source", () -> entered("done"));
        Outcome outcome = run.of(Run.MOVE, Run.LOST_ROW);

        Remark.Drill verdict = DrillVerdict.of(breaking, run.entries(), outcome.code(), List.of());
        assertThat(verdict.outcome()).isEqualTo(DrillOutcome.NOT_REACHED);
        assertThat(verdict.observed()).contains("the run failed before the damage was done");
    }

    private Void entered(String state) {
        run.journal.append("DAMAGE", Map.of("phase", "drill:lost-row:1", "what", "a row is gone", "state", state));
        return null;
    }

    private static Drill breaking(Drill drill) {
        return new Drill(
                drill.name(),
                drill.title(),
                drill.expected(),
                drill.notice(),
                List.of(new Drill.Damage("drill:lost-row:1", 1, true)));
    }

    private void damageMakes(String finding) {
        run.world.when("change row", () -> {
            run.world.finding(finding);
            return null;
        });
    }

    /** Tags of the feature, then a scenario for each place, with its steps. */
    private void drill(String tags, String... placesAndSteps) {
        StringBuilder text = new StringBuilder("@drill:d " + tags + "\nFeature: A\n");
        int scenario = 0;
        for (String line : placesAndSteps) {
            text.append(
                    line.startsWith("@") ? "  " + line + "\n  Scenario: " + ++scenario + "\n" : "    " + line + "\n");
        }
        try {
            drill = Files.writeString(folder.resolve("d.feature"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Drill run(Path file) {
        return Runbook.read(
                        Run.MOVE,
                        Optional.of(file),
                        StepCatalog.of(DrillVerdictTest.class.getClassLoader(), "dev.evenkeel.runbook.worldglue"))
                .drill()
                .orElseThrow();
    }

    private Remark.Drill verdict() {
        return verdict(List.of());
    }

    private Remark.Drill verdict(List<String> neverHappened) {
        Outcome outcome = run.of(Run.MOVE, drill);
        return DrillVerdict.of(run(drill), run.entries(), outcome.code(), neverHappened);
    }
}
