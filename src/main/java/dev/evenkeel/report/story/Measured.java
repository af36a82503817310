package dev.evenkeel.report.story;

import dev.evenkeel.event.CloudEvent;
import dev.evenkeel.event.Says;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the control plane measured of a server, by all the times that it was asked.
 *
 * @param limit what the readings are compared with
 */
public record Measured(
        String role,

        @Says("replication lag, free storage, connections or binlogs")
        String what,

        CloudEvent.MetricUnit unit,
        @Says("in the order of their times") List<Reading> readings,

        @Says("what they are compared with: all of the storage, or the most connections")
        Optional<Long> limit,

        @Says("where they are a cause for concern") List<String> warnings,
        @Says("why nothing can be told from them") List<String> unknown) {
    public Measured {
        readings = List.copyOf(readings);
        warnings = List.copyOf(warnings);
        unknown = List.copyOf(unknown);
    }

    /** The worst of a period. */
    public record Reading(Instant at, long millis, long value) {}

    public Optional<Long> least() {
        return readings.stream().map(Reading::value).min(Long::compare);
    }

    public Optional<Long> most() {
        return readings.stream().map(Reading::value).max(Long::compare);
    }

    public Optional<Long> last() {
        return readings.isEmpty()
                ? Optional.empty()
                : Optional.of(readings.get(readings.size() - 1).value());
    }

    /** A number of it as people read it. */
    public String words(Optional<Long> value) {
        return switch (unit) {
            case BYTES -> Format.bytes(value);
            case SECONDS -> value.map(seconds -> Format.number(seconds) + " s").orElse(Format.NONE);
            case CONNECTIONS, UNKNOWN -> Format.number(value);
        };
    }
}
