package dev.evenkeel.transfer.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** The beginning of a statement for a message: on one line, no row's values in it, no secret, nothing invisible. */
public final class ShownStatement {
    private static final int SHOWN = 100;
    /** What is after them may be hundreds of megabytes of rows; a name is never that long. */
    private static final int LOOKED_AT = 4096;

    private static final Set<String> VALUES_FOLLOW = Set.of("VALUES", "VALUE", "SET", "WHERE", "SELECT");
    private static final Set<String> WRITES_ROWS = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE", "CALL");
    private static final Pattern SECRET = Pattern.compile("(?i)\\b(identified|password|master_user|encode|encrypt)\\b");

    private ShownStatement() {}

    public static String of(DumpStatement statement) {
        int length = statement.bytes().length;
        byte[] begin = Arrays.copyOf(statement.bytes(), Math.min(length, LOOKED_AT));
        ByteWords words = new ByteWords(begin, statement.quotes());
        StringBuilder shown = new StringBuilder();
        boolean rows = false;
        int end = 0;
        while (shown.length() <= SHOWN && words.next()) {
            if (shown.isEmpty()) {
                rows = WRITES_ROWS.contains(words.upper());
            } else if (words.from() > end) {
                shown.append(' ');
            }
            end = words.to();
            if (rows && words.is("(")) {
                return cut(shown + (shown.toString().endsWith(" ") ? "…" : " …"));
            }
            boolean literal = words.quoted() && !words.quotedName();
            shown.append(
                    literal
                            ? "'…'"
                            : new String(begin, words.from(), words.to() - words.from(), StandardCharsets.UTF_8));
            if (rows && !words.quoted() && VALUES_FOLLOW.contains(words.upper())) {
                return cut(shown + " …");
            }
        }
        return cut(shown + (begin.length < length && shown.length() <= SHOWN ? " …" : ""));
    }

    /** It may hold a password; then nothing that a server cites of it is shown either. */
    public static boolean secret(byte[] statement) {
        byte[] begin = Arrays.copyOf(statement, Math.min(statement.length, LOOKED_AT));
        return SECRET.matcher(new String(begin, StandardCharsets.ISO_8859_1)).find();
    }

    /** A text in which nothing is hidden and nothing moves a cursor. */
    static String visible(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.UNASSIGNED -> result.append(String.format("\\u{%x}", c));
                default -> result.appendCodePoint(c);
            }
        });
        return result.toString();
    }

    private static String cut(String text) {
        String safe = visible(text);
        if (safe.codePointCount(0, safe.length()) <= SHOWN) {
            return safe;
        }
        return safe.substring(0, safe.offsetByCodePoints(0, SHOWN)) + " …";
    }
}
