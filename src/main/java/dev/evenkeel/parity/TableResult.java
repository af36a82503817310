package dev.evenkeel.parity;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.mariadb.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the comparison of one table gave.
 *
 * @param rowsLeft counted, in the same pass as the digest; -1 where it was not reached
 * @param bytes the table's size by the server's own estimate
 * @param took what was spent on this table; of tables that one statement read together, its share
 */
public record TableResult(
        TableName table,
        TableVerdict verdict,
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
            TableName table,
            TableVerdict verdict,
            long rowsLeft,
            long rowsRight,
            int chunks,
            String method,
            long bytes) {
        this(table, verdict, rowsLeft, rowsRight, chunks, method, bytes, Duration.ZERO);
    }

    /** The same after that time. */
    public TableResult after(Duration time) {
        return new TableResult(table, verdict, rowsLeft, rowsRight, chunks, method, bytes, time);
    }

    /** The same with another answer. */
    public TableResult judged(TableVerdict other) {
        return new TableResult(table, other, rowsLeft, rowsRight, chunks, method, bytes, took);
    }

    /** What differs in the two tables' shape although their values are comparable; empty text for nothing. */
    public String remark() {
        int begin = method.indexOf(REMARK);
        return begin < 0 ? "" : method.substring(begin + REMARK.length());
    }

    /** As it is journalled within a comparison of all. */
    ParityEvent.Table event() {
        return event(took, Optional.empty(), Map.of());
    }

    /**
     * As it is journalled at once.
     *
     * @param places where each side was, by its role
     */
    public ParityEvent.Table event(Duration time, Map<String, String> places) {
        return event(time, Optional.of(bytes), places);
    }

    private ParityEvent.Table event(Duration time, Optional<Long> size, Map<String, String> places) {
        List<RowDifference> rows = verdict instanceof TableVerdict.Different different ? different.rows() : List.of();
        return new ParityEvent.Table(
                table.schema(),
                table.table(),
                verdict.plain(),
                Optional.of(rowsLeft),
                Optional.of(rowsRight),
                Optional.of((long) chunks),
                Optional.of(time.toMillis()),
                method,
                rows.stream().map(RowDifference::event).toList(),
                verdict.reason(),
                size,
                Optional.ofNullable(places.get("source")),
                Optional.ofNullable(places.get("replica")),
                Optional.ofNullable(places.get("target")));
    }
}
