package dev.evenkeel.transfer.script;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Walks over the words of a statement's bytes. Comments are passed over, executable ones are looked into: a server that
 * they are meant for sees their content as plain text.
 */
public final class ByteWords {
    private final byte[] bytes;
    private final Quotes quotes;
    private int at;
    private int from;
    private int to;
    private boolean quoted;

    public ByteWords(byte[] bytes) {
        this(bytes, Quotes.USUAL);
    }

    ByteWords(byte[] bytes, Quotes quotes) {
        this.bytes = bytes;
        this.quotes = quotes;
    }

    /** Moves to the next word, name or sign; false at the end. */
    public boolean next() {
        skip();
        from = at;
        quoted = false;
        if (at >= bytes.length) {
            to = at;
            return false;
        }
        byte b = bytes[at];
        if (b == '`' || b == '"' || b == '\'') {
            quoted = true;
            skipQuoted(b);
        } else if (isWord(b)) {
            while (at < bytes.length && isWord(bytes[at])) {
                at++;
            }
        } else {
            at++;
        }
        to = at;
        return true;
    }

    /** The current word is this one, in whatever case, and not in quotes. */
    public boolean is(String word) {
        return !quoted && to - from == word.length() && upper().equals(word);
    }

    /** Moves on when the next word is this one. */
    public boolean take(String word) {
        int oldAt = at;
        int oldFrom = from;
        int oldTo = to;
        boolean oldQuoted = quoted;
        if (next() && is(word)) {
            return true;
        }
        at = oldAt;
        from = oldFrom;
        to = oldTo;
        quoted = oldQuoted;
        return false;
    }

    public String upper() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    }

    /** The current word as a name, quotes off. */
    public String name() {
        if (!quoted) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        String quote = String.valueOf((char) bytes[from]);
        String inner = new String(bytes, from + 1, Math.max(0, to - from - 2), StandardCharsets.UTF_8);
        return inner.replace(quote + quote, quote);
    }

    public boolean quoted() {
        return quoted;
    }

    /** The current word is in quotes that are around names. */
    public boolean quotedName() {
        return quoted && quotes.name(bytes[from]);
    }

    public boolean inBackticks() {
        return bytes[from] == '`';
    }

    /** The statement with other bytes in place of some. */
    public byte[] replaced(int begin, int end, byte[] by) {
        byte[] result = new byte[bytes.length - (end - begin) + by.length];
        System.arraycopy(bytes, 0, result, 0, begin);
        System.arraycopy(by, 0, result, begin, by.length);
        System.arraycopy(bytes, end, result, begin + by.length, bytes.length - end);
        return result;
    }

    boolean atEnd() {
        skip();
        return at >= bytes.length;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** The byte that follows directly belongs to an unquoted host. */
    public boolean hostGoesOn() {
        return !quoted
                && at < bytes.length
                && (isWord(bytes[at]) || bytes[at] == '.' || bytes[at] == '-' || bytes[at] == '%');
    }

    /** Where the next look begins. */
    int position() {
        return at;
    }

    public void position(int position) {
        at = position;
    }

    private void skip() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b <= ' ' && b >= 0) {
                at++;
            } else if (starts("/*!") || starts("/*M!")) {
                at += starts("/*!") ? 3 : 4;
                while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
                    at++;
                }
            } else if (starts("*/")) {
                at += 2;
            } else if (starts("/*")) {
                skipUntil("*/");
            } else if (b == '#' || starts("-- ") || starts("--\t") || starts("--\n") || starts("--\r")) {
                skipUntil("\n");
            } else {
                return;
            }
        }
    }

    private void skipUntil(String text) {
        while (at < bytes.length && !starts(text)) {
            at++;
        }
        at = Math.min(bytes.length, at + text.length());
    }

    private boolean starts(String text) {
        if (at + text.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipQuoted(byte quote) {
        at++;
        while (at < bytes.length) {
            if (bytes[at] == '\\' && quotes.escapesWithin(quote)) {
                at += 2;
            } else if (bytes[at] != quote) {
                at++;
            } else if (at + 1 < bytes.length && bytes[at + 1] == quote) {
                at += 2;
            } else {
                at++;
                return;
            }
        }
        at = bytes.length;
    }

    private static boolean isWord(byte b) {
        int lower = b | 0x20;
        return (lower >= 'a' && lower <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '$' || b < 0;
    }
}
