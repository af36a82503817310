package dev.evenkeel.runbook.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.evenkeel.runbook.Run;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.text.Problem;
import dev.evenkeel.runbook.text.RunbookRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lint says of drills. */
class DrillLintTest extends LintedFiles {
    @Test
    void refuses_a_drill_that_has_no_name_no_expectation_or_no_place() throws IOException {
        Path drill = Files.writeString(folder.resolve("drill.feature"), """
                @expect:99
                Feature: A
                  @before:prvoe
                  Scenario: B
                    When the row is changed
                  Scenario: C
                    When the row is changed
                  @after:copy @irreversible
                  Scenario: D
                    When the application is switched for good
                """);

        List<Problem> problems = catchThrowableOfType(
                        RunbookRefused.class, () -> Runbook.read(Run.MOVE, Optional.of(drill), CATALOG))
                .problems();

        assertThat(problems)
                .extracting(problem -> problem.toString().replace(drill + ":", ""))
                .containsExactly(
                        "2: the drill has no name, a drill is tagged @drill:<name>; add the tag",
                        "2: the drill expects '99', a drill says how the run must end, by one or several of 0 1 2 3 4 5 6 7 8 9 10 11"
                                + " 12; add @expect:<exit code>, or several with commas",
                        "4: scenario 'B' takes place at the unknown phase 'prvoe', the phases of " + Run.MOVE
                                + " are preflight copy freeze prove switch observe; did you mean 'prove'?",
                        "6: scenario 'C' has no place in the run, a drill's scenario comes before or after one phase;"
                                + " add @before:<phase> or @after:<phase>",
                        "9: scenario 'D' is tagged @irreversible, a drill never passes the point of no return;"
                                + " tag it @reversible",
                        "10: the step 'the {word} is switched for good' (WorldSteps.switched) is irreversible, scenario"
                                + " 'D' allows at most reversible; move the step");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @expect:3                              | the drill expects a failure and does not say which step must fail, nor why, \
            a run that fails earlier, for another reason, has not noticed the damage; add @fails-at:<words of the step>, \
            @because:<words of the reason> or both, with hyphens for spaces
            @expect:0                              | the drill expects a run that ends well and does not say which step must pass, \
            a step that passes after the damage shows that it was outlived; add @passes:<words of the step>, with hyphens for spaces
            @expect:0,3 @passes:the-target-is-checked | the drill expects a failure and does not say which step must fail, nor why, \
            a run that fails earlier, for another reason, has not noticed the damage; add @fails-at:<words of the step>, \
            @because:<words of the reason> or both, with hyphens for spaces
            @expect:3 @because:differs @passes:the-target-is-checked | the drill says which step must pass, and expects no run \
            that ends well, both cannot be; correct @expect, or use @fails-at
            @expect:0 @because:differs @passes:the-target-is-checked | the drill says which step must fail or why, and expects a \
            run that ends well, both cannot be; correct @expect, or use @passes
            @expect:3 @fails-at:all-rows-are-teh-same | no step of a phase of RUNBOOK holds the words 'all rows are teh same', \
            @fails-at and @passes name a step by words that follow one another in it; correct the words
            @expect:0 @passes:the-source-is-put-back  | no step of a phase of RUNBOOK holds the words 'the source is put back', \
            @fails-at and @passes name a step by words that follow one another in it; correct the words
            """)
    void refuses_a_drill_that_does_not_say_what_must_notice_it(String tags, String problem) throws IOException {
        assertThat(drillProblems(tags, "When the row is changed"))
                .containsExactly(problem.replace("RUNBOOK", Run.MOVE.toString()));
    }

    @Test
    void refuses_a_drill_that_breaks_nothing() throws IOException {
        assertThat(drillProblems("@expect:3 @because:differs", "Then the copy is checked"))
                .containsExactly(
                        "the drill breaks nothing: all its steps are read-only, what is noticed must have been done;"
                                + " add a step that does the damage; 'evenkeel steps --search drill' lists some");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@expect:3 @because:differs",
                "@expect:3 @fails-at:rows-are-the-same",
                "@expect:3,4 @fails-at:all-rows @fails-at:the-target-is-changed @because:differs",
                "@expect:0 @passes:all-rows-are-the-same",
                "@expect:0,4 @passes:all-rows-are-the-same @because:differs"
            })
    void takes_a_drill_that_says_what_must_notice_it(String tags) throws IOException {
        assertThat(drillProblems(tags, "When the row is changed")).isEmpty();
    }

    private List<String> drillProblems(String tags, String step) throws IOException {
        Path drill = Files.writeString(folder.resolve("drill.feature"), """
                @drill:d %s
                Feature: A
                  @before:prove
                  Scenario: B
                    %s
                """.formatted(tags, step));
        try {
            Runbook.read(Run.MOVE, Optional.of(drill), CATALOG);
            return List.of();
        } catch (RunbookRefused refused) {
            return refused.problems().stream()
                    .map(problem -> problem.toString().replaceFirst(".*?:\\d+: ", ""))
                    .toList();
        }
    }
}
