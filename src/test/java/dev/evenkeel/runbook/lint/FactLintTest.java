package dev.evenkeel.runbook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.text.Problem;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactLintTest {
    private static final String NEEDS = "the step 'the place is used' needs the place, no step before it finds that;"
            + " put 'a place is found' or 'a watch begins' before it";

    private final StepCatalog catalog = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.factglue");

    @TempDir
    private Path folder;

    @Test
    void a_step_may_use_what_an_earlier_one_found_in_whichever_phase() throws IOException {
        assertThat(problems("""
                Feature: F
                  Rule: R
                    @phase:a @read-only
                    Scenario: A
                      Given a place is found
                      And the place is used
                    @phase:b @read-only
                    Scenario: B
                      Given the place is used
                """)).isEmpty();
    }

    @Test
    void what_is_found_later_is_of_no_use() throws IOException {
        assertThat(problems("""
                Feature: F
                  Rule: R
                    @phase:a @read-only
                    Scenario: A
                      Given a watch begins
                      And the place is used
                      And a place is found
                """)).containsExactly("6: " + NEEDS.replace(" or 'a watch begins'", ""));
    }

    @Test
    void a_step_that_can_do_with_either_needs_one() throws IOException {
        assertThat(problems("""
                Feature: F
                  Rule: R
                    @phase:a @read-only
                    Scenario: A
                      Given the place is used
                """))
                .containsExactly(
                        "5: " + NEEDS,
                        "5: the step 'the place is used' needs the watch or the rate, no step before it finds that;"
                                + " put 'a place is found' or 'a watch begins' before it");
    }

    @Test
    void what_no_known_step_finds_is_said_so() throws IOException {
        assertThat(problems("""
                Feature: F
                  Rule: R
                    @phase:a @read-only
                    Scenario: A
                      Given what nobody finds is used
                """))
                .containsExactly("5: the step 'what nobody finds is used' needs the nowhere, no step before it finds"
                        + " that; no known step finds it: remove the step");
    }

    @Test
    void an_undo_has_what_was_found_up_to_its_phase_and_finds_nothing_for_others() throws IOException {
        assertThat(problems("""
                Feature: F
                  Rule: R
                    @phase:a @reversible
                    Scenario: A
                      Given something changes
                    @phase:b @reversible
                    Scenario: B
                      Given a place is found
                      And something changes
                    @undo:a
                    Scenario: Undo A
                      Given the place is used
                    @undo:b
                    Scenario: Undo B
                      Given the place is used
                """)).hasSize(2).allMatch(problem -> problem.startsWith("12: "));
    }

    @Test
    void a_line_that_is_not_understood_is_told_alone() throws IOException {
        assertThat(problems("""
                Feature: F
                  Rule: R
                    @phase:a @read-only
                    Scenario: A
                      Given a plaice is found
                      And the place is used
                """)).singleElement().asString().startsWith("5: no step is written 'a plaice is found'");
    }

    @Test
    void a_drill_has_what_was_found_at_its_place() throws IOException {
        Path runbook = Files.writeString(folder.resolve("r.feature"), """
                Feature: F
                  Rule: R
                    @phase:a @read-only
                    Scenario: A
                      Given a place is found
                """);
        for (String at : List.of("before", "after")) {
            Path drill = Files.writeString(folder.resolve("d.feature"), """
                    @drill:d @expect:0 @passes:a-place-is-found
                    Feature: D
                      @%s:a
                      Scenario: S
                        When something changes
                        Then the place is used
                    """.formatted(at));
            assertThat(problems(runbook, Optional.of(drill)).stream().filter(line -> line.contains("needs the place")))
                    .as(at)
                    .hasSize(at.equals("before") ? 1 : 0);
        }
    }

    @Test
    void what_a_journal_cannot_hold_is_no_fact_and_a_name_means_one() throws IOException {
        StepCatalog bad = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.badfactglue");

        assertThat(bad.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "BadFactSteps.connection: its fact dev.evenkeel.runbook.badfactglue.BadFactSteps$Connection cannot be"
                                + " one (reader: a journal cannot hold a java.lang.Thread), another process must be able to"
                                + " read it from the journal; make it a record of values, or a Live thing",
                        bad.problems().get(1).toString());
        assertThat(bad.problems().get(1).toString()).contains("are both called 'place'");
    }

    @Test
    void every_runbook_and_drill_that_comes_along_is_in_order() throws IOException {
        StepCatalog steps = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.steps");
        Path founding = Path.of("features/encrypt-at-rest.feature");
        String text = Files.readString(founding);
        Path unpinned = Files.writeString(
                folder.resolve("unpinned.feature"),
                text.replace(
                        "Then the coordinates the replica has executed are pinned",
                        "Then the settings that matter agree"));

        assertThat(Runbook.read(founding, Optional.empty(), steps).phases()).isNotEmpty();
        assertThat(catchProblems(unpinned, Optional.empty(), steps))
                .hasSize(5)
                .allMatch(problem -> problem.contains("needs the pinned coordinates"));
    }

    private List<String> problems(String text) throws IOException {
        return problems(Files.writeString(folder.resolve("f.feature"), text), Optional.empty());
    }

    private List<String> problems(Path file, Optional<Path> drill) {
        return catchProblems(file, drill, catalog);
    }

    private List<String> catchProblems(Path file, Optional<Path> drill, StepCatalog steps) {
        try {
            Runbook.read(file, drill, steps);
            return List.of();
        } catch (RunbookRefused refused) {
            return refused.problems().stream()
                    .map(problem -> problem.toString().replaceFirst("^.*?\\.feature:", ""))
                    .toList();
        }
    }
}
