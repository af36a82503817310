package dev.evenkeel.parity.rows;

import dev.evenkeel.mariadb.TableName;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a table was read from its beginning without a difference: the rows up to a key, all of them equal.
 *
 * @param sum of the digests of those rows that were hashed, the same on both sides
 * @param hashing who made the digests
 */
public record TableMark(TableName table, Bound upTo, long rows, BigDecimal sum, int chunks, Hashing hashing) {
    /** As the journal keeps it. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("schema", table.schema());
        data.put("table", table.table());
        data.put("upTo", upTo.literals());
        data.put("rows", rows);
        data.put("sum", sum.toPlainString());
        data.put("chunks", chunks);
        data.put("hashing", hashing.name());
        return data;
    }

    /** Reads {@link #data} back. */
    public static TableMark of(Map<String, Object> data) {
        return new TableMark(
                new TableName(String.valueOf(data.get("schema")), String.valueOf(data.get("table"))),
                new Bound(((List<?>) data.get("upTo"))
                        .stream().map(String::valueOf).toList()),
                ((Number) data.get("rows")).longValue(),
                new BigDecimal(String.valueOf(data.get("sum"))),
                ((Number) data.get("chunks")).intValue(),
                Hashing.valueOf(String.valueOf(data.get("hashing"))));
    }
}
