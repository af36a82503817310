package dev.evenkeel.replication.statement;

import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.replication.wire.EventBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A logged statement, which is in the character set of the client that sent it.
 *
 * @param namesAreCertain false where letters beyond ASCII were perhaps read as others than were meant
 * @param mode how its author's session read quotes; unknown is the usual way, and never certain
 */
public record StatementText(String sql, boolean namesAreCertain, SqlTokens.Mode mode) {
    // Codes of status variables in front of the character set's, from sql/log_event.h.
    private static final int FLAGS = 0;
    private static final int SQL_MODE = 1;
    private static final int AUTO_INCREMENT = 3;
    private static final int CHARSET = 4;
    private static final int CATALOG = 6;

    private static final long ANSI_QUOTES = 1 << 2;
    private static final long NO_BACKSLASH_ESCAPES = 1 << 20;

    /** What the event says of the session; -1 where it is not where servers write it. */
    private record Author(long sqlMode, int collation) {
        static Author read(EventBytes variables) {
            long sqlMode = -1;
            while (variables.left() > 0) {
                switch (variables.one()) {
                    case FLAGS, AUTO_INCREMENT -> variables.skip(4);
                    case SQL_MODE -> sqlMode = variables.little(8);
                    case CATALOG -> variables.skip(variables.one());
                    case CHARSET -> {
                        return new Author(sqlMode, (int) variables.little(2));
                    }
                    default -> {
                        return new Author(sqlMode, -1);
                    }
                }
            }
            return new Author(sqlMode, -1);
        }

        SqlTokens.Mode mode() {
            return sqlMode == -1
                    ? SqlTokens.Mode.USUAL
                    : new SqlTokens.Mode((sqlMode & ANSI_QUOTES) != 0, (sqlMode & NO_BACKSLASH_ESCAPES) != 0);
        }
    }

    /** @param variables the status variables of the statement's event */
    public static StatementText of(EventBytes variables, byte[] statement) {
        Author author = Author.read(variables);
        String ascii = new String(statement, StandardCharsets.ISO_8859_1);
        // Without its sql_mode only quotes leave anything open.
        boolean open = author.sqlMode() == -1 && (ascii.indexOf('"') >= 0 || ascii.indexOf('\\') >= 0);
        if (ascii.chars().allMatch(letter -> letter < 0x80)) {
            return new StatementText(ascii, !open, author.mode());
        }
        try {
            String sql = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(statement))
                    .toString();
            return new StatementText(sql, !open && isUtf8(author.collation()), author.mode());
        } catch (CharacterCodingException e) {
            return new StatementText(ascii, false, author.mode());
        }
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
