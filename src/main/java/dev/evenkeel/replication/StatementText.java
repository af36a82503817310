package dev.evenkeel.replication;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A logged statement, which is in the character set of the client that sent it.
 *
 * @param namesAreCertain false where letters beyond ASCII were perhaps read as others than were meant
 */
record StatementText(String sql, boolean namesAreCertain) {
    // Codes of status variables in front of the character set's, from sql/log_event.h.
    private static final int FLAGS = 0;
    private static final int SQL_MODE = 1;
    private static final int AUTO_INCREMENT = 3;
    private static final int CHARSET = 4;
    private static final int CATALOG = 6;

    /** @param variables the status variables of the statement's event */
    static StatementText of(EventBytes variables, byte[] statement) {
        String ascii = new String(statement, StandardCharsets.ISO_8859_1);
        if (ascii.chars().allMatch(letter -> letter < 0x80)) {
            return new StatementText(ascii, true);
        }
        try {
            String sql = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(statement))
                    .toString();
            return new StatementText(sql, isUtf8(collation(variables)));
        } catch (CharacterCodingException e) {
            return new StatementText(ascii, false);
        }
    }

    /** The number of the client's collation, or -1 where it does not stand where servers write it. */
    private static int collation(EventBytes variables) {
        while (variables.left() > 0) {
            switch (variables.one()) {
                case FLAGS, AUTO_INCREMENT -> variables.skip(4);
                case SQL_MODE -> variables.skip(8);
                case CATALOG -> variables.skip(variables.one());
                case CHARSET -> {
                    return (int) variables.little(2);
                }
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    /** utf8 or utf8mb4, by the numbers that clients send; of another one too little is known. */
    private static boolean isUtf8(int collation) {
        return collation == 33
                || collation == 45
                || collation == 46
                || collation == 83
                || collation >= 192 && collation <= 215
                || collation >= 224 && collation <= 247
                // uca1400
                || collation >= 2048 && collation < 2560;
    }
}
