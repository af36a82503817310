package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path folder;

    @Test
    void names_every_difference_between_two_runs_and_nothing_that_is_alike() {
        run("r-1", "10.1.23", List.of("it is copied", "it is proved"), 1_800_000, 30_000, ExitCode.DONE);
        run("r-2", "10.11.5", List.of("it is copied", "it is looked at"), 5_400_000, 30_400, ExitCode.UNDONE);

        Captured shown = diff("r-1", "r-2");

        assertThat(shown.exit()).as(shown.toString()).isZero();
        assertThat(shown.out())
                .contains(
                        "outcome:\n  outcome: DONE, then UNDONE\n",
                        "  copy: it is proved: yes, then none\n",
                        "  copy: it is looked at: none, then yes\n",
                        "versions:\n  source: 10.1.23, then 10.11.5\n",
                        "  copy: it is copied: 30 min 00 s, then 1 h 30 min\n",
                        "not compared: the settings of the servers: only a run of a plan keeps them, and neither run is one",
                        "not compared: rows: r-1 has compared none")
                .doesNotContain("tables are counted")
                .endsWith("next: evenkeel report r-2\n");
    }

    @Test
    void says_of_equal_runs_that_they_are() throws IOException {
        run("r-1", "10.1.23", List.of("it is copied"), 1000, 1000, ExitCode.DONE);
        run("r-2", "10.1.23", List.of("it is copied"), 1100, 1000, ExitCode.DONE);

        assertThat(diff("r-1", "r-2").out())
                .contains("outcome: the same\nsentences: the same\nversions: the same\nsettings: the same\n")
                .containsPattern("\ndurations: \\d are alike\n");
        JsonNode json = new ObjectMapper().readTree(diff("r-1", "r-2", "--json").out());
        assertThat(json.at("/sentences")).isEmpty();
        assertThat(json.at("/durations"))
                .filteredOn(took -> took.at("/what").asText().equals("copy: it is copied"))
                .singleElement()
                .satisfies(took -> {
                    assertThat(took.at("/leftMillis").asLong()).isEqualTo(1000);
                    assertThat(took.at("/rightMillis").asLong()).isEqualTo(1100);
                    assertThat(took.at("/drifted").asBoolean()).isFalse();
                });
    }

    @Test
    void a_run_that_is_not_there_is_named() {
        run("r-1", "10.1.23", List.of("it is copied"), 1000, 1000, ExitCode.DONE);

        Captured refused = diff("r-1", "r-9");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("there is no run 'r-9'");
    }

    private Captured diff(String one, String other, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("diff", one, other, "--reports", folder.toString()));
        arguments.addAll(List.of(more));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private void run(String id, String version, List<String> steps, long copied, long counted, ExitCode code) {
        try (Journal journal = Journal.create(folder.resolve(id), Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            new RunEvent.Started(
                            Optional.of(1L),
                            id,
                            "rehearse",
                            Optional.of(new RunEvent.Runbook("a.feature", "A", "0".repeat(64), "")),
                            new RunEvent.Environment("embedded", "embedded"),
                            new RunEvent.Tool("1", "17"),
                            new RunEvent.By("maria", "ops-3", List.of()),
                            Optional.of(1L),
                            Optional.of(100L),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(true),
                            Optional.of(60_000L),
                            Optional.empty())
                    .enter(journal);
            new RunEvent.Server("source", version, Optional.of(true), Optional.of(1L), "127.0.0.1:1", "admin")
                    .enter(journal);
            List<String> all = new java.util.ArrayList<>(List.of("tables are counted"));
            all.addAll(steps);
            new PhaseEvent.Planned(1, "copy", "Copy", "A rule", "READ_ONLY", false, all).enter(journal);
            ended(journal, 1, "tables are counted", counted);
            for (int index = 0; index < steps.size(); index++) {
                ended(journal, index + 2, steps.get(index), index == 0 ? copied : 10);
            }
            new RunEvent.Ended(code, "over", "source").enter(journal);
        }
    }

    private static void ended(Journal journal, int index, String text, long millis) {
        new PhaseEvent.StepEnded(
                        "copy",
                        index,
                        text,
                        StepOutcome.PASSED,
                        Optional.of(millis),
                        Optional.empty(),
                        Optional.empty())
                .enter(journal);
    }
}
