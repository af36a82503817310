package dev.evenkeel.report.html;

import dev.evenkeel.event.MoveEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Acknowledged writes per bucket of time, by the server that took them. */
record WriteSeries(Instant startedAt, Long bucketMillis, List<Long> source, List<Long> target) {
    static WriteSeries of(MoveEvent.Series told) {
        return new WriteSeries(
                told.startedAt().orElse(null), told.bucketMillis().orElse(null), told.source(), told.target());
    }

    /** A day. A record that claims more was not measured, and would be drawn without an end. */
    private static final long LONGEST_BUCKET_MILLIS = 86_400_000;

    private static final long MOST_WRITES = 1_000_000_000_000L;

    WriteSeries {
        source = List.copyOf(source);
        target = List.copyOf(target);
    }

    boolean drawable() {
        boolean measured = startedAt != null && bucketMillis != null && bucketMillis > 0 && buckets() > 0;
        return measured
                && bucketMillis <= LONGEST_BUCKET_MILLIS
                && Stream.concat(source.stream(), target.stream())
                        .allMatch(writes -> writes >= 0 && writes <= MOST_WRITES);
    }

    int buckets() {
        return Math.max(source.size(), target.size());
    }
}
