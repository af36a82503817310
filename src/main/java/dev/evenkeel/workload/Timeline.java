package dev.evenkeel.workload;

import dev.evenkeel.mariadb.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts acknowledged writes and errors of all connections as they come, by one clock. */
final class Timeline {
    private static final long BUCKET_MILLIS = 200;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Instant start;
    private final long startNanos;
    private final long stallNanos;
    private final Map<String, List<Integer>> writes = new LinkedHashMap<>();
    private long acknowledged;
    private long errors;
    private long errorsSince;
    private long lastNanos;
    private Outage longest = Outage.NONE;
    private long longestNanos;
    private boolean ended;
    private long endNanos;

    /** @param paceNanos the time from one write to the next over all connections, when all is well */
    Timeline(Instant start, long startNanos, long paceNanos) {
        this.start = start;
        this.startNanos = startNanos;
        // Servers that hang answer with no error; so long a silence is an outage too.
        this.stallNanos = Math.max(1_000_000_000, paceNanos * 5);
        this.lastNanos = startNanos;
    }

    synchronized Instant acknowledged(Endpoint server) {
        return acknowledged(server, System.nanoTime());
    }

    synchronized Instant acknowledged(Endpoint server, long nanos) {
        longest = outage(nanos, true);
        longestNanos = Math.max(longestNanos, unavailable(nanos));
        lastNanos = nanos;
        errorsSince = 0;
        acknowledged++;
        List<Integer> buckets = writes.computeIfAbsent(server.toString(), s -> new ArrayList<>());
        int bucket = (int) ((nanos - startNanos) / NANOS_PER_MILLI / BUCKET_MILLIS);
        pad(buckets, bucket + 1);
        buckets.set(bucket, buckets.get(bucket) + 1);
        return at(nanos);
    }

    /** The application is told to stop: what fails from now on is not an outage. */
    synchronized void end(long nanos) {
        if (!ended) {
            ended = true;
            endNanos = nanos;
        }
    }

    synchronized void error() {
        if (ended) {
            return;
        }
        errors++;
        errorsSince++;
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized long acknowledgedBy(Endpoint server) {
        return writes.getOrDefault(server.toString(), List.of()).stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    synchronized long errors() {
        return errors;
    }

    /** The longest outage so far, the present one included. */
    synchronized Outage outage() {
        return outage(ended ? endNanos : System.nanoTime(), false);
    }

    private Outage outage(long nanos, boolean over) {
        return unavailable(nanos) > longestNanos
                ? Outage.between(at(lastNanos), at(nanos), errorsSince, over)
                : longest;
    }

    synchronized Series series() {
        int length = writes.values().stream().mapToInt(List::size).max().orElse(0);
        writes.values().forEach(buckets -> pad(buckets, length));
        return new Series(start, BUCKET_MILLIS, writes);
    }

    private long unavailable(long nanos) {
        long silent = nanos - lastNanos;
        return errorsSince > 0 || silent > stallNanos ? silent : 0;
    }

    Instant now() {
        return at(System.nanoTime());
    }

    private Instant at(long nanos) {
        return start.plusNanos(nanos - startNanos);
    }

    private static void pad(List<Integer> buckets, int length) {
        buckets.addAll(Collections.nCopies(Math.max(0, length - buckets.size()), 0));
    }
}
