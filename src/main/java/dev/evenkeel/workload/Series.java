package dev.evenkeel.workload;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Acknowledged writes over a run, for a chart.
 *
 * @param start when the first bucket begins
 * @param bucketMillis how long each bucket is
 * @param writesByServer for each server by its address, in the order they were written to, the writes in each bucket; all
 *     of equal length
 */
public record Series(Instant start, long bucketMillis, Map<String, List<Integer>> writesByServer) {
    public Series {
        Map<String, List<Integer>> copy = new LinkedHashMap<>();
        writesByServer.forEach((server, writes) -> copy.put(server, List.copyOf(writes)));
        writesByServer = Collections.unmodifiableMap(copy);
    }
}
