package dev.evenkeel.transfer.script;

import java.util.Arrays;

/** What a byte may mean to whoever looks for a statement's end. Numbers, for the look is the load's inner loop. */
final class ByteClass {
    static final byte PLAIN = 0;
    static final byte QUOTE = 1;
    static final byte OPEN = 2;
    static final byte CLOSE = 3;
    /** May begin a comment. */
    static final byte COMMENT = 4;

    static final byte AT = 5;
    /** Letters within parentheses are plain: nobody asks for them. */
    static final byte LETTER = 6;
    /** May begin the delimiter. */
    static final byte DELIMITER = 7;

    /** May begin a command of the {@code mysql} client, or be the backslash of {@code \\N}. */
    static final byte BACKSLASH = 8;

    private ByteClass() {}

    /** The class of each byte. A delimiter may begin like a comment; then it is looked for among these. */
    static byte[] table(byte[] delimiter, boolean inParentheses, boolean commands) {
        byte[] table = new byte[256];
        Arrays.fill(table, PLAIN);
        for (int letter = 'A'; letter <= 'Z' && !inParentheses; letter++) {
            table[letter] = LETTER;
            table[letter | 0x20] = LETTER;
        }
        table['\''] = QUOTE;
        table['"'] = QUOTE;
        table['`'] = QUOTE;
        table['('] = OPEN;
        table[')'] = CLOSE;
        table['@'] = AT;
        table['-'] = COMMENT;
        table['#'] = COMMENT;
        table['/'] = COMMENT;
        table['\\'] = commands ? BACKSLASH : PLAIN;
        if (table[delimiter[0] & 0xFF] != COMMENT) {
            table[delimiter[0] & 0xFF] = DELIMITER;
        }
        return table;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0x0B;
    }

    static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** A number that is neither 0 nor NULL, for which a server would choose one. */
    static boolean beginsNumber(byte b) {
        return (b >= '1' && b <= '9') || b == '-';
    }
}
