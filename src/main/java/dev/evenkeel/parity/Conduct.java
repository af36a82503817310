package dev.evenkeel.parity;

import dev.evenkeel.mariadb.TableName;
import java.util.Map;
import java.util.Optional;

/**
 * How a comparison of tables goes about it.
 *
 * @param hashing who hashes the rows, where the choice is not left to a trial
 * @param marks from where on tables are to be read that were begun before
 */
record Conduct(Throttle throttle, Watch watch, Optional<Hashing> hashing, Map<TableName, TableMark> marks) {
    static final Conduct USUAL = new Conduct(Throttle.NONE, Watch.NONE, Optional.empty(), Map.of());

    Conduct {
        marks = Map.copyOf(marks);
    }
}
