package dev.evenkeel.parity.inventory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing that was compared.
 *
 * @param kind what it is, for one {@code table}, {@code account}, {@code setting}
 * @param verdict {@code Same}, {@code Allowed} (differs as a rule permits), {@code Different} or {@code Inconclusive}
 * @param detail what differs, or why it may; empty where it is the same
 */
public record Item(String kind, String name, String verdict, String detail) {
    public static final String SAME = "Same";
    public static final String ALLOWED = "Allowed";
    public static final String DIFFERENT = "Different";
    public static final String INCONCLUSIVE = "Inconclusive";

    private static final int SHOWN = 1000;

    public Item {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(verdict, "verdict");
        name = shown(name);
        detail = shown(detail);
    }

    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", kind);
        data.put("name", name);
        data.put("verdict", verdict);
        data.put("detail", detail);
        return data;
    }

    /** Names and definitions come from a database: nothing in them may steer a terminal. */
    private static String shown(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(SHOWN).forEach(c -> {
            if (Character.isISOControl(c)) {
                clean.append(String.format("\\u%04x", c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > SHOWN ? clean + " …" : clean.toString();
    }
}
