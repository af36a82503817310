package dev.evenkeel.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.approval.GateRequest.Shown;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Endpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateEvidenceTest {
    @TempDir
    private Path folder;

    @Test
    void the_last_forecast_is_shown_on_one_line() {
        List<Shown> shown = shown(journal -> {
            forecast(Optional.empty(), List.of()).enter(journal);
            forecast(Optional.of(700L), List.of("a transaction\nis open")).enter(journal);
        });

        assertThat(shown)
                .contains(new Shown(
                        "freeze",
                        "about 1500 ms: the proof 1200 ms by the rates of this run, the target 300 ms behind; 2 earlier"
                                + " runs of this runbook froze it for 700 ms (half of them) to 900 ms (95 of 100); it could be"
                                + " delayed: a transaction is open"));
    }

    @Test
    void without_a_forecast_none_is_shown_whatever_a_note_says() {
        List<Shown> shown =
                shown(journal -> new Remark.Note("the freeze is expected to last 5 ms: a guess").enter(journal));

        assertThat(shown).extracting(Shown::what).containsExactly("source", "budget for the freeze", "deviations");
    }

    private List<Shown> shown(Consumer<Journal> told) {
        try (Journal journal = Journal.create(folder.resolve("r"), Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            told.accept(journal);
        }
        return GateEvidence.of(
                new Endpoint("127.0.0.1", 3306), Duration.ofSeconds(5), JournalReader.read(folder.resolve("r")));
    }

    private static TrafficEvent.Forecast forecast(Optional<Long> half, List<String> delays) {
        return new TrafficEvent.Forecast(2, half, half.map(most -> most + 200), 1200, 300, 4, delays);
    }
}
