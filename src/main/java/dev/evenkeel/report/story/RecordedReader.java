package dev.evenkeel.report.story;

import dev.evenkeel.event.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts together what the control plane told each time that it was asked. A later answer is the better one for the same time. */
final class RecordedReader {
    /** Longer ones, and numbers below nothing, were not measured. */
    private static final long LONGEST_PERIOD_MILLIS = Duration.ofDays(1).toMillis();

    private final Map<String, Series> series = new LinkedHashMap<>();
    private final Set<CloudEvent.Happened> events = new LinkedHashSet<>();

    private static final class Series {
        private final TreeMap<Instant, Measured.Reading> readings = new TreeMap<>();
        private final Set<String> warnings = new LinkedHashSet<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private CloudEvent.Metric last;

        private void take(CloudEvent.Metric told) {
            last = told;
            told.warning().ifPresent(warnings::add);
            told.unknown().ifPresent(unknown::add);
            long millis = told.periodMillis();
            if (millis <= 0 || millis > LONGEST_PERIOD_MILLIS) {
                return;
            }
            for (CloudEvent.Reading reading : told.readings()) {
                reading.at().filter(at -> reading.value() >= 0).ifPresent(at -> {
                    // What was told before of some of this time was told in other periods.
                    readings.subMap(at, at.plusMillis(millis)).clear();
                    readings.put(at, new Measured.Reading(at, millis, reading.value()));
                });
            }
        }

        private Measured measured() {
            return new Measured(
                    last.role(),
                    last.what(),
                    last.unit(),
                    List.copyOf(readings.values()),
                    last.limit().filter(limit -> limit > 0),
                    List.copyOf(warnings),
                    List.copyOf(unknown));
        }
    }

    void take(CloudEvent event) {
        if (event instanceof CloudEvent.Metric told) {
            series.computeIfAbsent(told.role() + " " + told.what(), missing -> new Series())
                    .take(told);
        } else if (event instanceof CloudEvent.Happened told) {
            events.add(told);
        }
    }

    Recorded recorded() {
        return new Recorded(
                series.values().stream().map(Series::measured).toList(),
                events.stream()
                        .sorted(Comparator.comparing(
                                CloudEvent.Happened::at,
                                Comparator.comparing((Optional<Instant> at) -> at.orElse(Instant.EPOCH))))
                        .toList());
    }
}
