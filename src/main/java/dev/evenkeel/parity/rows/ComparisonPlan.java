package dev.evenkeel.parity.rows;

import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.Throttle;
import java.util.Map;

/**
 * How a comparison of tables goes about it.
 *
 * @param marks from where on tables are to be read that were begun before
 */
public record ComparisonPlan(Throttle throttle, Watch watch, RowOptions options, Map<TableName, TableMark> marks) {
    static final ComparisonPlan USUAL = new ComparisonPlan(Throttle.NONE, Watch.NONE, RowOptions.USUAL, Map.of());

    public ComparisonPlan {
        marks = Map.copyOf(marks);
    }
}
