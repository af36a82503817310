package dev.evenkeel.runbook.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.replication.Coordinates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsTest {
    record Everything(
            String text,
            int whole,
            long longer,
            boolean is,
            Instant at,
            Duration time,
            Effect effect,
            List<Part> parts,
            Optional<Part> one,
            Optional<Part> none,
            Coordinates place)
            implements Fact {}

    record Part(String name, List<Long> numbers) {}

    record Elsewhere(Thread thread) implements Fact {}

    record Deep(List<Optional<Holder>> holders) implements Fact {}

    record Holder(Object anything) {}

    record Pinned(BinlogPosition at) implements Fact {}

    private static final Everything EVERYTHING = new Everything(
            "ä \"quoted\"\n",
            7,
            1L << 60,
            true,
            Instant.parse("2026-01-02T03:04:05.678901234Z"),
            Duration.ofNanos(1_234_567_891L),
            Effect.IRREVERSIBLE,
            List.of(new Part("a", List.of(1L, 2L)), new Part("", List.of())),
            Optional.of(new Part("b", List.of(3L))),
            Optional.empty(),
            new Coordinates(new BinlogPosition("mysql-bin-changelog.000007", 4), GtidSet.parse("0-1-17,3-2-9")));

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void a_journal() {
        journal = Journal.create(folder, Clock.systemUTC(), new Redactor(), Observer.NONE);
    }

    @AfterEach
    void closed() {
        journal.close();
    }

    @Test
    void are_the_same_to_a_later_process() {
        new Facts(journal, new Step(false)).put(EVERYTHING);

        Facts later = new Facts(journal, new Step(false));
        later.takeUp(JournalReader.read(folder));

        assertThat(later.get(Everything.class)).isEqualTo(EVERYTHING);
    }

    @Test
    void of_one_class_the_last_counts() {
        Facts facts = new Facts(journal, new Step(false));
        facts.put(new Pinned(new BinlogPosition("b.000001", 4)));
        facts.put(new Pinned(new BinlogPosition("b.000002", 8)));

        Facts later = new Facts(journal, new Step(false));
        later.takeUp(JournalReader.read(folder));

        assertThat(later.find(Pinned.class))
                .isEqualTo(facts.find(Pinned.class))
                .contains(new Pinned(new BinlogPosition("b.000002", 8)));
    }

    @Test
    void that_nobody_found_are_missed_by_name() {
        Facts facts = new Facts(journal, new Step(false));

        assertThat(facts.find(Pinned.class)).isEmpty();
        assertThatThrownBy(() -> facts.get(Pinned.class))
                .isInstanceOf(Obstacle.class)
                .hasMessage("no pinned: the step that finds this must come before this one in the runbook, and must"
                        + " have passed");
    }

    @Test
    void a_full_disk_stops_a_step_and_no_undo() {
        journal.close();

        new Facts(journal, new Step(true)).put(new Pinned(new BinlogPosition("b.000001", 4)));
        assertThatThrownBy(() -> new Facts(journal, new Step(false)).put(new Pinned(new BinlogPosition("b.000001", 4))))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void are_named_as_people_say_them() {
        assertThat(Facts.name(Pinned.class)).isEqualTo("pinned");
        assertThat(Facts.name(RunContext.class)).isEqualTo("run context");
    }

    @Test
    void hold_values_only() {
        assertThat(Facts.unfit(Everything.class)).isEmpty();
        assertThat(Facts.unfit(Elsewhere.class)).contains("thread: a journal cannot hold a java.lang.Thread");
        assertThat(Facts.unfit(Deep.class)).contains("holders: anything: a journal cannot hold a java.lang.Object");
        assertThat(Facts.unfit(String.class)).contains("it is neither a record that implements Fact nor a Live thing");
    }

    @Test
    void that_are_not_as_written_are_refused() {
        assertThatThrownBy(() -> FactCodec.read(java.util.Map.of("at", "here"), Pinned.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FactCodec.read(3, String.class)).isInstanceOf(IllegalArgumentException.class);
    }

    private record Step(boolean undoes) implements RunningStep {
        @Override
        public String phase() {
            return "copy";
        }

        @Override
        public int step() {
            return 1;
        }

        @Override
        public String text() {
            return "";
        }

        @Override
        public boolean stopping() {
            return false;
        }
    }
}
