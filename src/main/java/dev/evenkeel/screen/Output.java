package dev.evenkeel.screen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The only way to stdout and stderr. Names, errors of servers and values of profiles and journals come from elsewhere: on
 * their way out none of them can move the cursor, turn the direction of writing, or begin a line of its own.
 */
public final class Output {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Output() {}

    /** A line on stdout. */
    public static void line(String text) {
        System.out.println(SafeText.escape(text, true));
    }

    /** A line on stderr. */
    public static void note(String text) {
        System.err.println(SafeText.escape(text, true));
    }

    /** What is wrong, in one line on stderr that names the program. */
    public static void problem(String sentence) {
        note("evenkeel: " + sentence);
    }

    /** A line on stdout for programs. */
    public static void json(Map<String, ?> line) {
        System.out.println(jsonLine(line, false));
    }

    /** For the screens for programs, which write lines of {@link #jsonLine}. */
    public static PrintStream forPrograms() {
        return System.out;
    }

    /** For the screens for people, which write on {@link Paper}. */
    public static PrintStream forPeople() {
        return System.err;
    }

    /**
     * One object in one line. What JSON may hold as it is and a terminal must not be given is written by its number,
     * which programs read as the same text.
     */
    public static String jsonLine(Map<String, ?> line, boolean sorted) {
        try {
            String json = (sorted ? SORTED : JSON).writeValueAsString(line);
            if (json.codePoints().noneMatch(SafeText::hidden)) {
                return json;
            }
            StringBuilder safe = new StringBuilder(json.length());
            json.codePoints().forEach(code -> {
                if (SafeText.hidden(code)) {
                    for (char half : Character.toChars(code)) {
                        safe.append(String.format("\\u%04x", (int) half));
                    }
                } else {
                    safe.appendCodePoint(code);
                }
            });
            return safe.toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a result cannot be shown as JSON", e);
        }
    }
}
