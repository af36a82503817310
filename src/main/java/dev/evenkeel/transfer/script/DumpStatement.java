package dev.evenkeel.transfer.script;

import java.nio.file.Path;

/**
 * One statement of a dump, without its delimiter, and what was noticed while its end was looked for.
 *
 * @param quotes what they mean in it
 * @param file that it is in
 * @param line of the file that it begins on, from 1
 * @param nested outside quotes a parenthesis is within another: not a plain list of rows
 * @param variable an {@code @} is outside quotes
 * @param openings how many opening parentheses of the first level are not followed by a digit from 1 to 9 or a minus
 * @param lastWord where the last letter outside quotes and parentheses is
 */
@SuppressWarnings("ArrayRecordComponent")
public record DumpStatement(
        byte[] bytes,
        Quotes quotes,
        Path file,
        long line,
        boolean nested,
        boolean variable,
        int openings,
        int lastWord) {
    public DumpStatement with(byte[] other) {
        return new DumpStatement(other, quotes, file, line, nested, variable, openings, lastWord);
    }

    DumpStatement onLine(long other) {
        return new DumpStatement(bytes, quotes, file, other, nested, variable, openings, lastWord);
    }

    public ByteWords words() {
        return new ByteWords(bytes, quotes);
    }
}
