package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierFreezesTest {
    @TempDir
    private Path reports;

    @Test
    void only_done_runs_of_exactly_this_runbook_count() throws IOException {
        run("r-1", "this", 900, ExitCode.DONE);
        run("r-2", "this", 300, ExitCode.DONE);
        run("r-3", "another", 5, ExitCode.DONE);
        run("r-4", "this", 7, ExitCode.UNDONE);
        Path broken = Files.createDirectory(reports.resolve("r-5"));
        Files.writeString(broken.resolve(Journal.FILE), "no journal\n");
        Files.createSymbolicLink(reports.resolve("latest"), Path.of("r-2"));
        run("r-own", "this", 1, ExitCode.DONE);

        assertThat(EarlierFreezes.beside(reports.resolve("r-own")).millis()).containsExactly(300L, 900L);
    }

    @Test
    void a_percentile_is_a_time_that_was_measured() {
        EarlierFreezes twenty = new EarlierFreezes(java.util.stream.LongStream.rangeClosed(1, 20)
                .map(n -> 21 - n)
                .boxed()
                .toList());

        assertThat(twenty.percentile(50)).contains(10L);
        assertThat(twenty.percentile(95)).contains(19L);
        assertThat(new EarlierFreezes(List.of(7L)).percentile(95)).contains(7L);
        assertThat(new EarlierFreezes(List.of()).percentile(50)).isEmpty();
    }

    private void run(String name, String sha256, long frozen, ExitCode outcome) {
        try (Journal journal =
                Journal.create(reports.resolve(name), Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            new RunEvent.Started(
                            Optional.of(RunEvent.Started.SCHEMA),
                            name,
                            "rehearse",
                            Optional.of(new RunEvent.Runbook("move.feature", "Move", sha256, "")),
                            new RunEvent.Environment("embedded", "embedded"),
                            new RunEvent.Tool("1", "17"),
                            new RunEvent.By("me", "here", List.of()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .enter(journal);
            new MoveEvent.Cutover(
                            Optional.of(frozen),
                            Optional.empty(),
                            Optional.empty(),
                            "file",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .enter(journal);
            new RunEvent.Ended(outcome, "", "target").enter(journal);
        }
    }
}
