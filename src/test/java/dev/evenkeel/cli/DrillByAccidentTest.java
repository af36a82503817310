package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.cli.operate.Interrupts;
import dev.evenkeel.cli.options.OwnSteps;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.run.Rehearsal;
import dev.evenkeel.run.RehearsalInputs;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.RunFolder;
import dev.evenkeel.runbook.Harmless;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.text.Drill;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No drill is noticed whose damage was not done: neither where its steps do nothing, nor where the run fails before them with the
 * exit code that the drill expects. One of each here, all with {@code -Devenkeel.drills=all}. Nothing is broken, so that drills
 * of machines need none.
 */
class DrillByAccidentTest {
    private static final Path RUNBOOK = Path.of("features/encrypt-at-rest.feature");
    private static final Path DRILLS = Path.of("features/drills");

    /** Fails with exit code 4. */
    private static final String FAILS = "And the source has no replication user of this run";
    /** The live proof fails with exit code 3. */
    private static final String DIFFERS = "When a row is deleted on the target behind the tool's back";

    @TempDir
    private Path folder;

    static Stream<String> suppressed() throws IOException {
        return drills("replica-behind");
    }

    static Stream<String> preceded() throws IOException {
        return drills("stranger-deleted-a-row");
    }

    private static Stream<String> drills(String one) throws IOException {
        if (!System.getProperty("evenkeel.drills", "").equals("all")) {
            return Stream.of(one);
        }
        try (Stream<Path> files = Files.list(DRILLS)) {
            return files.map(file -> file.getFileName().toString().replace(".feature", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("suppressed")
    void a_drill_whose_damage_does_nothing_is_not_reached(String drill) throws IOException {
        StepCatalog catalog = Harmless.withoutDamage(OwnSteps.catalog());
        Runbook runbook = Runbook.read(RUNBOOK, Optional.of(DRILLS.resolve(drill + ".feature")), catalog);

        assertThat(rehearse(runbook, catalog)).isEqualTo(ExitCode.DONE);

        JsonNode judged = audit().at("/drills/0");
        assertThat(judged.at("/outcome").asText()).as(judged.toString()).isEqualTo("not reached");
        assertThat(judged.at("/observed").asText()).contains("the damage was not done; no step failed");
        assertThat(Files.readString(run().resolve("audit.html")))
                .contains("Done, with reservations", "The drill “" + drill + "” was not reached.");
    }

    @ParameterizedTest
    @MethodSource("preceded")
    void a_drill_before_which_the_run_fails_is_not_reached_though_its_exit_code_fits(String name) throws IOException {
        Path file = DRILLS.resolve(name + ".feature");
        StepCatalog catalog = OwnSteps.catalog();
        Drill drill = Runbook.read(RUNBOOK, Optional.of(file), catalog).drill().orElseThrow();
        boolean three = drill.expected().equals(List.of(ExitCode.NOT_PROVED));
        Path failing = three
                ? with("And the target catches up with the source", DIFFERS)
                : with("Then the source shows a retention of at least 24 hours", FAILS);

        ExitCode code = rehearse(Runbook.read(failing, Optional.of(file), catalog), catalog);

        if (!drill.expected().equals(List.of(ExitCode.DONE))) {
            assertThat(code).isIn(drill.expected());
        }
        JsonNode judged = audit().at("/drills/0");
        assertThat(judged.at("/outcome").asText()).as(judged.toString()).isEqualTo("not reached");
        assertThat(judged.at("/observed").asText()).contains("; the first step that failed: ");
        assertThat(Files.readString(run().resolve("audit.html"))).contains("not reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt-at-rest", "replicate-and-switch"})
    void every_drill_names_steps_that_the_runbook_has(String runbook) throws IOException {
        try (Stream<Path> drills = Files.list(DRILLS)) {
            for (Path drill : drills.toList()) {
                assertThat(Runbook.read(
                                        Path.of("features", runbook + ".feature"),
                                        Optional.of(drill),
                                        OwnSteps.catalog())
                                .drill())
                        .hasValueSatisfying(read -> assertThat(read.damage()).isNotEmpty());
            }
        }
    }

    /** The runbook with a step behind one of its own. */
    private Path with(String step, String more) throws IOException {
        String text = Files.readString(RUNBOOK);
        assertThat(text).contains(step);
        return Files.writeString(folder.resolve("failing.feature"), text.replaceFirst(step, step + "\n      " + more));
    }

    private ExitCode rehearse(Runbook runbook, StepCatalog catalog) {
        Clock clock = Clock.systemUTC();
        Interrupts interrupts = Interrupts.listen();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Style style = new Style(false, StandardCharsets.US_ASCII, 100, 24);
        ExitCode code = ExitCode.BUG;
        try (Screen screen = Screen.open(nowhere, Mode.QUIET, style, clock)) {
            code = new Rehearsal(
                            new RehearsalInputs(
                                    Provision.profiles().read("embedded", Path.of("environments")),
                                    runbook,
                                    List.of(),
                                    2_000,
                                    1,
                                    new RunBy("maria", "ops-3", List.of())),
                            catalog,
                            RunFolder.create(folder.resolve("reports"), clock),
                            screen,
                            clock,
                            interrupts,
                            new Redactor())
                    .run();
            return code;
        } finally {
            interrupts.ended(code.number());
        }
    }

    private JsonNode audit() throws IOException {
        return new ObjectMapper().readTree(run().resolve("audit.json").toFile());
    }

    private Path run() throws IOException {
        return folder.resolve("reports/latest").toRealPath();
    }
}
