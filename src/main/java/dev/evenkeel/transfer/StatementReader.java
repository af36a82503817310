package dev.evenkeel.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a dump into statements as the {@code mysql} client does, but for never decoding a byte. What stands between
 * statements (comments, empty statements, DELIMITER lines, the sandbox line) is passed over.
 */
final class StatementReader implements AutoCloseable {
    private static final int CHUNK_BYTES = 512 * 1024;
    private static final byte PLAIN = 0;
    private static final byte QUOTE = 1;
    private static final byte OPEN = 2;
    private static final byte CLOSE = 3;
    private static final byte COMMENT = 4;
    private static final byte AT = 5;
    private static final byte LETTER = 6;
    private static final byte DELIMITER = 7;
    /** Character sets whose second bytes may look like a quote or a backslash. */
    private static final Set<String> MULTI_BYTE = Set.of("big5", "cp932", "gb2312", "gbk", "sjis", "gb18030");

    private final InputStream in;
    private byte[] buffer = new byte[2 * CHUNK_BYTES];
    private int start;
    private int at;
    private int end;
    private boolean exhausted;

    private long line = 1;
    private int lineCountedTo;

    private byte[] delimiter = {';'};
    private boolean backslashEscapes = true;
    private boolean multiByte;
    private boolean completed;
    private boolean delimited;
    private final byte[] classes = new byte[256];
    private final byte[] classesInParentheses = new byte[256];

    StatementReader(InputStream in) throws IOException {
        this.in = in;
        classify();
        if (have(3) && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            at = 3;
        }
    }

    /** Follows the session's sql_mode, NO_BACKSLASH_ESCAPES in it. */
    void backslashEscapes(boolean on) {
        backslashEscapes = on;
    }

