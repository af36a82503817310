package dev.evenkeel.run.compare;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a step took in earlier runs.
 *
 * @param middle half of them ended within it
 * @param p95 95 of 100 ended within it
 */
public record Band(Duration middle, Duration p95) {
    /** What takes so little longer is not news. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    /** @param millis middle and 95th percentile; empty where there were no runs */
    public static Optional<Band> of(List<Long> millis) {
        return millis.size() < 2
                ? Optional.empty()
                : Optional.of(new Band(Duration.ofMillis(millis.get(0)), Duration.ofMillis(millis.get(1))));
    }

    /** Whether it took half as long again, and two seconds more, than 95 of 100. */
    boolean isLeftBy(Duration took) {
        Duration half = p95.plus(p95.dividedBy(2));
        Duration more = p95.plus(LEAST);
        return took.compareTo(half) > 0 && took.compareTo(more) > 0;
    }
}
