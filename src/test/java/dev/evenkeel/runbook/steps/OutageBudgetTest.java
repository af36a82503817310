package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.BeginOfFreeze;
import dev.evenkeel.runbook.steps.proof.Freeze;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison in the freeze that takes longer than the application may be kept waiting. */
class OutageBudgetTest {
    @TempDir
    private Path folder;

    private Journal journal;
    private RunContext run;
    private Freeze freeze;

    @BeforeEach
    void a_budget_of_a_minute() throws IOException {
        Path profile = folder.resolve("minute.yaml");
        Files.writeString(profile, Files.readString(Path.of("environments/embedded.yaml")));
        journal = Journal.create(folder, Clock.systemUTC(), new Redactor(), Observer.NONE);
        run = new RunContext(
                Provision.profiles().read(profile.toString(), Path.of("environments")),
                TestServers.embedded(),
                journal,
                new CurrentStep(),
                Clock.systemUTC());
        Collaborators steps = new Collaborators(
                run,
                new DumpTool(folder, Optional.empty()),
                new EndpointFile(folder.resolve("endpoint")),
                Optional.empty(),
                gate -> {});
        freeze = new Freeze(run, steps.sites());
        assertThat(run.profile().budgets().outage()).isEqualTo(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void ends_the_comparison_without_an_answer() {
        run.facts().put(new BeginOfFreeze(Instant.now(Clock.systemUTC()).minusSeconds(61)));

        assertThatThrownBy(() -> freeze.withinTheOutage(OutageBudgetTest::compareForEver))
                .isInstanceOf(ParityFailure.class)
                .hasMessageContaining("did not end within the outage budget of 60 s; raise budgets.outage");
    }

    @Test
    void lets_one_end_that_is_in_time() throws InterruptedException {
        run.facts().put(new BeginOfFreeze(Instant.now(Clock.systemUTC())));

        String answer = freeze.withinTheOutage(observer -> {
            observer.progress("comparison", "rows", 1).advance(1);
            return "same";
        });

        assertThat(answer).isEqualTo("same");
    }

    private static String compareForEver(Observer observer) {
        Progress progress = observer.progress("comparison", "rows", 1);
        while (true) {
            progress.advance(1);
        }
    }
}
