package dev.evenkeel.transfer.load;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generated text columns as MariaDB 10.1 prints them and cannot read back: {@code COLLATE x AS (…)} is an error 1064 to
 * every server before 10.2. Where x is the table's own collation the column gets it anyway, so the words are left out.
 */
final class GeneratedColumns {
    private static final Pattern TABLE_COLLATION =
            Pattern.compile("\\)[^()]*\\bCOLLATE[= ](\\w+)[^()]*(?:/\\*[\\s\\S]*)?$");
    private static final Pattern COLLATE_AS =
            Pattern.compile("(?m)^(\\s*`(?:[^`]|``)++` [a-z]+(?:\\(\\d+\\))?) COLLATE (\\w+) AS \\(");

    private GeneratedColumns() {}

    /** The CREATE TABLE statement as every server reads it; the same array where nothing is in the way. */
    static byte[] readable(byte[] statement) {
        // One char a byte: whatever the dump's character set is, what is looked for is ASCII.
        String text = new String(statement, StandardCharsets.ISO_8859_1);
        Matcher columns = COLLATE_AS.matcher(text);
        if (!columns.find()) {
            return statement;
        }
        Matcher table = TABLE_COLLATION.matcher(text);
        if (!table.find()) {
            return statement;
        }
        String collation = table.group(1);
        return columns.reset()
                .replaceAll(column -> Matcher.quoteReplacement(
                        column.group(2).equals(collation) ? column.group(1) + " AS (" : column.group()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
