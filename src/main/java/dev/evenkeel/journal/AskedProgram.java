package dev.evenkeel.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that is given a text, has a limited time, and answers by its exit code. Whatever it does, the caller continues
 * after the limit: it may read nothing, say too much, never end, or leave others behind that hold its streams.
 */
public final class AskedProgram {
    private static final int MOST_CHARACTERS = 1 << 16;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final List<String> command;
    private final Map<String, String> variables;
    private Consumer<String> complaints = line -> {};

    /** @param variables what it is given besides what every program is given */
    public AskedProgram(List<String> command, Map<String, String> variables) {
        this.command = List.copyOf(command);
        this.variables = Map.copyOf(variables);
    }

    /** Each line on its stderr is handed on while it runs. */
    public AskedProgram complainingTo(Consumer<String> reader) {
        complaints = reader;
        return this;
    }

    /**
     * How it ended.
     *
     * @param exit its exit code; empty where it was not started or did not end in time
     * @param out what it said on stdout, at most 64 Ki characters
     * @param err what it said on stderr, at most as much
     * @param problem why there is no exit code, in words; empty where there is one
     */
    public record Answer(Optional<Integer> exit, String out, String err, String problem) {
        public boolean yes() {
            return exit.filter(code -> code == 0).isPresent();
        }
    }

    /** Runs it to its end, or ends it after the limit. */
    public Answer ask(String input, Duration limit) {
        ProcessBuilder builder = ChildProcess.of(command);
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Answer(Optional.empty(), "", "", command.get(0) + " cannot be started: " + reason(e));
        }
        Heard out = new Heard(process.getInputStream(), line -> {});
        Heard err = new Heard(process.getErrorStream(), complaints);
        thread("input of a program", () -> write(process.getOutputStream(), input));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                end(process);
            }
            String said = out.text();
            return ended
                    ? new Answer(Optional.of(process.exitValue()), said, err.text(), "")
                    : new Answer(
                            Optional.empty(),
                            said,
                            err.text(),
                            command.get(0) + " had not ended after " + limit.toSeconds() + " s and was ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(process);
            return new Answer(Optional.empty(), "", "", command.get(0) + " was ended because the run was");
        }
    }

    /** Java's own words name the program and the folder before the reason. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int error = message.indexOf("error=");
        int comma = message.indexOf(", ", Math.max(error, 0));
        return error < 0 || comma < 0 ? message : message.substring(comma + 2);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void write(OutputStream to, String input) {
        try (to) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It did not read all of it, which is its affair.
            return;
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What a program says, read so that it is never held up. */
    private static final class Heard {
        private final StringBuilder text = new StringBuilder();
        private final Thread reading;

        Heard(InputStream from, Consumer<String> lines) {
            reading = thread("output of a program", () -> {
                try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                    char[] part = new char[1024];
                    StringBuilder line = new StringBuilder();
                    for (int length = reader.read(part); length >= 0; length = reader.read(part)) {
                        hear(new String(part, 0, length), line, lines);
                    }
                    if (line.length() > 0) {
                        lines.accept(line.toString());
                    }
                } catch (IOException e) {
                    // It was ended.
                    return;
                }
            });
        }

        private void hear(String part, StringBuilder line, Consumer<String> lines) {
            synchronized (text) {
                text.append(part, 0, Math.min(part.length(), MOST_CHARACTERS - text.length()));
            }
            for (char next : part.toCharArray()) {
                if (next == '\n') {
                    lines.accept(line.toString());
                    line.setLength(0);
                } else if (line.length() < MOST_CHARACTERS) {
                    line.append(next);
                }
            }
        }

        String text() throws InterruptedException {
            reading.join(LAST_WORDS.toMillis());
            synchronized (text) {
                return text.toString();
            }
        }
    }
}
