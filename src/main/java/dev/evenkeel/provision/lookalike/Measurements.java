package dev.evenkeel.provision.lookalike;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * CloudWatch: what was measured of the servers, asked of the servers themselves. It is measured whenever somebody asks, and every
 * few seconds from the first question on: where nobody asks, nothing is added to what the servers do.
 */
final class Measurements implements AutoCloseable {
    private static final int EVERY_SECONDS = 5;
    private static final int MINUTE = 60;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final double GIBIBYTE = 1L << 30;

    private record Sample(String instance, String metric, Instant at, double value) {}

    private final World world;
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "look-alike-measurements");
        thread.setDaemon(true);
        return thread;
    });
    /** As of the last question: the world belongs to who asks. */
    private volatile List<Instance> measured = List.of();

    private boolean begun;

    Measurements(World world) {
        this.world = world;
    }

    GetMetricDataResponse get(GetMetricDataRequest asked) {
        measured = List.copyOf(world.instances());
        measure();
        if (!begun) {
            begun = true;
            timer.scheduleWithFixedDelay(this::measure, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        }
        return GetMetricDataResponse.builder()
                .metricDataResults(asked.metricDataQueries().stream()
                        .map(query -> result(asked, query))
                        .toList())
                .build();
    }

    private synchronized void measure() {
        for (Instance instance : measured) {
            Instant now = world.now();
            String id = instance.id();
            samples.removeIf(sample -> sample.at().isBefore(now.minus(KEPT)));
            of(instance).forEach((metric, value) -> samples.add(new Sample(id, metric, now, value)));
        }
    }

    /** What can be measured at this moment. What cannot is not there, as with CloudWatch while an instance is away. */
    private static Map<String, Double> of(Instance instance) {
        Map<String, Double> values = new TreeMap<>();
        try {
            // A copy of its files may be under way, or its end.
            values.put(
                    "FreeStorageSpace",
                    instance.facts().allocatedStorage() * GIBIBYTE
                            - instance.server().dataBytes());
        } catch (UncheckedIOException gone) {
            return values;
        }
        try (Session session = instance.admin().open()) {
            values.put("DatabaseConnections", (double) session.number("""
                    SELECT COUNT(*) FROM information_schema.PROCESSLIST
                    WHERE USER NOT IN ('system user', 'event_scheduler', 'rdsadmin') AND COMMAND <> 'Binlog Dump'"""));
            session.first("SHOW SLAVE STATUS", row -> row.optional("Seconds_Behind_Master")
                            .map(Double::valueOf)
                            .orElse(-1.0))
                    .ifPresent(lag -> values.put("ReplicaLag", lag));
            values.put(
                    "BinLogDiskUsage",
                    session.list("SHOW BINARY LOGS", row -> Double.valueOf(row.text(2))).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum());
        } catch (DatabaseException away) {
            // It writes no binlog, or it is restarting.
            return values;
        }
        return values;
    }

    private synchronized MetricDataResult result(GetMetricDataRequest asked, MetricDataQuery query) {
        MetricStat stat = query.metricStat();
        if (stat == null || stat.period() == null || stat.period() < MINUTE || stat.period() % MINUTE != 0) {
            throw new Refusal(
                    "ValidationError", 400, "The look-alike answers for metrics with a period of whole minutes only");
        }
        ToDoubleFunction<DoubleSummaryStatistics> statistic = statistic(stat.stat());
        TreeMap<Instant, DoubleSummaryStatistics> periods = new TreeMap<>();
        samples.stream()
                .filter(sample -> sample.metric().equals(stat.metric().metricName())
                        && stat.metric().namespace().equals("AWS/RDS")
                        && stat.metric().dimensions().stream()
                                .anyMatch(dimension -> dimension.name().equals("DBInstanceIdentifier")
                                        && dimension.value().equals(sample.instance())))
                .forEach(sample -> periods.computeIfAbsent(
                                begin(sample.at(), stat.period()), missing -> new DoubleSummaryStatistics())
                        .accept(sample.value()));
        List<Instant> times = periods.keySet().stream()
                .filter(at -> !at.isBefore(begin(asked.startTime(), stat.period())) && at.isBefore(asked.endTime()))
                .sorted(
                        asked.scanBy() == ScanBy.TIMESTAMP_ASCENDING
                                ? Comparator.naturalOrder()
                                : Comparator.reverseOrder())
                .toList();
        return MetricDataResult.builder()
                .id(query.id())
                .label(stat.metric().metricName())
                .timestamps(times)
                .values(times.stream()
                        .map(at -> statistic.applyAsDouble(periods.get(at)))
                        .toList())
                .statusCode(StatusCode.COMPLETE)
                .build();
    }

    private static Instant begin(Instant at, int seconds) {
        return Instant.ofEpochSecond(at.getEpochSecond() - Math.floorMod(at.getEpochSecond(), seconds));
    }

    private static ToDoubleFunction<DoubleSummaryStatistics> statistic(String name) {
        return switch (name) {
            case "Average" -> DoubleSummaryStatistics::getAverage;
            case "Minimum" -> DoubleSummaryStatistics::getMin;
            case "Maximum" -> DoubleSummaryStatistics::getMax;
            case "Sum" -> DoubleSummaryStatistics::getSum;
            case "SampleCount" -> DoubleSummaryStatistics::getCount;
            default -> throw new Refusal("ValidationError", 400, "The look-alike knows no statistic " + name);
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
