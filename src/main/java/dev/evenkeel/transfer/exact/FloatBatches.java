package dev.evenkeel.transfer.exact;

import java.util.ArrayList;
import java.util.List;

/** Gathers rows into statements of a size that the target takes, and statements into transactions. */
final class FloatBatches implements AutoCloseable {
    private static final int BATCH_ROWS = 20_000;
    private static final int BATCH_CHARS = 4 << 20;

    private final Corrections corrections;
    private final List<String> before;
    private final String insert;
    private final List<String> after;
    private final StringBuilder statement = new StringBuilder();
    private List<String> inserts = new ArrayList<>();
    private int batchRows;
    private int batchChars;
    private long rows;

    private FloatBatches(Corrections corrections, List<String> before, String insert, List<String> after) {
        this.corrections = corrections;
        this.before = before;
        this.insert = insert;
        this.after = after;
    }

    /** Rows go into a temporary table, and from there into the rows of the same key. */
    static FloatBatches byKey(FloatTable table, Corrections corrections) {
        return new FloatBatches(
                corrections,
                List.of("DROP TEMPORARY TABLE IF EXISTS " + table.fixName(), table.createFix()),
                "INSERT INTO " + table.fixName() + " VALUES ",
                List.of(table.updateFromFix(), "DROP TEMPORARY TABLE " + table.fixName()));
    }

    static FloatBatches whole(FloatTable table, Corrections corrections) {
        return new FloatBatches(corrections, List.of(), table.insertWhole(), List.of());
    }

    /** @param tuple the row's literals with commas between them */
    void add(CharSequence tuple) {
        if (statement.length() > 0 && statement.length() + tuple.length() > corrections.statementChars()) {
            endStatement();
        }
        statement
                .append(statement.length() == 0 ? insert : ",")
                .append('(')
                .append(tuple)
                .append(')');
        batchChars += tuple.length();
        batchRows++;
        rows++;
        if (batchRows >= BATCH_ROWS || batchChars >= BATCH_CHARS) {
            endBatch();
        }
    }

    /** Hands over the rest, waits for all of it, answers how many rows there were. */
    long finish() {
        endBatch();
        corrections.drain();
        return rows;
    }

    @Override
    public void close() {
        statement.setLength(0);
    }

    private void endStatement() {
        if (statement.length() > 0) {
            inserts.add(statement.toString());
            statement.setLength(0);
        }
    }

    private void endBatch() {
        endStatement();
        if (!inserts.isEmpty()) {
            List<String> batch = new ArrayList<>(before);
            batch.addAll(inserts);
            batch.addAll(after);
            corrections.submit(batch);
            inserts = new ArrayList<>();
            batchRows = 0;
            batchChars = 0;
        }
    }
}
