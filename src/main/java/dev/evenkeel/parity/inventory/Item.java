package dev.evenkeel.parity.inventory;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Verdict;
import java.util.Objects;

/**
 * One thing that was compared.
 *
 * @param kind what it is, for example {@code table}, {@code account}, {@code setting}
 * @param detail what differs, or why it may; empty where it is the same
 */
public record Item(String kind, String name, Verdict verdict, String detail) {
    private static final int SHOWN = 1000;

    public Item {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(verdict, "verdict");
        name = shown(name);
        detail = shown(detail);
    }

    ParityEvent.Item event() {
        return new ParityEvent.Item(kind, name, verdict, detail);
    }

    /** Names and definitions come from a database: nothing in them may control a terminal. */
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
