package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.operate.Interrupts;
import dev.evenkeel.cli.options.OwnSteps;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.parity.LoadThrottle;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.run.Broken;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.Rehearsal;
import dev.evenkeel.run.RehearsalInputs;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.RunLifecycle;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.Style;
import dev.evenkeel.verify.Choice;
import dev.evenkeel.verify.ComparedServers;
import dev.evenkeel.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends neither well nor with an exception. */
class BrokenRunTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"StackOverflowError", "OutOfMemoryError", "NoClassDefFoundError"})
    void a_command_that_ends_by_an_error_says_so_in_one_sentence(String name) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                throw error(name);
            }
        });
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run("steps")).isEqualTo(ExitCode.BUG.number());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("evenkeel: evenkeel itself failed: ")
                .doesNotContain("\tat ")
                .hasLineCount(1);
    }

    private static Error error(String name) {
        return switch (name) {
            case "StackOverflowError" -> new StackOverflowError();
            case "OutOfMemoryError" -> new OutOfMemoryError("Java heap space");
            default -> new NoClassDefFoundError("dev/evenkeel/Missing");
        };
    }

    @Test
    void a_run_that_ends_by_an_error_still_leaves_its_end_and_its_report() {
        try (VerifiedPair pair = new VerifiedPair(folder)) {
            Choice choice = Choice.of(new RunEvent.Choice(
                    pair.profile().toString(),
                    "source",
                    "target",
                    List.of("data"),
                    List.of("verified"),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            Path run = folder.resolve("reports/r-1");
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            // The beginning is written; the next entry, of a server, meets the error.
            Clock clock = new BreakingClock(2, StackOverflowError::new);
            ExitCode code;
            Redactor redactor = new Redactor();
            try (ComparedServers servers =
                            ComparedServers.open(choice, Home.find().environments(), redactor);
                    Screen screen = Screen.open(
                            new PrintStream(shown, true, StandardCharsets.UTF_8),
                            Mode.QUIET,
                            new Style(false, StandardCharsets.UTF_8, 100, 24),
                            Clock.systemUTC())) {
                Verification verification = new Verification(
                        choice,
                        servers,
                        Optional.empty(),
                        new LoadThrottle.Limits(Duration.ofSeconds(10), 25, Optional.empty()),
                        screen,
                        () -> false);
                RunLifecycle life = new RunLifecycle(run, screen, clock, redactor);
                code = life.begin(
                        verification.started(
                                life.runId(),
                                RunLifecycle.tool(),
                                new RunBy("maria", "ops-3", List.of("verify")).event()),
                        verification::run);
            }

            assertThat(code).isEqualTo(ExitCode.BUG);
            assertThat(run.resolve("audit.html"))
                    .content()
                    .contains("what it was given is nested deeper than it can follow");
            assertThat(shown.toString(StandardCharsets.UTF_8)).contains("Failed");
            assertThat(Captured.run("audit", run.toString()).orderly().exit()).isZero();
        }
    }

    /** Before the servers are asked for, and in the freeze: what had begun is undone then. */
    @ParameterizedTest
    @CsvSource({"RUN_STARTED, StackOverflowError", "RUN_STARTED, OutOfMemoryError", "freeze, StackOverflowError"})
    @Timeout(240)
    void a_rehearsal_that_meets_an_error_still_leaves_its_end_and_its_report(String after, String name) {
        Redactor redactor = new Redactor();
        Path run = folder.resolve("reports/r-2");
        StepCatalog catalog = OwnSteps.catalog();
        Profile profile = Provision.profiles().read("embedded", Home.find().environments());
        Runbook runbook = Runbook.read(Home.runbookAt(Home.find().runbook()), Optional.empty(), catalog);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        JournalledClock clock = new JournalledClock(run.resolve(Journal.FILE), after, () -> error(name));
        ExitCode code;
        Interrupts interrupts = Interrupts.listen();
        try (Screen screen = Screen.open(
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                Mode.QUIET,
                new Style(false, StandardCharsets.UTF_8, 100, 24),
                Clock.systemUTC())) {
            code = new Rehearsal(
                            new RehearsalInputs(
                                    profile,
                                    runbook,
                                    List.of(),
                                    1_000,
                                    1,
                                    new RunBy("maria", "ops-3", List.of("rehearse"))),
                            catalog,
                            run,
                            screen,
                            clock,
                            interrupts,
                            redactor)
                    .run();
        } finally {
            interrupts.ended(1);
        }

        assertThat(clock.thrown).isTrue();
        boolean begun = after.equals("freeze");
        assertThat(code).isEqualTo(begun ? ExitCode.UNDONE : ExitCode.BUG);
        assertThat(run.resolve("audit.html"))
                .content()
                .contains(begun ? "StackOverflowError" : Broken.sentence(error(name)))
                .doesNotContain("\tat ");
        assertThat(Captured.run("audit", run.toString()).orderly().exit()).isZero();
    }

    /** The time of day, except for the first look at it on one thread after the journal names something. */
    private static final class JournalledClock extends Clock {
        private final Path journal;
        private final String named;
        private final Supplier<Error> error;
        private final Thread thread = Thread.currentThread();
        private boolean thrown;

        JournalledClock(Path journal, String named, Supplier<Error> error) {
            this.journal = journal;
            this.named = "\"" + named + "\"";
            this.error = error;
        }

        @Override
        public Instant instant() {
            if (Thread.currentThread() == thread && !thrown && happened()) {
                thrown = true;
                throw error.get();
            }
            return Instant.now();
        }

        private boolean happened() {
            try (Stream<String> lines = Files.lines(journal)) {
                return lines.anyMatch(line -> line.contains(named)
                        && (line.contains("\"RUN_STARTED\"") || line.contains("\"STEP_INTENDED\"")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The time of day, except for one look at it. */
    private static final class BreakingClock extends Clock {
        private final int at;
        private final Supplier<Error> error;
        private int looks;

        BreakingClock(int at, Supplier<Error> error) {
            this.at = at;
            this.error = error;
        }

        @Override
        public Instant instant() {
            if (++looks == at) {
                throw error.get();
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
