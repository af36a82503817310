package dev.evenkeel.screen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Texts on a terminal: what they may hold, how wide they are, where they are cut. */
public final class SafeText {
    /** Signs of the first plane that terminals draw as emoji, two columns wide: those a name in MariaDB may hold. */
    private static final BitSet SMALL_EMOJI = new BitSet();

    static {
        int[][] ranges = {
            {0x231A, 0x231B},
            {0x2329, 0x232A},
            {0x23E9, 0x23EC},
            {0x23F0, 0x23F0},
            {0x23F3, 0x23F3},
            {0x25FD, 0x25FE},
            {0x2614, 0x2615},
            {0x2648, 0x2653},
            {0x267F, 0x267F},
            {0x2693, 0x2693},
            {0x26A1, 0x26A1},
            {0x26AA, 0x26AB},
            {0x26BD, 0x26BE},
            {0x26C4, 0x26C5},
            {0x26CE, 0x26CE},
            {0x26D4, 0x26D4},
            {0x26EA, 0x26EA},
            {0x26F2, 0x26F3},
            {0x26F5, 0x26F5},
            {0x26FA, 0x26FA},
            {0x26FD, 0x26FD},
            {0x2705, 0x2705},
            {0x270A, 0x270B},
            {0x2728, 0x2728},
            {0x274C, 0x274C},
            {0x274E, 0x274E},
            {0x2753, 0x2755},
            {0x2757, 0x2757},
            {0x2795, 0x2797},
            {0x27B0, 0x27B0},
            {0x27BF, 0x27BF},
            {0x2B1B, 0x2B1C},
            {0x2B50, 0x2B50},
            {0x2B55, 0x2B55},
            {0x1F004, 0x1F004},
            {0x1F0CF, 0x1F0CF},
            {0x1F18E, 0x1F18E},
            {0x1F191, 0x1F19A},
            {0x1F1E6, 0x1F1FF}
        };
        for (int[] range : ranges) {
            SMALL_EMOJI.set(range[0], range[1] + 1);
        }
    }

    private SafeText() {}

    /**
     * Shows control characters, invisible ones and those that turn the direction of writing as escapes, so that a
     * database's name cannot move the cursor or hide a part of a line. Without {@code unicode} everything beyond ASCII.
     */
    public static String escape(String text, boolean unicode) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                result.append("\\n");
            } else if (c == '\r') {
                result.append("\\r");
            } else if (c == '\t') {
                result.append("\\t");
            } else if (hidden(c) || (!unicode && c > 126)) {
                result.append(c < 0x100 ? String.format("\\x%02x", c) : String.format("\\u{%x}", c));
            } else {
                result.appendCodePoint(c);
            }
        });
        return result.toString();
    }

    /** How many columns a terminal gives the text. */
    static int columns(String text) {
        return text.codePoints().map(SafeText::columns).sum();
    }

    /** The text's beginning, with a mark where something was left out. */
    static String cut(String text, int room, boolean unicode) {
        if (columns(text) <= room) {
            return text;
        }
        String mark = unicode ? "…" : "~";
        StringBuilder result = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            used += columns(c);
            if (used > room - 1) {
                break;
            }
            result.appendCodePoint(c);
        }
        return result.append(mark).toString();
    }

    /** The text in lines of at most that many columns, broken at spaces; a longer word stays whole, to be copied. */
    static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            if (!line.isEmpty() && columns(line.toString()) + 1 + columns(word) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Moves the cursor, turns the direction of writing, shows nothing, or is half a character. */
    public static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || SMALL_EMOJI.get(c)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F200 && c <= 0x1F265)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
