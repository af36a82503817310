package dev.evenkeel.transfer.script;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides an INSERT of many rows into several that a server takes, without touching a byte of the rows. Dumps are
 * written for the packet size of the server that they came from.
 */
final class RowParts {
    private final byte[] sql;
    private final long line;
    private final int rowsFrom;
    private final Quotes quotes;
    private final boolean multiByte;
    private int at;

    private RowParts(DumpStatement statement, boolean multiByte) {
        this.sql = statement.bytes();
        this.line = statement.line();
        this.rowsFrom = statement.lastWord() + 1;
        this.quotes = statement.quotes();
        this.multiByte = multiByte;
    }

    /**
     * The statement in parts below a size; a part of one row may be larger.
     *
     * @param statement that is nothing but rows after VALUES
     */
    static List<DumpStatement> split(DumpStatement statement, boolean multiByte, long maximumBytes) {
        return new RowParts(statement, multiByte).split(statement, maximumBytes);
    }

    private List<DumpStatement> split(DumpStatement whole, long maximumBytes) {
        List<int[]> rows = rows();
        List<DumpStatement> parts = new ArrayList<>();
        int suffixFrom = rows.isEmpty() ? sql.length : rows.get(rows.size() - 1)[1];
        int fixed = rowsFrom + 1 + sql.length - suffixFrom;
        int first = 0;
        while (first < rows.size()) {
            int last = first;
            while (last + 1 < rows.size() && fixed + rows.get(last + 1)[1] - rows.get(first)[0] < maximumBytes) {
                last++;
            }
            ByteArrayOutputStream part = new ByteArrayOutputStream(fixed + rows.get(last)[1] - rows.get(first)[0]);
            part.write(sql, 0, rowsFrom);
            part.write(' ');
            part.write(sql, rows.get(first)[0], rows.get(last)[1] - rows.get(first)[0]);
            part.write(sql, suffixFrom, sql.length - suffixFrom);
            parts.add(new DumpStatement(
                    part.toByteArray(),
                    whole.quotes(),
                    whole.file(),
                    line + lines(rows.get(first)[0]),
                    false,
                    whole.variable(),
                    whole.openings(),
                    whole.lastWord()));
            first = last + 1;
        }
        return parts;
    }

    /** From the opening past the closing parenthesis of each row. */
    private List<int[]> rows() {
        List<int[]> rows = new ArrayList<>();
        int from = 0;
        at = rowsFrom;
        while (at < sql.length) {
            byte b = sql[at++];
            if (b == '\'' || b == '"' || b == '`') {
                skipQuoted(b);
            } else if (b == '(') {
                from = at - 1;
            } else if (b == ')') {
                rows.add(new int[] {from, at});
            }
        }
        return rows;
    }

    private void skipQuoted(byte quote) {
        while (at < sql.length) {
            byte b = sql[at++];
            if (b == quote) {
                return;
            }
            if ((b == '\\' && quotes.escapesWithin(quote)) || (b < 0 && multiByte)) {
                at++;
            }
        }
    }

    /** Newlines before a row, counted from the statement's first line as far as its part repeats them. */
    private long lines(int to) {
        long lines = 0;
        for (int i = rowsFrom; i < to; i++) {
            lines += sql[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
