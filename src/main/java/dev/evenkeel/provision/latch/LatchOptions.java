package dev.evenkeel.provision.latch;

import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import java.time.Duration;

/**
 * How long the latch may cost what.
 *
 * @param limit how long one attempt may wait, and writers with it; to a tenth of a second
 * @param pause between two attempts
 * @param attempts how many there are
 * @param lease after which the server ends a latch whose holder says nothing, in whole seconds
 */
record LatchOptions(Duration limit, Duration pause, int attempts, Duration lease) {
    private static final String TIME = "a time such as 500ms or 2s";
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(100);
    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(60);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

    static LatchOptions read(YamlMap map) {
        return new LatchOptions(
                map.value(
                                "limit",
                                text -> within(ProfileValues.duration(text), SHORTEST_LIMIT, LONGEST_LIMIT),
                                TIME + ", from 100ms to 60s")
                        .orElse(Duration.ofSeconds(1)),
                map.value("pause", ProfileValues::duration, TIME).orElse(Duration.ofSeconds(3)),
                map.value("attempts", ProfileValues::positive, "a number above 0")
                        .orElse(5),
                map.value(
                                "lease",
                                text -> within(ProfileValues.duration(text), SHORTEST_LEASE, LONGEST_LEASE),
                                "a time from 2s to 60s")
                        .orElse(Duration.ofSeconds(4)));
    }

    private static Duration within(Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("must be from " + least + " to " + most);
        }
        return value;
    }

    /** An answer is trusted for so long, since it was asked for; shorter than the server's patience. */
    Duration trusted() {
        return lease.minusMillis(Math.min(1_000, lease.toMillis() / 4));
    }

    /** Between two signs of life. */
    Duration pace() {
        return Duration.ofMillis(Math.min(500, lease.toMillis() / 8));
    }

    /** For the variables that take whole seconds. */
    long wholeSeconds() {
        return Math.max(1, limit.plusMillis(999).toSeconds());
    }
}
