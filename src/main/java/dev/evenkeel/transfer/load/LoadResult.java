package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.time.Duration;
import java.util.List;

/**
 * A load that came to its end.
 *
 * @param rows that the server says it changed
 * @param bytes of the statements
 * @param heldTriggers the triggers that {@link Loader#finish()} will create
 * @param deferredIndexes the tables whose plain indexes were built after their rows
 * @param leftOut what of a user's files was not run
 */
public record LoadResult(
        long statements,
        long rows,
        long bytes,
        Duration took,
        List<RewrittenDefiner> rewrittenDefiners,
        List<String> heldTriggers,
        List<TableName> deferredIndexes,
        List<LeftOut> leftOut) {
    public LoadResult {
        rewrittenDefiners = List.copyOf(rewrittenDefiners);
        heldTriggers = List.copyOf(heldTriggers);
        deferredIndexes = List.copyOf(deferredIndexes);
        leftOut = List.copyOf(leftOut);
    }
}
