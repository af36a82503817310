package dev.evenkeel.parity;

import dev.evenkeel.mariadb.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the comparison of one table gave.
 *
 * @param rowsLeft counted, in the same pass as the digest; -1 where it was not reached
 * @param bytes the table's size by the server's own estimate
 * @param took what was spent on this table; of tables that one statement read together, its share
 */
public record TableResult(
        TableName table,
        Verdict verdict,
        long rowsLeft,
        long rowsRight,
        int chunks,
        String method,
        long bytes,
        Duration took) {
    /** Comes before each thing that the method says of tables which are not of one shape. */
    public static final String REMARK = "; ";

    /** One of which no time was taken. */
    public TableResult(
            TableName table, Verdict verdict, long rowsLeft, long rowsRight, int chunks, String method, long bytes) {
        this(table, verdict, rowsLeft, rowsRight, chunks, method, bytes, Duration.ZERO);
    }

    /** The same after that time. */
    public TableResult after(Duration time) {
        return new TableResult(table, verdict, rowsLeft, rowsRight, chunks, method, bytes, time);
    }

    /** The same with another answer. */
    public TableResult judged(Verdict other) {
        return new TableResult(table, other, rowsLeft, rowsRight, chunks, method, bytes, took);
    }

    /** What differs in the two tables' shape although their values are comparable; empty text for nothing. */
    public String remark() {
        int begin = method.indexOf(REMARK);
        return begin < 0 ? "" : method.substring(begin + REMARK.length());
    }

    /** As the journal keeps it. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("schema", table.schema());
        data.put("table", table.table());
        data.put("verdict", verdict.name());
        data.put("rowsSource", rowsLeft);
        data.put("rowsTarget", rowsRight);
        data.put("chunks", chunks);
        data.put("millis", took.toMillis());
        data.put("method", method);
        if (verdict instanceof Verdict.Different different) {
            data.put(
                    "differences",
                    different.rows().stream().map(RowDifference::data).toList());
            data.put("reason", different.reason());
        } else {
            data.put("differences", List.of());
            data.put("reason", verdict instanceof Verdict.Inconclusive inconclusive ? inconclusive.reason() : "");
        }
        return data;
    }
}
