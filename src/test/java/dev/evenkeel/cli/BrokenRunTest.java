package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Redactor;
import dev.evenkeel.parity.LoadThrottle;
import dev.evenkeel.runbook.ExitCode;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.Style;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            VerifyChoice choice = VerifyChoice.of(Map.of(
                    "env",
                    pair.profile().toString(),
                    "of",
                    "source",
                    "against",
                    "target",
                    "what",
                    java.util.List.of("data"),
                    "schemas",
                    java.util.List.of("verified"),
                    "tables",
                    java.util.List.of()));
            Path run = folder.resolve("reports/r-1");
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            // The beginning is written; the next entry, of a server, meets the error.
            Clock clock = new BreakingClock(2, StackOverflowError::new);
            ExitCode code;
            Redactor redactor = new Redactor();
            Interrupts interrupts = Interrupts.listen();
            try (VerifyServers servers = VerifyServers.open(choice, redactor);
                    Screen screen = Screen.open(
                            new PrintStream(shown, true, StandardCharsets.UTF_8),
                            Mode.QUIET,
                            new Style(false, StandardCharsets.UTF_8, 100, 24),
                            Clock.systemUTC())) {
                code = new Verification(
                                choice,
                                servers,
                                Optional.empty(),
                                new LoadThrottle.Limits(Duration.ofSeconds(10), 25, Optional.empty()),
                                run,
                                screen,
                                clock,
                                interrupts,
                                redactor,
                                new RunBy("maria", "ops-3", java.util.List.of("verify")))
                        .run();
            } finally {
                interrupts.ended(1);
            }

            assertThat(code).isEqualTo(ExitCode.BUG);
            assertThat(run.resolve("audit.html"))
                    .content()
                    .contains("what it was given is nested deeper than it can follow");
            assertThat(shown.toString(StandardCharsets.UTF_8)).contains("Failed");
            assertThat(Captured.run("audit", run.toString()).orderly().exit()).isZero();
        }
    }

    /** The time of day, but for one look at it. */
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
