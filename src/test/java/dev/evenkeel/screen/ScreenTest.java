package dev.evenkeel.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.evenkeel.event.EventCodec;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ScreenTest {
    private static final Style STYLE = new Style(false, StandardCharsets.UTF_8, 100, 24);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void json_is_the_journal_line_for_line_and_nothing_else() throws Exception {
        try (Screen screen = Screen.open(out, Mode.JSON, STYLE, Clock.systemUTC());
                Journal journal = Journal.create(folder, Clock.systemUTC(), new Redactor(), screen)) {
            screen.say("fetching");
            journal.append(
                    "NOTE", Map.of("text", "Zoë \u001b[2J\n", "z", 1, "a", List.of(Map.of("d", 1.5, "b", true))));
            screen.progress("dump", "bytes", 7).close();
            journal.append("NOTE", Map.of("text", "second"));
            screen.block(List.of("DONE"));
        }

        assertThat(bytes.toByteArray()).isEqualTo(Files.readAllBytes(folder.resolve(Journal.FILE)));
    }

    @Test
    void progress_of_several_threads_adds_up() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (Screen screen = Screen.open(out, Mode.PLAIN, STYLE, Clock.systemUTC())) {
            Progress progress = screen.progress("rows", "rows", 400_000);
            for (int t = 0; t < 4; t++) {
                pool.execute(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        progress.advance(1);
                    }
                });
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            progress.close();
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("rows 400 k rows in ");
    }

    @Test
    void a_terminal_that_stands_still_does_not_stop_the_run() {
        CountDownLatch released = new CountDownLatch(1);
        PrintStream stuck = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        try {
                            released.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                },
                false,
                StandardCharsets.UTF_8);
        Screen screen = Screen.open(stuck, Mode.PLAIN, STYLE, Clock.systemUTC());
        Told told = new Told(Clock.systemUTC());
        for (int i = 0; i < 10_000; i++) {
            screen.entry(told.entry("NOTE", Map.of("text", "note")));
        }

        released.countDown();
        screen.close();
    }

    @Test
    void a_failing_screen_does_not_fail_the_run() {
        PrintStream broken = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
            @Override
            public void write(byte[] buffer, int offset, int length) {
                throw new IllegalStateException("no paper");
            }
        };
        Told told = new Told(Clock.systemUTC());

        for (Mode mode : Mode.values()) {
            Screen screen = Screen.open(broken, mode, STYLE, Clock.systemUTC());
            assertThatCode(() -> {
                        screen.say("x");
                        screen.entry(told.entry("NOTE", Map.of()));
                        screen.entry(told.entry("SERVER", Map.of("encrypted", "?")));
                        screen.progress("x", "bytes", -1).close();
                        screen.block(List.of("x"));
                        screen.close();
                        screen.say("after the end");
                        screen.close();
                    })
                    .as("%s", mode)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void every_kind_of_entry_can_be_shown_even_without_its_fields() {
        Told told = new Told(Clock.systemUTC());
        for (Mode mode : Mode.values()) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            Screen screen =
                    Screen.open(new PrintStream(shown, false, StandardCharsets.UTF_8), mode, STYLE, Clock.systemUTC());
            for (String kind : EventCodec.inOrder()) {
                screen.entry(told.entry(kind, Map.of()));
            }
            screen.block(List.of("the end"));
            screen.close();

            assertThat(shown.toString(StandardCharsets.UTF_8))
                    .as("%s", mode)
                    .contains(mode == Mode.JSON ? "RUN_ENDED" : "the end");
        }
    }
}
