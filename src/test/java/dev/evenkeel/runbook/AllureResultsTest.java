package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Raw;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.vocabulary.StepFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AllureResultsTest {
    @TempDir
    private Path folder;

    private Run run;

    @BeforeEach
    void begins() {
        run = new Run(folder);
    }

    @Test
    void hold_one_result_per_scenario_undo_included() throws IOException {
        run.of(Run.MOVE);

        assertThat(results())
                .extracting(result -> label(result, "phase") + " " + status(result))
                .containsExactlyInAnyOrder(
                        "preflight passed",
                        "copy passed",
                        "freeze passed",
                        "prove passed",
                        "switch passed",
                        "observe passed",
                        "undo:copy skipped",
                        "undo:freeze skipped");
        assertThat(results())
                .filteredOn(result -> label(result, "phase").equals("copy"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(label(result, "rule")).isEqualTo("No acknowledged write is lost");
                    assertThat(label(result, "effect")).isEqualTo("reversible");
                });
    }

    @Test
    void tell_a_failed_proof_from_a_broken_step() throws IOException {
        run.world.finding("Different");
        run.world.failing("put back target", new IllegalStateException("hunter2"));

        run.of(Run.MOVE);

        assertThat(results())
                .extracting(result -> label(result, "phase") + " " + status(result))
                .contains("prove failed", "switch skipped", "undo:freeze passed", "undo:copy broken");
        assertThat(results())
                .filteredOn(result -> label(result, "phase").equals("switch"))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.at("/statusDetails/message").asText()).isEqualTo("halted by prove, step 2"));
    }

    @Test
    void show_every_step_that_failed_where_a_phase_goes_on() throws IOException {
        run.world.failing("check servers", new StepFailed("target: read_only is on"));
        run.world.failing("reach source within PT1M", new StepFailed("source: no binlog"));

        run.of(Run.MOVE);

        assertThat(results())
                .filteredOn(result -> label(result, "phase").equals("preflight"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.at("/status").asText()).isIn("failed", "broken");
                    assertThat(result.at("/steps"))
                            .extracting(step -> step.at("/status").asText())
                            .noneMatch("passed"::equals);
                    assertThat(result.at("/statusDetails/message").asText())
                            .contains("step 1: target: read_only is on", "step 2: source: no binlog");
                });
    }

    @Test
    void skip_a_step_that_was_not_shown_with_its_reason_and_its_phase() throws IOException {
        run.world.failing("reach source within PT1M", new NotShown("nobody can tell"));

        run.of(Run.MOVE);

        assertThat(results())
                .filteredOn(result -> label(result, "phase").equals("preflight"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(status(result)).isEqualTo("skipped");
                    assertThat(result.at("/statusDetails/message").asText())
                            .isEqualTo("not shown: the source is reached within 60 seconds (nobody can tell)");
                    assertThat(result.at("/steps"))
                            .extracting(step -> step.at("/status").asText())
                            .containsExactly("passed", "skipped", "passed");
                    assertThat(result.at("/steps/1/statusDetails/message").asText())
                            .isEqualTo("not shown: the source is reached within 60 seconds (nobody can tell)");
                });
    }

    @Test
    void do_not_hide_a_failure_behind_a_step_that_was_not_shown() throws IOException {
        run.world.failing("check application", new NotShown("nobody can tell"));
        run.world.failing("check target", new StepFailed("target: gone"));

        Path runbook = folder.resolve("both.feature");
        Files.writeString(
                runbook,
                Files.readString(Run.MOVE)
                        .replace(
                                "Then the target is checked",
                                "Then the application is checked\n      And the target is checked"));
        run.of(runbook);

        assertThat(results())
                .filteredOn(result -> label(result, "phase").equals("observe"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(status(result)).isIn("failed", "broken");
                    assertThat(result.at("/statusDetails/message").asText()).isEqualTo("target: gone");
                });
    }

    @Test
    void and_journal_and_evidence_hold_no_secret_that_an_exception_told() throws IOException {
        run.redactor.learn("hunter2");
        run.world.failing("change target", new IllegalStateException("cannot log in with hunter2"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.summary())
                .startsWith(
                        "copy, step 2: unexpected IllegalStateException: cannot log in with *** (stack trace in evidence/");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                        .as(file.toString())
                        .doesNotContain("hunter2");
            }
        }
        assertThat(results())
                .filteredOn(result -> label(result, "phase").equals("copy"))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.at("/statusDetails/trace").asText()).doesNotContain("\tat "));
    }

    @Test
    void are_a_view_without_which_the_run_goes_on() throws IOException {
        Files.writeString(folder.resolve(CucumberEngine.ALLURE_RESULTS), "a file where a folder should be");

        assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.DONE);
        assertThat(run.entries())
                .anyMatch(entry -> Raw.text(entry, "text").startsWith("Allure's results are incomplete: "));
    }

    private List<JsonNode> results() throws IOException {
        List<JsonNode> results = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(CucumberEngine.ALLURE_RESULTS))) {
            for (Path file : files.filter(path -> path.toString().endsWith("-result.json"))
                    .toList()) {
                results.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return results;
    }

    private static String status(JsonNode result) {
        return result.path("status").asText();
    }

    private static String label(JsonNode result, String name) {
        for (JsonNode label : result.path("labels")) {
            if (label.path("name").asText().equals(name)) {
                return label.path("value").asText();
            }
        }
        return "";
    }
}
