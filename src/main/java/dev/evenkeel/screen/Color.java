package dev.evenkeel.screen;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The colours in use, as the parameters of the terminal's SGR sequence. */
enum Color {
    NONE(""),
    GREEN("32"),
    RED("31"),
    YELLOW("33"),
    CYAN("36"),
    DIM("2"),
    STRONG("1"),
    /** The outage clock: the one thing to be seen from across the room. */
    ALARM("1;7"),
    ALARM_AMBER("1;7;33"),
    ALARM_RED("1;7;31");

    /** What {@link #paint} writes, and no other sequence. */
    static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(?:0|"
            + Arrays.stream(values())
                    .map(color -> color.parameters)
                    .filter(parameters -> !parameters.isEmpty())
                    .collect(Collectors.joining("|"))
            + ")m");

    private final String parameters;

    Color(String parameters) {
        this.parameters = parameters;
    }

    String paint(String text) {
        return parameters.isEmpty() || text.isBlank() ? text : "\u001b[" + parameters + "m" + text + "\u001b[0m";
    }
}
