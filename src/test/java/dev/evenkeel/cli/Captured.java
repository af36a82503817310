package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.screen.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command run in this process, with everything that it printed. */
public record Captured(int exit, String out, String err) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    public static Captured run(String... arguments) {
        return within(LIMIT, arguments);
    }

    /** For what carries out a whole move, perhaps on a machine that has other work. */
    static Captured within(Duration limit, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ExecutorService alone = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "command");
            thread.setDaemon(true);
            return thread;
        });
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int exit = alone.submit(() -> Main.run(arguments)).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Captured(exit, printed.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new AssertionError("not ended within " + limit + ": " + List.of(arguments));
        } catch (ExecutionException e) {
            throw new AssertionError("thrown out of the command: " + List.of(arguments), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            System.setOut(out);
            System.setErr(err);
            alone.shutdownNow();
        }
    }

    public List<String> problems() {
        return err.lines().toList();
    }

    /** A documented exit code, no stack, and nothing that a terminal would obey. */
    public Captured orderly() {
        assertThat(ExitCode.ofNumber(exit)).as(this::toString).isPresent();
        assertThat(out + err)
                .as(this::toString)
                .doesNotContain("\tat ", "Exception in thread", "bug of evenkeel's own");
        inert(out + err);
        return this;
    }

    static void inert(String text) {
        text.codePoints()
                .filter(code -> code != '\n' && SafeText.hidden(code))
                .findFirst()
                .ifPresent(code -> {
                    throw new AssertionError("U+" + Integer.toHexString(code) + " in: " + SafeText.escape(text, true));
                });
    }
}
