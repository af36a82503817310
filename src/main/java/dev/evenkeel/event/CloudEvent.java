package dev.evenkeel.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the control plane recorded of the servers, beside what the run saw. It is for people: nothing is decided by it. */
public sealed interface CloudEvent extends Event permits CloudEvent.Metric, CloudEvent.Happened {
    @Entered(
            kind = "METRIC",
            says = "What the control plane measured of a server for a while. Nothing was decided by it.")
    record Metric(
            String role,

            @Says("replication lag, free storage, connections or binlogs")
            String what,

            MetricUnit unit,
            @Says("how long each reading is of") long periodMillis,
            @Says("in the order of their times") List<Reading> readings,

            @Says("what they are compared with: all of the storage, or the most connections")
            Optional<Long> limit,

            @Says("a sentence, where they are a cause for concern")
            Optional<String> warning,

            @Says("why nothing can be told from them, where that is so")
            Optional<String> unknown)
            implements CloudEvent {
        public Metric {
            readings = List.copyOf(readings);
        }
    }

    /** The worst of a period: the most, of free storage the least. */
    record Reading(Optional<Instant> at, long value) {}

    /** What a reading is a number of. */
    enum MetricUnit implements Word {
        SECONDS,
        BYTES,
        CONNECTIONS,
        UNKNOWN;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public MetricUnit otherwise() {
            return UNKNOWN;
        }
    }

    @Entered(kind = "CLOUD_EVENT", says = "What the control plane says has happened to a server.")
    record Happened(
            String role,
            @Says("by the control plane's clock") Optional<Instant> at,
            String what) implements CloudEvent {}
}
