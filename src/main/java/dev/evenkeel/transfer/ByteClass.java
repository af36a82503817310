package dev.evenkeel.transfer;

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

    private ByteClass() {}

    /** The class of each byte. A delimiter may begin like a comment; then it is looked for among these. */
    static byte[] table(byte[] delimiter, boolean inParentheses) {
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
        if (table[delimiter[0] & 0xFF] != COMMENT) {
            table[delimiter[0] & 0xFF] = DELIMITER;
        }
        return table;
    }
}
