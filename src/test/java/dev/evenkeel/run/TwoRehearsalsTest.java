package dev.evenkeel.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.Style;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two rehearsals in one process at the same time, driven by another program than the command line. If they shared a server, the
 * second would find its target not empty and its writes mixed with the other's.
 */
class TwoRehearsalsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.systemUTC();

    private final StepCatalog catalog = StepCatalog.of(getClass().getClassLoader(), "dev.evenkeel.runbook.steps");

    @TempDir
    private Path reports;

    @Test
    void end_done_and_proved_each_with_its_own_journal_and_servers() throws Exception {
        Path one = RunFolder.create(reports, CLOCK);
        Path other = RunFolder.create(reports, CLOCK);

        CompletableFuture<ExitCode> first = CompletableFuture.supplyAsync(() -> rehearse(one, 1));
        CompletableFuture<ExitCode> second = CompletableFuture.supplyAsync(() -> rehearse(other, 2));

        assertThat(List.of(first.get(4, TimeUnit.MINUTES), second.get(4, TimeUnit.MINUTES)))
                .containsExactly(ExitCode.DONE, ExitCode.DONE);
        assertThat(began(one)).as("they overlap").isBefore(ended(other));
        assertThat(began(other)).as("they overlap").isBefore(ended(one));
        for (Path folder : List.of(one, other)) {
            JsonNode audit = JSON.readTree(folder.resolve("audit.json").toFile());
            assertThat(audit.at("/runId").asText())
                    .isEqualTo(folder.getFileName().toString());
            assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
            assertThat(audit.at("/workload/acknowledged").asLong()).isPositive();
            assertThat(audit.at("/workload/onTarget")).isEqualTo(audit.at("/workload/acknowledged"));
            assertThat(audit.at("/workload/duplicated").asLong()).isZero();
        }
    }

    private ExitCode rehearse(Path folder, long seed) {
        RehearsalInputs inputs = new RehearsalRequest(
                        "embedded",
                        Home.find().runbook(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(2_000L),
                        seed,
                        reports,
                        RunBy.of(List.of()))
                .read(catalog, List.of());
        try (Screen screen = Screen.open(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Mode.PLAIN,
                new Style(false, StandardCharsets.UTF_8, 100, 40),
                CLOCK)) {
            return new Rehearsal(inputs, catalog, folder, screen, CLOCK, StopSignal.NEVER, new Redactor()).run();
        }
    }

    private static Instant began(Path folder) {
        return entries(folder).get(0).at();
    }

    private static Instant ended(Path folder) {
        List<Entry> entries = entries(folder);
        return entries.get(entries.size() - 1).at();
    }

    private static List<Entry> entries(Path folder) {
        return JournalReader.read(folder);
    }
}
