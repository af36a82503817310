package dev.evenkeel.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Halves of characters, as a text that was cut in its middle holds them. They have no bytes in UTF-8, so an entry with one
 * could not be written; a sign stands in for them.
 */
final class Unpaired {
    private static final char REPLACEMENT = '\ufffd';

    private Unpaired() {}

    /** The same value without any, within maps and lists too. */
    static Object replaced(Object value) {
        if (value instanceof String text) {
            return replaced(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, inner) -> result.put(replaced(key.toString()), replaced(inner)));
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Unpaired::replaced).toList();
        }
        return value;
    }

    private static String replaced(String text) {
        if (!surrogates(text)) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(code -> whole.appendCodePoint(half(code) ? REPLACEMENT : code));
        return whole.toString();
    }

    /** Of thousands of tables there are so many texts that a stream for each would be felt. */
    private static boolean surrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean half(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }
}
