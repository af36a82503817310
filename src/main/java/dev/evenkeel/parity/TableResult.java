package dev.evenkeel.parity;

import dev.evenkeel.mariadb.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the comparison of one table gave.
 *
 * @param rowsLeft counted, in the same pass as the digest; -1 where it was not reached
 * @param bytes the table's size by the server's own estimate
 */
public record TableResult(
        TableName table, Verdict verdict, long rowsLeft, long rowsRight, int chunks, String method, long bytes) {
    /** Comes before each thing that the method says of tables which are not of one shape. */
    static final String REMARK = "; ";

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
