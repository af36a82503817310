package dev.evenkeel.runbook.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Run;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.text.Drill;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LintTest extends LintedFiles {
    @Test
    void finds_nothing_wrong_with_a_sound_runbook_and_drill() {
        Runbook runbook = Runbook.read(Run.MOVE, Optional.of(Run.LOST_ROW), CATALOG);

        assertThat(runbook.title()).isEqualTo("Move the shop");
        assertThat(runbook.sha256()).hasSize(64);
        assertThat(runbook.drill())
                .contains(new Drill(
                        "lost-row",
                        "A row is lost on the target",
                        List.of(ExitCode.NOT_PROVED),
                        new Drill.Notice(List.of("all-rows-are-the-same"), List.of("differs"), List.of()),
                        List.of(new Drill.Damage("drill:lost-row:1", 1, false))));
        assertThat(runbook.phases())
                .extracting(Phase::id)
                .containsExactly(
                        "preflight",
                        "copy",
                        "drill:lost-row:2",
                        "freeze",
                        "drill:lost-row:1",
                        "prove",
                        "switch",
                        "observe",
                        "undo:freeze",
                        "undo:copy");
        assertThat(runbook.phases().get(3).gate()).contains("go");
    }

    @Test
    void names_a_missing_file() {
        Path missing = folder.resolve("nowhere.feature");

        assertThatThrownBy(() -> Runbook.read(missing, Optional.empty(), CATALOG))
                .isInstanceOf(RunbookRefused.class)
                .hasMessage(missing
                        + ": there is no such file, a runbook is a feature file; check the path that was given");
    }

    @Test
    void names_a_folder_given_for_a_file() {
        assertThatThrownBy(() -> Runbook.read(folder, Optional.empty(), CATALOG))
                .hasMessage(
                        folder + ": this is not a file, a runbook is a feature file; check the path that was given");
    }

    @Test
    void names_every_line_that_is_not_gherkin() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Rule: B
                            Scenario: C
                              Given the servers are checked
                              Whne the source is changed
                        """))
                .containsExactly("5: this is not Gherkin (expected: #EOF, #TableRow, #DocStringSeparator, #StepLine,"
                        + " #TagLine, #ExamplesLine, #ScenarioLine, #RuleLine, #Comment, #Empty, got 'Whne the source"
                        + " is changed'), every line must be; correct the line");
    }

    @Test
    void refuses_what_is_not_text() throws IOException {
        Path file = Files.write(folder.resolve("bytes.feature"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> Runbook.read(file, Optional.empty(), CATALOG))
                .hasMessage(file + ": the file is not UTF-8 text, a runbook is read as UTF-8; convert it");
    }

    @Test
    void refuses_a_file_without_a_feature() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.feature"), "# nothing yet\n", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Runbook.read(file, Optional.empty(), CATALOG))
                .hasMessage(file + ": the file holds no feature, a runbook begins with 'Feature:'; write one");
    }

    @Test
    void refuses_a_feature_without_scenarios() throws IOException {
        assertThat(problems("Feature: A\n"))
                .containsExactly("1: the feature holds no scenario, a runbook needs at least one phase;"
                        + " add a scenario tagged @phase:<id>");
    }

    @Test
    void refuses_empty_scenarios_even_below_a_background() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Background:
                            Given the servers are checked
                          Rule: B
                            @phase:c @read-only
                            Scenario: C
                        """))
                .containsExactly("6: scenario 'C' has no steps of its own, Cucumber would count it as passed;"
                        + " add steps or remove it");
    }

    @Test
    void refuses_scenarios_outside_a_rule_outlines_and_names_used_twice() throws IOException {
        assertThat(problems("""
                        Feature: A
                          @phase:c @read-only
                          Scenario: C
                            Given the servers are checked
                          Rule: B
                            @phase:d @read-only
                            Scenario: C
                              Given the servers are checked
                            @phase:e @read-only
                            Scenario Outline: E
                              Given the <what> are checked
                              Examples:
                                | what    |
                                | servers |
                        """))
                .containsExactly(
                        "3: scenario 'C' is outside a rule, every phase keeps the promise of a rule;"
                                + " move it below a 'Rule:'",
                        "7: a second scenario is named 'C', reports know scenarios by their names; rename one",
                        "10: scenario outline 'E' makes several phases of one, a phase is one scenario;"
                                + " give its rows to a step as a table");
    }

    @Test
    void refuses_tags_it_does_not_know_and_guesses_what_was_meant() throws IOException {
        String known =
                "known are @read-only @reversible @irreversible @no-undo @proof @closes @phase: @undo: @gate: @runbook:";
        assertThat(problems("""
                        @runbook:shop @owner=dba-team @wip
                        Feature: A
                          Rule: B
                            @phase:c @read-only @gtae:go
                            Scenario: C
                              Given the servers are checked
                            @phase:d @revresible
                            Scenario: D
                              Given the servers are checked
                            @phase:E @read-only
                            Scenario: E
                              Given the servers are checked
                        """))
                .containsExactly(
                        "1: unknown tag @wip, " + known + "; remove it",
                        "4: unknown tag @gtae:go, " + known + "; did you mean @gate:go?",
                        "7: unknown tag @revresible, " + known + "; did you mean @reversible?",
                        "8: scenario 'D' has no effect, a phase must say the most that its steps may do;"
                                + " add one of @read-only @reversible @irreversible",
                        "10: tag @phase:E holds no id, an id is made of small letters, digits and hyphens; correct it");
    }

    @Test
    void refuses_scenarios_that_are_no_phase_or_several_or_share_an_id() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Rule: B
                            Scenario: None
                              Given the servers are checked
                            @phase:c @phase:d @read-only
                            Scenario: Both
                              Given the servers are checked
                            @phase:c @read-only @reversible @no-undo
                            Scenario: Again
                              Given the servers are checked
                            @phase:e @reversible @no-undo @proof
                            Scenario: Proof
                              Given the servers are checked
                        """))
                .containsExactly(
                        "3: scenario 'None' has neither @phase:<id> nor @undo:<id>, a scenario is one phase or undoes"
                                + " one; add one of these tags",
                        "6: scenario 'Both' has several @phase: or @undo:, a scenario is one phase or undoes one;"
                                + " leave one of these tags",
                        "9: scenario 'Again' has the effects @read-only @reversible, a phase must say the most that its"
                                + " steps may do; leave one of them",
                        "9: @phase:c is here and in line 6, ids are unique; rename one",
                        "12: scenario 'Proof' is a @proof, a proof changes nothing; tag it @read-only");
    }

    @Test
    void refuses_lines_that_mean_no_step_or_several() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Background:
                            Given the servers are chekced
                          Rule: B
                            @phase:c @read-only
                            Scenario: C
                              Given 3 servers answer
                              And the weather in Bergen on a Tuesday
                              And a table follows
                                | x |
                              And the source is reached within 60 parsecs
                            @phase:d @read-only
                            Scenario: D
                              Given the servers are checked
                        """))
                .containsExactly(
                        "3: no step is written 'the servers are chekced', the nearest is 'the {word} is/are checked'"
                                + " (WorldSteps.checked); correct the words; 'evenkeel steps' lists all steps",
                        "7: '3 servers answer' means several steps: '{int} server(s) answer(s)' (VagueSteps.answers),"
                                + " '{word} servers answer' (VagueSteps.answer), a line means one;"
                                + " change the pattern of one of them",
                        "8: no step is written 'the weather in Bergen on a Tuesday', no known step is near to it;"
                                + " correct the words; 'evenkeel steps' lists all steps",
                        "9: 'a table follows' gives 1 values, VagueSteps.tabled takes 0;"
                                + " correct the line (its table, its text) or the step",
                        "11: no step is written 'the source is reached within 60 parsecs', the nearest is 'the {role}"
                                + " is reached within {duration}' (WorldSteps.reached); correct the words;"
                                + " 'evenkeel steps' lists all steps");
    }

    @Test
    void refuses_steps_that_gherkin_would_take_for_a_description() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Rule: B
                            @phase:c @reversible @no-undo
                            Scenario: C
                              The source is closed from here on.

                              Gvien the servers are checked
                              When the source is changed
                        """))
                .containsExactly("7: 'Gvien the servers are checked' is not a step but description, Gherkin passes it"
                        + " over; begin it with Given, When, Then, And or But, or reword it");
    }

    @Test
    void refuses_steps_that_do_more_than_their_phase_allows() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Rule: B
                            @phase:c @read-only
                            Scenario: C
                              When the source is changed
                              And something is done
                            @phase:d @reversible
                            Scenario: D
                              When the source is changed
                            @undo:d
                            Scenario: Undo D
                              When the application is switched for good
                        """))
                .containsExactly(
                        "5: the step 'the {word} is changed' (WorldSteps.changed) is reversible, scenario 'C' allows at"
                                + " most read-only; move the step, or tag the phase @reversible",
                        "6: the step 'something is done' (VagueSteps.unsaid) does not say what it may do, a step that"
                                + " does not say counts as irreversible; annotate its method with @Does, or tag the phase @irreversible",
                        "12: the step 'the {word} is switched for good' (WorldSteps.switched) is irreversible, scenario"
                                + " 'Undo D' allows at most reversible; move the step");
    }

    @Test
    void refuses_changes_without_undo_and_undo_without_changes() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Rule: B
                            @phase:copy @reversible
                            Scenario: Copy
                              When the source is changed
                            @phase:note @reversible @no-undo
                            Scenario: Note
                              When the source is changed
                            @undo:copi
                            Scenario: Undo copy
                              When the source is put back
                            @undo:note
                            Scenario: Undo note
                              When the source is put back
                        """))
                .containsExactly(
                        "4: the reversible phase 'copy' has no undo, what is changed must be undone when a later phase"
                                + " fails; add a scenario tagged @undo:copy, or tag the phase @no-undo",
                        "10: scenario 'Undo copy' undoes the unknown phase 'copi', the phases are copy note;"
                                + " did you mean 'copy'?",
                        "13: phase 'note' has an undo here and is tagged @no-undo in line 7, it cannot be both;"
                                + " remove one");
    }

    @Test
    void refuses_a_point_of_no_return_without_gate_and_proof_and_changes_to_be_undone_after_it() throws IOException {
        assertThat(problems("""
                        Feature: A
                          Rule: B
                            @phase:prove @read-only @proof
                            Scenario: Prove
                              Then all rows are the same
                            @phase:freeze @reversible @no-undo
                            Scenario: Freeze
                              When the source is changed
                            @phase:switch @irreversible
                            Scenario: Switch
                              When the application is switched for good
                            @phase:tidy @reversible
                            Scenario: Tidy
                              When the source is changed
                            @phase:sweep @reversible
                            Scenario: Sweep
                              When the source is changed
                            @undo:sweep
                            Scenario: Undo sweep
                              When the source is changed
                        """))
                .containsExactly(
                        "10: there is no gate before the irreversible phase 'switch', a person decides before the point of"
                                + " no return; tag this phase or an earlier one @gate:<id>",
                        "10: there is no proof between the last change and the irreversible phase 'switch', rows are"
                                + " compared once nothing changes any more;"
                                + " add a phase tagged @read-only @proof right before it",
                        "13: the reversible phase 'tidy' comes after the irreversible phase 'switch', nothing is undone"
                                + " automatically after the point of no return; move it before, or tag it @no-undo",
                        "19: phase 'sweep' comes after the irreversible phase 'switch', nothing is undone automatically"
                                + " after the point of no return; remove this undo and tag the phase @no-undo");
    }

    @Test
    void what_comes_between_the_proof_and_the_point_of_no_return_changes_only_who_may_write() throws IOException {
        assertThat(problems("""
                        Feature: F
                          Rule: R
                          @phase:prove @read-only @proof @gate:g
                          Scenario: Prove
                            Then all rows are the same
                          @phase:shut @reversible @closes
                          Scenario: Shut
                            When the source is changed
                          @undo:shut
                          Scenario: Let in
                            When the source is changed
                          @phase:switch @irreversible
                          Scenario: Switch
                            When the application is switched for good
                        """))
                .containsExactly(
                        "8: the step 'the {word} is changed' (WorldSteps.changed) changes more than who may write,"
                                + " a phase tagged @closes may come after the proof, so it changes nothing else; move the step,"
                                + " or take the tag from the phase");
    }

    @Test
    void refuses_hooks() throws IOException {
        StepCatalog hooked = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.hookedglue");
        Path file = Files.writeString(folder.resolve("hooked.feature"), """
                Feature: A
                  Rule: B
                    @phase:c @read-only
                    Scenario: C
                      Given the servers are checked
                """);

        assertThatThrownBy(() -> Runbook.read(file, Optional.empty(), hooked))
                .hasMessage(
                        "dev.evenkeel.runbook.hookedglue.HookedSteps.before(): this is a hook, everything a run does"
                                + " must be a step, because hooks are not journalled and run for skipped phases too;"
                                + " make it a step");
    }
}
