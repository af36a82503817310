package dev.evenkeel.parity;

import dev.evenkeel.mariadb.TableName;
import java.util.Map;

/**
 * How a comparison of tables goes about it.
 *
 * @param marks from where on tables are to be read that were begun before
 */
record Conduct(Throttle throttle, Watch watch, RowOptions options, Map<TableName, TableMark> marks) {
    static final Conduct USUAL = new Conduct(Throttle.NONE, Watch.NONE, RowOptions.USUAL, Map.of());

    Conduct {
        marks = Map.copyOf(marks);
    }
}
