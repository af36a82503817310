package dev.evenkeel.aws;

import dev.evenkeel.aws.Recording.Measure;
import dev.evenkeel.environment.ControlPlane.Metric;
import dev.evenkeel.environment.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What the measurements of CloudWatch are a cause to warn of. A warning stops nothing, for what is decided the servers themselves are
 * asked; and what was not measured is never good.
 */
final class Guardrails {
    private static final long GIBIBYTE = 1L << 30;
    /** Of all storage. */
    private static final long SHORT_OF_STORAGE = 10;

    private static final Duration FULL_SOON = Duration.ofHours(12);
    private static final Duration TREND = Duration.ofMinutes(10);
    private static final int TREND_READINGS = 4;
    private static final long LAG_SECONDS = 10;
    private static final long LAG_GROWTH_SECONDS = 5;
    /** Tenths of the most connections. */
    private static final long MANY_CONNECTIONS = 9;

    /** CloudWatch shows what was measured one or two minutes before. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private final Instant now;
    private final Duration back;
    private final Duration period;

    Guardrails(Instant now, Duration back, Duration period) {
        this.now = now;
        this.back = back;
        this.period = period;
    }

    /** @param connections how many a server takes at most; empty where that is not known */
    Metric judge(
            Role role,
            DBInstance instance,
            Measure measure,
            SortedMap<Instant, Long> given,
            Function<Role, Optional<Long>> connections) {
        // RDS gives a lag of -1 while nothing is replicated.
        TreeMap<Instant, Long> readings = new TreeMap<>(given);
        readings.values().removeIf(value -> value < 0);
        Optional<Long> limit =
                switch (measure) {
                    case STORAGE ->
                        Optional.ofNullable(instance.allocatedStorage()).map(size -> size * GIBIBYTE);
                    case CONNECTIONS -> connections.apply(role);
                    case LAG, BINLOGS -> Optional.empty();
                };
        String who = role + ": ";
        Optional<String> warning = readings.isEmpty()
                ? Optional.empty()
                : warning(measure, readings, limit).map(who::concat);
        Optional<String> unknown = missing(measure, given, readings)
                .or(() -> warning.isPresent() ? Optional.empty() : doubt(measure, readings, limit));
        return new Metric(
                role,
                measure.what,
                measure.unit,
                period,
                readings,
                limit,
                warning,
                unknown.map(why -> who + "could not tell the " + measure.what + ": " + why));
    }

    private Optional<String> missing(Measure measure, SortedMap<Instant, Long> given, TreeMap<Instant, Long> readings) {
        if (given.isEmpty()) {
            return Optional.of("CloudWatch has no measurement of the last " + words(back));
        }
        if (measure == Measure.LAG && given.get(given.lastKey()) < 0) {
            return Optional.of("it was not replicating at " + given.lastKey());
        }
        Duration age = Duration.between(given.lastKey().plus(period), now);
        return age.compareTo(LATE) > 0
                ? Optional.of("the last measurement is " + words(age) + " old")
                : Optional.empty();
    }

    /** What the readings are too few to show, or have nothing to be compared with. */
    private static Optional<String> doubt(Measure measure, TreeMap<Instant, Long> readings, Optional<Long> limit) {
        if (measure == Measure.CONNECTIONS && limit.isEmpty()) {
            return Optional.of("the server does not say how many it takes");
        }
        return measure == Measure.LAG && !shows(readings)
                ? Optional.of("whether it grows shows only after " + TREND_READINGS + " measurements within "
                        + words(TREND) + " or more")
                : Optional.empty();
    }

    private static boolean shows(TreeMap<Instant, Long> readings) {
        return readings.size() >= TREND_READINGS
                && Duration.between(readings.firstKey(), readings.lastKey()).compareTo(TREND) >= 0;
    }

    private Optional<String> warning(Measure measure, TreeMap<Instant, Long> readings, Optional<Long> limit) {
        long last = readings.lastEntry().getValue();
        return switch (measure) {
            case LAG -> lag(readings, last);
            case STORAGE -> storage(readings, last, limit);
            case CONNECTIONS -> limit.flatMap(most -> connections(readings, most));
            case BINLOGS -> Optional.empty();
        };
    }

    private static Optional<String> lag(TreeMap<Instant, Long> readings, long last) {
        if (!shows(readings)) {
            return Optional.empty();
        }
        List<Long> values = List.copyOf(readings.values());
        double before = mean(values.subList(0, values.size() / 2));
        double lately = mean(values.subList(values.size() / 2, values.size()));
        boolean grows = last >= LAG_SECONDS && lately - before >= LAG_GROWTH_SECONDS && last >= lately;
        return grows
                ? Optional.of("replication lag grows: it was " + Math.round(before) + " s on average, then "
                        + Math.round(lately) + " s, and is " + last
                        + " s now; wait, or find what holds replication up")
                : Optional.empty();
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private static Optional<String> storage(TreeMap<Instant, Long> readings, long last, Optional<Long> limit) {
        Optional<String> small = limit.filter(size -> last < size / SHORT_OF_STORAGE)
                .map(size -> "storage is short: " + gibibytes(last) + " of " + gibibytes(size)
                        + " are free; enlarge the storage, or remove what is not needed");
        return small.or(() -> full(readings, last)
                .map(in -> "storage is getting short: " + gibibytes(last)
                        + " are free, and would be used up within " + words(in)
                        + " at the last rate; enlarge the storage"));
    }

    /** When the storage would be full, by how it shrank in the later half; empty where that is far off. */
    private static Optional<Duration> full(TreeMap<Instant, Long> readings, long last) {
        if (!shows(readings)) {
            return Optional.empty();
        }
        List<Instant> times = List.copyOf(readings.keySet());
        Instant from = times.get(times.size() / 2);
        long used = readings.get(from) - last;
        long seconds = Duration.between(from, readings.lastKey()).toSeconds();
        if (used <= 0 || seconds <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds((long) (last / ((double) used / seconds))))
                .filter(in -> in.compareTo(FULL_SOON) < 0);
    }

    private static Optional<String> connections(TreeMap<Instant, Long> readings, long most) {
        long seen = readings.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return seen * 10 >= most * MANY_CONNECTIONS
                ? Optional.of("connections are near their limit: there were " + seen + ", and the server takes " + most
                        + "; whoever comes later is refused, so close some, or raise max_connections")
                : Optional.empty();
    }

    private static String gibibytes(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f GiB", (double) bytes / GIBIBYTE);
    }

    private static String words(Duration time) {
        return time.toHours() >= 2 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
    }
}
