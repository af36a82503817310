package dev.evenkeel.screen;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** Writes to the stream: lines that stay, and below them lines that are drawn over again. */
final class Paper {
    /** Lines longer than the terminal is wide are cut by it instead of wrapped, or redrawing would lose its place. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final String ERASE_REST_OF_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream out;
    private final Style style;
    private int drawn;
    private List<String> shown = List.of();

    Paper(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** Appends lines. Only for paper that nothing was drawn on. */
    void print(List<String> lines) {
        write(lines.stream().map(this::clean).collect(Collectors.joining("\n")) + "\n");
    }

    /** Appends {@code stay} to what stays and shows {@code live} below it. Writes nothing where nothing changed. */
    void draw(List<String> stay, List<String> live) {
        if (stay.isEmpty() && live.equals(shown)) {
            return;
        }
        StringBuilder frame = new StringBuilder();
        frame.append('\r');
        if (drawn > 1) {
            frame.append("\u001b[").append(drawn - 1).append('A');
        }
        for (String line : stay) {
            frame.append(clean(line)).append(ERASE_REST_OF_LINE).append('\n');
        }
        frame.append(NO_WRAP);
        for (int i = 0; i < live.size(); i++) {
            frame.append(i == 0 ? "" : "\n").append(clean(live.get(i))).append(ERASE_REST_OF_LINE);
        }
        // With no live line the cursor is on an empty one, which is where the next line begins.
        frame.append(ERASE_BELOW).append(WRAP);
        drawn = live.size();
        shown = List.copyOf(live);
        write(frame.toString());
    }

    /** Colours are this program's; whatever else a terminal would obey came from elsewhere, however it got here. */
    private String clean(String line) {
        StringBuilder clean = new StringBuilder();
        Matcher color = Color.SEQUENCE.matcher(line);
        int done = 0;
        while (style.color() && color.find()) {
            clean.append(style.safe(line.substring(done, color.start()))).append(color.group());
            done = color.end();
        }
        return clean.append(style.safe(line.substring(done))).toString();
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(style.charset());
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
