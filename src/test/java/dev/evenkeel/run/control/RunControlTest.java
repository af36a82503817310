package dev.evenkeel.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ControlEvent.Control;
import dev.evenkeel.event.ControlEvent.ControlAction;
import dev.evenkeel.event.ControlEvent.ControlState;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RunControlTest {
    @TempDir
    Path folder;

    private Path run;
    private Journal journal;
    private RunControl control;
    private final AtomicReference<String> phase = new AtomicReference<>("copy");
    private final AtomicReference<String> aborted = new AtomicReference<>("");
    private boolean past;

    @BeforeEach
    void begin() {
        run = folder.resolve("r-1");
        journal = Journal.create(run, Clock.systemUTC(), new Redactor(), Observer.NONE);
        control = new RunControl(
                journal,
                Set.of("freeze", "switch"),
                phase::get,
                why -> {
                    aborted.set(why);
                    return !past;
                },
                () -> {});
    }

    @AfterEach
    void end() {
        journal.close();
    }

    @Test
    void a_pause_in_the_freeze_holds_nothing_up_says_when_it_takes_effect_and_takes_it_then() throws Exception {
        phase.set("freeze");
        control.gatePassed();
        ask(ControlAction.PAUSE);
        control.hold(() -> false);

        assertThat(last().state()).isEqualTo(ControlState.DEFERRED);
        assertThat(last().why())
                .isEqualTo("between the gate and the end of the switch nothing is held up; it takes effect before the"
                        + " next step after that which changes something, or once the freeze was undone");

        phase.set("tidy");
        CompletableFuture<Void> held = CompletableFuture.runAsync(() -> control.hold(() -> false));
        while (last().state() != ControlState.HELD) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(held).isNotDone();
        ask(ControlAction.CONTINUE);
        held.get(10, TimeUnit.SECONDS);
        assertThat(last().state()).isEqualTo(ControlState.RELEASED);
    }

    @Test
    void a_pause_at_a_gate_that_is_not_passed_holds() {
        phase.set("freeze");
        ask(ControlAction.PAUSE);

        assertThat(last().state()).isEqualTo(ControlState.ACCEPTED);
    }

    @Test
    void a_run_that_is_to_stop_is_not_held() {
        ask(ControlAction.PAUSE);

        control.hold(() -> true);

        assertThat(last().state()).isEqualTo(ControlState.ACCEPTED);
    }

    @Test
    void an_abort_is_refused_where_only_forward_leads() {
        past = true;
        ask(ControlAction.ABORT);

        assertThat(aborted.get()).isEqualTo("aborted by maria on ops-3: why not");
        assertThat(last().state()).isEqualTo(ControlState.REFUSED);
        assertThat(last().why()).contains("the way back is a new move, from the target to the source");
    }

    @Test
    void what_is_no_request_does_nothing_and_is_entered() throws IOException {
        Path requests = Files.createDirectories(run.resolve("requests"));
        Files.writeString(requests.resolve("1-abort-00000001.json"), "{\"form\": 1}");
        Files.writeString(requests.resolve("2-abort-00000002.json"), "x".repeat(20_000));
        Files.createSymbolicLink(requests.resolve("3-abort-00000003.json"), Path.of("/etc/passwd"));
        Files.writeString(requests.resolve("of-somebody.json"), "{}");
        RequestWatch watch = RequestWatch.start(run, 1, control);
        while (said().size() < 3) {
            Thread.onSpinWait();
        }
        watch.close();

        assertThat(said()).hasSize(3).allMatch(one -> one.state() == ControlState.REFUSED);
        assertThat(aborted.get()).isEmpty();
    }

    @Test
    void a_request_is_for_its_owner_alone_and_gone_once_it_is_taken_up() throws Exception {
        Path file = request(ControlAction.PAUSE).write(run);
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (RequestWatch watch = RequestWatch.start(run, 1, control)) {
            while (control.paused().isEmpty() || Files.exists(file)) {
                assertThat(watch).isNotNull();
            }
        }
        assertThat(control.paused()).contains("maria on ops-3");
    }

    private void ask(ControlAction action) {
        control.take(request(action));
    }

    private static ControlRequest request(ControlAction action) {
        return new ControlRequest("r-1", 1, action, "maria on ops-3", "why not", Instant.parse("2026-11-30T02:00:00Z"));
    }

    private List<Control> said() {
        return Numbered.in(JournalReader.read(run), Control.class)
                .map(Numbered::event)
                .toList();
    }

    private Control last() {
        List<Control> all = said();
        return all.get(all.size() - 1);
    }
}
