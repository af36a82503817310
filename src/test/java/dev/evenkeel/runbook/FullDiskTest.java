package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.Collaborators;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.runbook.worldglue.World;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real steps, on a real source, when nothing more can be written down. */
class FullDiskTest {
    private static final String RUNBOOK = """
            Feature: Freeze, and lose the disk

              Rule: The source goes on

                @phase:freeze @reversible
                Scenario: Freeze
                  When the source is closed for writes
                  And the disk is changed
                  And the disk is checked

                @undo:freeze
                Scenario: Open the source again
                  When the source is opened for writes
                  Then a write on the source succeeds
            """;

    @TempDir
    Path folder;

    @AfterEach
    void open_the_source() {
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            session.execute("SET GLOBAL read_only = 0");
        }
    }

    @Test
    void does_not_keep_the_source_closed() throws IOException {
        Servers servers = TestServers.embedded();
        Path file = Files.writeString(folder.resolve("freeze.feature"), RUNBOOK);
        StepCatalog catalog = StepCatalog.of(
                getClass().getClassLoader(), "dev.evenkeel.runbook.steps", "dev.evenkeel.runbook.worldglue");
        Journal journal = Journal.create(folder, Clock.systemUTC(), new Redactor(), Observer.NONE);
        World world = new World(journal).when("change disk", () -> {
            journal.close();
            return null;
        });
        CucumberEngine engine = new CucumberEngine(catalog, journal);
        RunContext run = new RunContext(
                Provision.profiles().read("embedded", Path.of("environments")),
                servers,
                journal,
                engine.currentStep(),
                Clock.systemUTC());
        Collaborators steps = new Collaborators(
                run,
                new DumpTool(folder, Optional.empty()),
                new EndpointFile(folder.resolve("endpoint")),
                Optional.empty(),
                gate -> {});

        List<Object> context = new ArrayList<>(List.of(steps.all()));
        context.add(world);

        Outcome outcome = engine.run(Runbook.read(file, Optional.empty(), catalog), context.toArray());

        assertThat(outcome.code()).isEqualTo(ExitCode.BUG);
        assertThat(outcome.summary()).contains("cannot be written").doesNotContain("not undone");
        try (Session session = servers.master(Role.SOURCE).open()) {
            assertThat(session.number("SELECT @@GLOBAL.read_only")).isZero();
        }
    }
}
