package dev.evenkeel.screen;

import dev.evenkeel.journal.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The size of the terminal, looked up once. */
public record Terminal(int columns, int lines) {
    static final Terminal UNKNOWN = new Terminal(100, 24);
    private static final String ATTACHED = "evenkeel.terminal";

    /**
     * Whether a stream (1: stdout, 2: stderr) is a terminal. The launcher knows; Java 17 alone only knows whether all of
     * them are.
     */
    public static boolean attached(int stream) {
        String known = System.getProperty(ATTACHED);
        return known == null
                ? System.console() != null
                : Arrays.asList(known.split(",")).contains(Integer.toString(stream));
    }

    /** From COLUMNS and LINES, else from the terminal itself. */
    public static Terminal measure(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        int lines = number(environment.getOrDefault("LINES", ""));
        if (columns > 0 && lines > 0) {
            return new Terminal(columns, lines);
        }
        Terminal asked = ask();
        return new Terminal(columns > 0 ? columns : asked.columns, lines > 0 ? lines : asked.lines);
    }

    private static Terminal ask() {
        try {
            Process stty = ChildProcess.of(List.of("sh", "-c", "stty size </dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return UNKNOWN;
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /** Reads what {@code stty size} prints: lines, then columns. A terminal that does not know says 0. */
    static Terminal parse(String answer) {
        String[] numbers = answer.strip().split(" ");
        int lines = number(numbers[0]);
        int columns = numbers.length == 2 ? number(numbers[1]) : 0;
        return new Terminal(columns > 0 ? columns : UNKNOWN.columns, lines > 0 ? lines : UNKNOWN.lines);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
