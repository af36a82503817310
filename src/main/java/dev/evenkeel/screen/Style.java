package dev.evenkeel.screen;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the place written to can show.
 *
 * @param width columns; lines are cut to them
 * @param height lines; what is redrawn stays below them
 */
public record Style(boolean color, Charset charset, int width, int height) {
    private static final int NARROWEST = 40;
    private static final int LOWEST = 8;
    private static final int WIDEST = 110;

    public Style {
        width = Math.max(width, NARROWEST);
        height = Math.max(height, LOWEST);
    }

    /** NO_COLOR counts when it holds anything; no variable forces colour on where there is no terminal. */
    public static Style of(
            Mode mode, boolean noColor, Map<String, String> environment, Charset charset, Terminal size) {
        boolean color = mode == Mode.LIVE
                && !noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Style(color, charset, size.columns(), size.lines());
    }

    /** The columns in use. The last one stays free: a terminal erases what is there together with the rest. */
    int room() {
        return Math.min(width - 1, WIDEST);
    }

    boolean unicode() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    String paint(Color paint, String text) {
        return color ? paint.paint(text) : text;
    }

    /** A value from elsewhere, fit to be shown: nothing in it reaches the terminal as a command. */
    String safe(String value) {
        return SafeText.escape(value, unicode());
    }

    /** A mark, a text, and at the right edge what it took. The text is cut, never the rest. */
    String line(int indent, Mark mark, String text, String right) {
        int room = room() - indent - 2 - (right.isEmpty() ? 0 : SafeText.columns(right) + 2);
        String cut = SafeText.cut(text, Math.max(room, 8), unicode());
        String gap = right.isEmpty() ? "" : " ".repeat(Math.max(2, room + 2 - SafeText.columns(cut)));
        return " ".repeat(indent) + paint(mark.color(), mark.symbol(unicode())) + " " + cut + gap
                + paint(Color.DIM, right);
    }

    /** The whole of a text over as many lines as it needs. Its own line breaks are kept. */
    List<String> wrapped(int indent, String text, Color paint) {
        List<String> lines = new ArrayList<>();
        for (String part : text.split("\\R", -1)) {
            for (String line : SafeText.wrap(safe(part), room() - indent)) {
                lines.add(" ".repeat(indent) + paint(paint, line));
            }
        }
        return lines;
    }
}
