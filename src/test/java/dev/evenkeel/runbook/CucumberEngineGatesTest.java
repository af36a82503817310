package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.runbook.glue.GateRejected;
import dev.evenkeel.runbook.glue.GateSuspended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds a run back that goes on by itself: proofs and gates. */
final class CucumberEngineGatesTest {
    @TempDir
    private Path folder;

    private Run run;

    @BeforeEach
    void begins() {
        run = new Run(folder);
    }

    @Test
    void fails_a_proof_that_compared_nothing_before_anything_is_switched() {
        run.world.finding("");

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.NOT_PROVED);
        assertThat(run.steps("prove"))
                .isEqualTo("1 passed\n2 inconclusive: phase 'prove' is a proof and compared no rows;"
                        + " a step that compares rows is needed in it");
        assertThat(run.world.done()).doesNotContain("switch application");
    }

    @Test
    void fails_a_proof_whose_step_hid_a_difference(@TempDir Path features) throws Exception {
        Path hiding = features.resolve("hiding.feature");
        Files.writeString(
                hiding,
                Files.readString(Run.MOVE)
                        .replace("all rows are the same", "all rows are compared, whatever that finds"));
        run.world.finding("Different");

        assertThat(run.of(hiding).code()).isEqualTo(ExitCode.NOT_PROVED);
        assertThat(run.steps("prove"))
                .isEqualTo("1 passed\n2 different: rows differ, and no step of the proof 'prove' said so");
    }

    @Test
    void waits_at_a_gate_without_an_answer_and_undoes_nothing() {
        run.world.failing("ask yes", new GateSuspended("gate 'go' has no answer; evenkeel approve r-1 go"));

        Outcome outcome = run.of(Run.MOVE);

        assertThat(outcome.code()).isEqualTo(ExitCode.SUSPENDED);
        assertThat(outcome.summary()).isEqualTo("freeze, step 2: gate 'go' has no answer; evenkeel approve r-1 go");
        assertThat(run.world.done()).noneMatch(deed -> deed.startsWith("put back"));
        assertThat(run.phases())
                .contains(
                        "freeze skipped: suspended at freeze, step 2",
                        "prove skipped: suspended at freeze, step 2",
                        "undo:copy skipped: suspended at freeze, step 2");
    }

    @Test
    void undoes_when_a_person_says_no() {
        run.world.failing("ask yes", new GateRejected("gate 'go' was rejected by mira: too late"));

        assertThat(run.of(Run.MOVE).code()).isEqualTo(ExitCode.REJECTED);
        assertThat(run.world.done()).contains("put back target");
    }

    @Test
    void changes_nothing_in_a_phase_whose_gate_was_not_approved(@TempDir Path features) throws Exception {
        Path ungated = Files.writeString(
                features.resolve("ungated.feature"),
                Files.readString(Run.MOVE).replace("a person has said yes", "a person has said perhaps"));

        assertThat(run.of(ungated).code()).isEqualTo(ExitCode.UNDONE);
        assertThat(run.steps("freeze"))
                .isEqualTo("1 passed\n2 passed\n3 failed: gate 'go' has no approval in the journal;"
                        + " a step that asks for it is needed before anything is changed");
        assertThat(run.world.done()).doesNotContain("change source");
    }
}