    /** Follows the session's character_set_client. */
    void charset(String name) {
        multiByte = MULTI_BYTE.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The first line is mysqldump's or that of our own supplement, which both end with a line of their own. To be asked
     * before anything is read.
     */
    boolean beginsLikeDump() throws IOException {
        have(400);
        String head = new String(buffer, at, Math.min(400, end - at), StandardCharsets.ISO_8859_1);
        return head.replaceFirst("^/\\*[^\\n]*\\n", "").matches("(?s)-- (MySQL|MariaDB|Evenkeel) dump .*");
    }

    /** The statement read last ended with its delimiter, not with the file. */
    boolean delimited() {
        return delimited;
    }

    /** Since the last statement a dump's last line was passed. */
    boolean sawCompleted() {
        return completed;
    }

    /** The statement that was read last in parts that a server takes, if it is nothing but rows. */
    List<DumpStatement> parts(DumpStatement statement, long maximumBytes) {
        return RowParts.split(statement, backslashEscapes, multiByte, maximumBytes);
    }

    /** The next statement, or null at the end. */
    DumpStatement next() throws IOException {
        while (skipToStatement()) {
            DumpStatement statement = read();
            if (statement.bytes().length > 0) {
                return statement;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Moves to the first byte of a statement; false at the end of the file. */
    private boolean skipToStatement() throws IOException {
        while (true) {
            start = at;
            if (!have(1)) {
                return false;
            }
            byte b = buffer[at];
            if (isSpace(b)) {
                at++;
            } else if (lineComment()) {
                completed |= startsWith(Dump.COMPLETED);
                skipLine();
            } else if (b == '/' && plainComment()) {
                skipBlockComment();
            } else if (isDelimiter()) {
                at += delimiter.length;
            } else if (isDelimiterCommand()) {
                readDelimiter();
            } else {
                return true;
            }
        }
    }

    private DumpStatement read() throws IOException {
        start = at;
        completed = false;
        delimited = false;
        countLinesTo(start);
        long first = line;
        int depth = 0;
        boolean nested = false;
        boolean variable = false;
        int openings = 0;
        int lastWord = -1;
        byte[] table = classes;
        while (true) {
            if (at >= end && !fill()) {
                return statement(at, first, nested, variable, openings, lastWord);
            }
            byte b = buffer[at];
            switch (table[b & 0xFF]) {
                case PLAIN -> at++;
                case QUOTE -> {
                    at++;
                    skipQuoted(b);
                }
                case OPEN -> {
                    at++;
                    depth++;
                    table = classesInParentheses;
                    if (depth > 1) {
                        nested = true;
                    } else if (!have(1) || !beginsNumber(buffer[at])) {
                        openings++;
                    }
                }
                case CLOSE -> {
                    at++;
                    depth = Math.max(0, depth - 1);
                    table = depth == 0 ? classes : classesInParentheses;
                }
                case AT -> {
                    at++;
                    variable = true;
                }
                case LETTER -> {
                    lastWord = at - start;
                    at++;
                }
                case COMMENT -> {
                    if (lineComment()) {
                        skipLine();
                    } else if (b == '/' && plainComment()) {
                        skipBlockComment();
                    } else if (isDelimiter()) {
                        return finish(first, nested, variable, openings, lastWord);
                    } else {
                        at++;
                    }
                }
                default -> {
                    if (isDelimiter()) {
                        return finish(first, nested, variable, openings, lastWord);
                    }
                    // The delimiter's first byte may be one of the others.
                    if (isLetter(b) && depth == 0) {
                        lastWord = at - start;
                    }
                    at++;
                }
            }
        }
    }

    private DumpStatement finish(long first, boolean nested, boolean variable, int openings, int lastWord) {
        int to = at;
        at += delimiter.length;
        delimited = true;
        return statement(to, first, nested, variable, openings, lastWord);
    }

    private DumpStatement statement(int to, long first, boolean nested, boolean variable, int openings, int lastWord) {
        int last = to;
        while (last > start && isSpace(buffer[last - 1])) {
            last--;
        }
        return new DumpStatement(Arrays.copyOfRange(buffer, start, last), first, nested, variable, openings, lastWord);
    }

    /** Moves behind the closing quote; a doubled quote is two strings to us, which ends at the same place. */
    private void skipQuoted(byte quote) throws IOException {
        boolean escapes = backslashEscapes && quote != '`';
        while (at < end || fill()) {
            byte[] bytes = buffer;
            int i = at;
            int to = end;
            while (i < to) {
                byte b = bytes[i];
                if (b == quote || (b == '\\' && escapes) || (b < 0 && multiByte)) {
                    break;
                }
                i++;
            }
            at = i;
            if (i < to) {
                if (bytes[i] == quote) {
                    at++;
                    return;
                }
                have(2);
                at = Math.min(end, at + 2);
            }
        }
    }

    private boolean lineComment() throws IOException {
        byte b = buffer[at];
        if (b == '#') {
            return true;
        }
        if (b != '-' || !have(2) || buffer[at + 1] != '-') {
            return false;
        }
        return !have(3) || buffer[at + 2] <= ' ' && buffer[at + 2] >= 0;
    }

    private void skipLine() throws IOException {
        while (at < end || fill()) {
            if (buffer[at++] == '\n') {
                return;
            }
        }
    }

    /** A comment that the server too passes over; the sandbox line counts as one, for it is the client's. */
    private boolean plainComment() throws IOException {
        if (!have(2) || buffer[at + 1] != '*') {
            return false;
        }
        if (!have(3)) {
            return true;
        }
        if (buffer[at + 2] == '!') {
            return startsWith("/*!999999\\-");
        }
        if (buffer[at + 2] == 'M' && have(4) && buffer[at + 3] == '!') {
            return startsWith("/*M!999999\\-");
        }
        return true;
    }

    private void skipBlockComment() throws IOException {
        at += 2;
        while (have(2)) {
            if (buffer[at] == '*' && buffer[at + 1] == '/') {
                at += 2;
                return;
            }
            at++;
        }
        at = end;
    }

    private boolean isDelimiter() throws IOException {
        if (buffer[at] != delimiter[0] || !have(delimiter.length)) {
            return false;
        }
        return Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
    }

    private boolean isDelimiterCommand() throws IOException {
        if ((buffer[at] | 0x20) != 'd' || !have(10)) {
            return false;
        }
        String word = new String(buffer, at, 9, StandardCharsets.ISO_8859_1);
        return word.equalsIgnoreCase("delimiter") && (buffer[at + 9] == ' ' || buffer[at + 9] == '\t');
    }

    private void readDelimiter() throws IOException {
        skipLine();
        // The buffer may have moved, the command always begins at start.
        String text = new String(buffer, start, at - start, StandardCharsets.ISO_8859_1);
        String[] words = text.strip().split("\\s+");
        if (words.length > 1) {
            delimiter = words[1].getBytes(StandardCharsets.ISO_8859_1);
            classify();
        }
    }

    private void classify() {
        Arrays.fill(classes, PLAIN);
        Arrays.fill(classesInParentheses, PLAIN);
        for (int letter = 'A'; letter <= 'Z'; letter++) {
            classes[letter] = LETTER;
            classes[letter | 0x20] = LETTER;
        }
        for (byte[] table : new byte[][] {classes, classesInParentheses}) {
            table['\''] = QUOTE;
            table['"'] = QUOTE;
            table['`'] = QUOTE;
            table['('] = OPEN;
            table[')'] = CLOSE;
            table['@'] = AT;
            table['-'] = COMMENT;
            table['#'] = COMMENT;
            table['/'] = COMMENT;
            if (table[delimiter[0] & 0xFF] != COMMENT) {
                table[delimiter[0] & 0xFF] = DELIMITER;
            }
        }
    }

    private boolean startsWith(String text) throws IOException {
        return have(text.length()) && new String(buffer, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** At least that many bytes are in the buffer from here on. */
    private boolean have(int bytes) throws IOException {
        while (end - at < bytes) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /** Reads more, keeping what lies behind {@link #start}; false at the end of the file. */
    private boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        if (end + CHUNK_BYTES > buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, end, CHUNK_BYTES);
        if (read < 0) {
            exhausted = true;
            return false;
        }
        end += read;
        return true;
    }

    private void makeRoom() {
        countLinesTo(start);
        int kept = end - start;
        byte[] to = kept + CHUNK_BYTES > buffer.length ? new byte[Math.max(kept + CHUNK_BYTES, kept * 2)] : buffer;
        System.arraycopy(buffer, start, to, 0, kept);
        buffer = to;
        at -= start;
        lineCountedTo -= start;
        start = 0;
        end = kept;
    }

    private void countLinesTo(int to) {
        for (int i = lineCountedTo; i < to; i++) {
            if (buffer[i] == '\n') {
                line++;
            }
        }
        lineCountedTo = Math.max(lineCountedTo, to);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0x0B;
    }

    private static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean beginsNumber(byte b) {
        return (b >= '1' && b <= '9') || b == '-';
    }
}
