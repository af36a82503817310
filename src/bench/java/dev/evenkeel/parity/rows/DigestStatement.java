package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;

/** The statement that reads a whole table with the digest of the comparison, or with another in its place. */
public final class DigestStatement {
    private static final String BEFORE = "LEFT(SHA2(";
    private static final String BEHIND = ", 256), 16)";
    private static final String LARGE_COLUMN = "SHA2\\((`[^`]+`), 256\\)";

    private DigestStatement() {}

    /** Count and digest of all rows, exactly as the comparison asks for those of a chunk. */
    public static String ours(Table table) {
        return "SELECT " + RowDigest.aggregate(table) + from(table);
    }

    /**
     * Count and digest of all rows, by a function that gives at least 16 hexadecimal digits.
     *
     * @param call the function's call with {@code %s} where the text is
     */
    public static String hexadecimal(Table table, String call) {
        return "SELECT COUNT(*), SUM(CAST(CONV(LEFT(" + applied(table, call) + ", 16), 16, 10) AS UNSIGNED))"
                + from(table);
    }

    /** Count and digest of all rows, by a function that gives a number. */
    public static String number(Table table, String call) {
        return "SELECT COUNT(*), SUM(" + applied(table, call) + ")" + from(table);
    }

    private static String applied(Table table, String call) {
        String row = RowDigest.row(table);
        if (!row.startsWith(BEFORE) || !row.endsWith(BEHIND)) {
            throw new IllegalStateException("the comparison makes its digests otherwise: " + row);
        }
        String text = row.substring(BEFORE.length(), row.length() - BEHIND.length())
                .replaceAll(LARGE_COLUMN, call.formatted("$1"));
        return call.formatted(text);
    }

    private static String from(Table table) {
        return " FROM " + table.name().quoted();
    }
}
