package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane.Happened;
import dev.evenkeel.environment.ControlPlane.Metric;
import dev.evenkeel.environment.ControlPlane.Recorded;
import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.ControlPlane.Unit;
import dev.evenkeel.environment.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/**
 * What CloudWatch measured of instances and what RDS says has happened to them, for people to read. Measurements come minutes late and
 * may be missing, so nothing is decided by them, and nothing fails for want of them.
 */
final class Recording {
    private static final String NAMESPACE = "AWS/RDS";
    private static final String BY_INSTANCE = "DBInstanceIdentifier";
    /** RDS is measured once a minute. */
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** More than that nobody sees in a chart of the report. */
    private static final int MOST_READINGS = 60;

    /** What is asked for, each by the worst of a period. */
    enum Measure {
        LAG("replication lag", Unit.SECONDS, "ReplicaLag", "Maximum"),
        STORAGE("free storage", Unit.BYTES, "FreeStorageSpace", "Minimum"),
        CONNECTIONS("connections", Unit.CONNECTIONS, "DatabaseConnections", "Maximum"),
        BINLOGS("binlogs", Unit.BYTES, "BinLogDiskUsage", "Maximum");

        final String what;
        final Unit unit;
        private final String metric;
        private final String statistic;

        Measure(String what, Unit unit, String metric, String statistic) {
            this.what = what;
            this.unit = unit;
            this.metric = metric;
            this.statistic = statistic;
        }
    }

    /** One series that is asked for. */
    private record Asked(Role role, DBInstance instance, Measure measure) {}

    private final Clients clients;
    private final Plane plane;
    private final Instant now;
    private final Duration back;
    private final Duration period;
    private final List<Happened> events = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    Recording(Clients clients, Plane plane, Instant now, Duration back) {
        this.clients = clients;
        this.plane = plane;
        this.now = now;
        this.back = back;
        this.period = MINUTE.multipliedBy(Math.max(1, -Math.floorDiv(-back.toMinutes(), (long) MOST_READINGS)));
    }

    Recorded look(Set<Role> roles, Function<Role, Optional<Long>> connections) {
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (Role role : roles) {
            instance(role).ifPresent(instance -> {
                events(role, instance);
                for (Measure measure : Measure.values()) {
                    // Nobody's replica lags behind nobody.
                    if (role != Role.SOURCE || measure != Measure.LAG) {
                        asked.put("m" + asked.size(), new Asked(role, instance, measure));
                    }
                }
            });
        }
        Map<String, SortedMap<Instant, Long>> readings = asked.isEmpty() ? Map.of() : readings(asked);
        Guardrails guardrails = new Guardrails(now, back, period);
        List<Metric> metrics = new ArrayList<>();
        asked.forEach((id, each) -> {
            if (readings.containsKey(id)) {
                metrics.add(
                        guardrails.judge(each.role(), each.instance(), each.measure(), readings.get(id), connections));
            }
        });
        return new Recorded(metrics, events, unknown);
    }

    private Optional<DBInstance> instance(Role role) {
        try {
            Optional<DBInstance> found = plane.find(role);
            if (found.isEmpty()) {
                unknown.add(role + ": its instance is not there, so nothing was measured of it");
            }
            return found;
        } catch (Refused e) {
            unknown.add("could not tell what was measured of the " + role + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void events(Role role, DBInstance instance) {
        String id = instance.dbInstanceIdentifier();
        try {
            List<Event> told = Clients.ask(
                            role + ": events of " + id,
                            () -> clients.rds.describeEvents(request -> request.sourceIdentifier(id)
                                    .sourceType(SourceType.DB_INSTANCE)
                                    .startTime(now.minus(back))
                                    .endTime(now.plus(MINUTE))))
                    .events();
            told.forEach(event -> events.add(new Happened(role, event.date(), event.message())));
        } catch (Refused e) {
            unknown.add("could not tell what has happened to the " + role + ": " + e.getMessage());
        }
    }

    /** By the ids of what was asked for; empty where all of it was refused. */
    private Map<String, SortedMap<Instant, Long>> readings(Map<String, Asked> asked) {
        Map<String, SortedMap<Instant, Long>> readings = new LinkedHashMap<>();
        try {
            List<MetricDataResult> results = Clients.ask("what CloudWatch measured", () -> clients
                    .cloudWatch
                    .getMetricDataPaginator(request -> request.metricDataQueries(asked.entrySet().stream()
                                    .map(each -> query(each.getKey(), each.getValue()))
                                    .toList())
                            .startTime(now.minus(back))
                            // The period that is not over yet counts too.
                            .endTime(now.plus(period))
                            .scanBy(ScanBy.TIMESTAMP_ASCENDING))
                    .stream()
                    .flatMap(page -> page.metricDataResults().stream())
                    .toList());
            asked.keySet().forEach(id -> readings.put(id, new TreeMap<>()));
            for (MetricDataResult result : results) {
                SortedMap<Instant, Long> series = readings.get(result.id());
                for (int i = 0;
                        i < Math.min(result.timestamps().size(), result.values().size());
                        i++) {
                    series.put(
                            result.timestamps().get(i),
                            Math.round(result.values().get(i)));
                }
            }
        } catch (Refused e) {
            unknown.add("could not tell lag, storage, connections and binlogs: " + e.getMessage());
        }
        return readings;
    }

    private MetricDataQuery query(String id, Asked asked) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(MetricStat.builder()
                        .metric(metric -> metric.namespace(NAMESPACE)
                                .metricName(asked.measure().metric)
                                .dimensions(Dimension.builder()
                                        .name(BY_INSTANCE)
                                        .value(asked.instance().dbInstanceIdentifier())
                                        .build()))
                        .period((int) period.toSeconds())
                        .stat(asked.measure().statistic)
                        .build())
                .returnData(true)
                .build();
    }
}
