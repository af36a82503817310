package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.event.Raw;
import dev.evenkeel.fault.Mishaps.Mishap;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.Undoing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drill broke is in the journal from the moment it was broken, with the phase that wanted it. */
class DamagesTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final CurrentStep step = new CurrentStep();
    private Journal journal;
    private Damages damages;

    @BeforeEach
    void begins() {
        journal = Journal.create(folder, Clock.systemUTC(), new Redactor(), Observer.NONE);
        damages = new Damages(journal, step);
        Undoing.begins(step, "a");
    }

    @AfterEach
    void ends() {
        damages.end();
        journal.close();
    }

    @Test
    void what_breaks_at_once_is_entered_before_and_after() {
        damages.now(new Mishap("the lamp is out", () -> {}, () -> {}), LONG);

        assertThat(entered()).containsExactly("undo:a: the lamp is out begins", "undo:a: the lamp is out done");
        assertThat(damages.end()).isEmpty();
        assertThat(entered()).last().isEqualTo("undo:a: the lamp is out over");
    }

    @Test
    void what_fails_while_it_is_broken_was_not_done() {
        Mishap half = new Mishap(
                "half",
                () -> {
                    throw new IllegalStateException("in the middle");
                },
                () -> {});

        assertThatThrownBy(() -> damages.now(half, LONG)).hasMessage("in the middle");

        assertThat(entered()).containsExactly("undo:a: half begins");
    }

    @Test
    void what_breaks_later_has_the_phase_that_planned_it() {
        AtomicBoolean moment = new AtomicBoolean();
        damages.when(moment::get, new Mishap("the lamp is out", () -> {}, () -> {}), LONG);
        Undoing.begins(step, "b");
        assertThat(entered()).isEmpty();

        moment.set(true);

        new Await(Observer.NONE, Duration.ofMillis(5))
                .until(
                        "it is out",
                        "two entries",
                        Duration.ofSeconds(10),
                        () -> new Await.Look("", entered().size() == 2));
        assertThat(entered()).last().isEqualTo("undo:a: the lamp is out done");
    }

    @Test
    void what_never_broke_is_entered_nowhere() {
        damages.when(() -> false, new Mishap("the lamp is out", () -> {}, () -> {}), LONG);

        assertThat(damages.end()).containsExactly("the lamp is out");
        assertThat(entered()).isEmpty();
    }

    private List<String> entered() {
        return JournalReader.read(folder).stream()
                .filter(entry -> entry.kind().equals("DAMAGE"))
                .map(entry ->
                        Raw.text(entry, "phase") + ": " + Raw.text(entry, "what") + " " + Raw.text(entry, "state"))
                .toList();
    }
}
