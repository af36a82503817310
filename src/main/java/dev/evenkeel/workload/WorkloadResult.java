package dev.evenkeel.workload;

import java.util.List;

/**
 * Whether everything the application was told is safe, is safe.
 *
 * @param acknowledged writes that a server acknowledged; a transaction is one
 * @param onTarget how many of them the target holds
 * @param lost acknowledged writes the target lacks, and transactions in doubt that it holds in part
 * @param duplicated what the target holds more often than it may, be it twice or though refused
 * @param errorsDuringOutage errors the application met in its longest outage
 * @param inDoubt writes whose connection was lost before the answer; either outcome is right
 */
public record WorkloadResult(
        int connections,
        int writesPerSecond,
        long acknowledged,
        long onTarget,
        long lost,
        long duplicated,
        long errorsDuringOutage,
        long inDoubt,
        Series series,
        List<String> examplesOfLost) {
    public WorkloadResult {
        examplesOfLost = List.copyOf(examplesOfLost);
    }

    /** Every acknowledged write is on the target exactly once. */
    public boolean exact() {
        return lost == 0 && duplicated == 0 && onTarget == acknowledged;
    }
}
