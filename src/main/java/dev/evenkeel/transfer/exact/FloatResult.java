package dev.evenkeel.transfer.exact;

import dev.evenkeel.mariadb.TableName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * FLOAT and DOUBLE columns are as they were, bit for bit, and ENUM and SET columns with an empty member.
 *
 * @param tables that have such columns
 * @param rowsCorrected whose text had lost something, or that were written again
 * @param rewritten the tables without a usable key that were written again as a whole
 * @param supplement the statements, to be run after the dump to have the exact copy again
 */
public record FloatResult(
        List<TableName> tables, long rowsCorrected, List<TableName> rewritten, Path supplement, Duration took) {
    public FloatResult {
        tables = List.copyOf(tables);
        rewritten = List.copyOf(rewritten);
    }
}
