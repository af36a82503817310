package dev.evenkeel.transfer;

/**
 * One statement of a dump, without its delimiter, and what was noticed while its end was looked for.
 *
 * @param line of the file that it begins on, from 1
 * @param nested outside quotes a parenthesis stands within another: not a plain list of rows
 * @param variable an {@code @} stands outside quotes
 * @param openings how many opening parentheses of the first level are not followed by a digit from 1 to 9 or a minus
 * @param lastWord where the last letter outside quotes and parentheses stands
 */
@SuppressWarnings("ArrayRecordComponent")
record DumpStatement(byte[] bytes, long line, boolean nested, boolean variable, int openings, int lastWord) {
    DumpStatement with(byte[] other) {
        return new DumpStatement(other, line, nested, variable, openings, lastWord);
    }
}
