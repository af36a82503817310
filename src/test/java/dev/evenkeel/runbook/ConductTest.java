package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What Cucumber never does unless it is broken. */
final class ConductTest {
    @TempDir
    private Path folder;

    private Runbook runbook;
    private Conduct conduct;

    @BeforeEach
    void begins() {
        runbook = Runbook.read(
                Run.MOVE,
                Optional.empty(),
                StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.worldglue"));
        conduct = new Conduct(runbook, new Recorder(new Run(folder).journal), new CurrentStep());
    }

    @Test
    void begins_nothing_more_after_a_phase_that_was_never_finished() {
        starts(0);
        conduct.stepStarts("Given", "the servers are checked");
        conduct.execute(Effect.READ_ONLY, () -> {});

        starts(1);
        conduct.stepStarts("Given", "the servers are checked");

        assertThatThrownBy(() -> conduct.execute(Effect.READ_ONLY, () -> {
                    throw new AssertionError("executed");
                }))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("halted by preflight, step 1");
        assertThat(conduct.outcome().code()).isEqualTo(ExitCode.BUG);
    }

    @Test
    void calls_a_broken_cucumber_a_bug() {
        conduct.broke(new IllegalStateException("glue"));

        assertThat(conduct.outcome().code()).isEqualTo(ExitCode.BUG);
        assertThat(conduct.outcome().summary()).startsWith("unexpected IllegalStateException: glue (stack trace in ");
    }

    @Test
    void takes_a_step_that_cucumber_did_not_call_for_a_failure() {
        starts(0);
        conduct.stepStarts("Given", "the servers are checked");
        conduct.stepEnded(Optional.empty(), false);
        conduct.phaseEnded();

        starts(1);
        conduct.stepStarts("Given", "the servers are checked");
        assertThatThrownBy(() -> conduct.execute(Effect.READ_ONLY, () -> {})).hasMessage("halted by preflight, step 1");
    }

    private void starts(int phase) {
        conduct.phaseStarts(runbook.phases().get(phase).place());
    }
}
