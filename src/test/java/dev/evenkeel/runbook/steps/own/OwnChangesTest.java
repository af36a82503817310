package dev.evenkeel.runbook.steps.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.runbook.CurrentStep;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnChangesTest {
    @TempDir
    private Path folder;

    private Journal journal;
    private OwnChanges own;
    private final List<String> putBack = new ArrayList<>();

    @BeforeEach
    void begin() {
        journal = Journal.create(folder, Clock.systemUTC(), new Redactor(), Observer.NONE);
        own = new OwnChanges(journal, new CurrentStep());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void what_this_run_made_goes_back_to_what_it_was() {
        own.intend(Role.SOURCE, Thing.READ_ONLY, "0", "1");
        assertThat(last("state")).isEqualTo("intended");

        restore("1");

        assertThat(putBack).containsExactly("0");
        assertThat(last("state")).isEqualTo("restored");
        assertThat(own.wasLetAlone(Role.SOURCE, Thing.READ_ONLY)).isFalse();
    }

    @Test
    void what_is_as_before_already_is_not_touched() {
        own.intend(Role.SOURCE, Thing.READ_ONLY, "0", "1");

        restore("0");

        assertThat(putBack).isEmpty();
        assertThat(last("state")).isEqualTo("as before");
        assertThat(own.wasLetAlone(Role.SOURCE, Thing.READ_ONLY)).isFalse();
    }

    @Test
    void what_somebody_else_made_of_it_meanwhile_is_let_alone() {
        own.intend(Role.SOURCE, Thing.READ_ONLY, "0", "1");

        restore("NO_LOCK");

        assertThat(putBack).isEmpty();
        assertThat(last("detail"))
                .isEqualTo("source: read_only was 0 before this run, which made it 1; somebody else has made it NO_LOCK"
                        + " since, and it is left alone");
        assertThat(own.wasLetAlone(Role.SOURCE, Thing.READ_ONLY)).isTrue();
        assertThat(own.wasLetAlone(Role.TARGET, Thing.READ_ONLY)).isFalse();
    }

    @Test
    void what_this_run_never_touched_is_let_alone() {
        restore("1");

        assertThat(putBack).isEmpty();
        assertThat(last("detail")).isEqualTo("source: read_only is 1, which is not this run's doing; it is left alone");
    }

    @Test
    void of_what_is_as_usual_and_was_never_touched_nothing_is_said() {
        restore("0");

        assertThat(putBack).isEmpty();
        assertThat(entries()).isEmpty();
    }

    @Test
    void what_was_unusual_before_stays_so_and_that_is_said() {
        own.intend(Role.SOURCE, Thing.READ_ONLY, "NO_LOCK", "NO_LOCK");

        restore("NO_LOCK");

        assertThat(putBack).isEmpty();
        assertThat(last("detail")).isEqualTo("source: read_only was NO_LOCK before this run, and stays so");
        assertThat(own.wasLetAlone(Role.SOURCE, Thing.READ_ONLY)).isTrue();
    }

    @Test
    void the_first_state_that_was_found_is_what_goes_back() {
        own.intend(Role.REPLICA, Thing.REPLICATION, "running", "running in part");
        own.intend(Role.REPLICA, Thing.REPLICATION, "running in part", "stopped");

        own.restore(Role.REPLICA, Thing.REPLICATION, "stopped", putBack::add);

        assertThat(putBack).containsExactly("running");
    }

    @Test
    void what_was_put_back_is_this_runs_no_more() {
        own.intend(Role.SOURCE, Thing.READ_ONLY, "0", "1");
        restore("1");

        restore("1");

        assertThat(putBack).hasSize(1);
        assertThat(last("state")).isEqualTo("let alone");
    }

    @Test
    void what_could_not_be_put_back_is_not_called_restored() {
        own.intend(Role.SOURCE, Thing.READ_ONLY, "0", "1");

        assertThatThrownBy(() -> own.restore(Role.SOURCE, Thing.READ_ONLY, "1", before -> {
                    throw new IllegalStateException("gone");
                }))
                .hasMessage("gone");

        assertThat(last("state")).isEqualTo("intended");
        restore("1");
        assertThat(putBack).containsExactly("0");
    }

    private void restore(String now) {
        own.restore(Role.SOURCE, Thing.READ_ONLY, now, putBack::add);
    }

    private List<Entry> entries() {
        return JournalReader.read(folder);
    }

    private String last(String field) {
        Entry last = entries().get(entries().size() - 1);
        assertThat(last.kind()).isEqualTo("CHANGE");
        return Raw.text(last, field);
    }
}
