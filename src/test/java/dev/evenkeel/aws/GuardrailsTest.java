package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.aws.Recording.Measure;
import dev.evenkeel.environment.ControlPlane.Metric;
import dev.evenkeel.environment.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What measurements warn of, what they do not, and what is never taken for good. */
class GuardrailsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long GIBIBYTE = 1L << 30;
    private static final DBInstance TWENTY_GIBIBYTES =
            DBInstance.builder().allocatedStorage(20).build();

    private Optional<Long> most = Optional.of(100L);

    /** A reading each five minutes, the last one of the minute before now. */
    private Metric judged(Measure measure, long... values) {
        return judged(NOW, measure, values);
    }

    private Metric judged(Instant now, Measure measure, long... values) {
        TreeMap<Instant, Long> readings = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            readings.put(NOW.minus(MINUTE).minus(Duration.ofMinutes(5L * (values.length - 1 - i))), values[i]);
        }
        return new Guardrails(now, Duration.ofHours(3), MINUTE)
                .judge(Role.TARGET, TWENTY_GIBIBYTES, measure, readings, role -> most);
    }

    private static void assertGood(Metric metric) {
        assertThat(metric.warning()).isEmpty();
        assertThat(metric.unknown()).isEmpty();
    }

    private static void assertUnknown(Metric metric, String why) {
        assertThat(metric.warning()).isEmpty();
        assertThat(metric.unknown()).contains(why);
    }

    @Test
    void storage_is_short_below_a_tenth() {
        assertThat(judged(Measure.STORAGE, 2 * GIBIBYTE - 1).warning())
                .contains(
                        "target: storage is short: 2.0 GiB of 20.0 GiB are free; enlarge the storage, or remove what is"
                                + " not needed");
        assertGood(judged(Measure.STORAGE, 2 * GIBIBYTE));
    }

    @Test
    void storage_that_would_be_used_up_soon_is_warned_of_and_one_that_shrinks_slowly_is_not() {
        assertThat(judged(Measure.STORAGE, 14 * GIBIBYTE, 13 * GIBIBYTE, 12 * GIBIBYTE, 11 * GIBIBYTE)
                        .warning())
                .contains(
                        "target: storage is getting short: 11.0 GiB are free, and would be used up within 55 minutes at"
                                + " the last rate; enlarge the storage");
        assertGood(judged(
                Measure.STORAGE, 14 * GIBIBYTE, 14 * GIBIBYTE - 3000, 14 * GIBIBYTE - 6000, 14 * GIBIBYTE - 9000));
        // It was filled by a load that is over.
        assertGood(judged(Measure.STORAGE, 19 * GIBIBYTE, 15 * GIBIBYTE, 11 * GIBIBYTE, 11 * GIBIBYTE));
    }

    @Test
    void lag_that_grows_is_warned_of_and_lag_that_shrinks_or_is_small_is_not() {
        assertThat(judged(Measure.LAG, 0, 2, 20, 40).warning())
                .contains(
                        "target: replication lag grows: it was 1 s on average, then 30 s, and is 40 s now; wait, or find"
                                + " what holds replication up");
        assertGood(judged(Measure.LAG, 40, 50, 20, 2));
        assertGood(judged(Measure.LAG, 0, 40, 90, 30));
        assertGood(judged(Measure.LAG, 0, 0, 1, 2));
    }

    @Test
    void whether_lag_grows_cannot_be_told_from_few_measurements() {
        assertUnknown(
                judged(Measure.LAG, 0, 0),
                "target: could not tell the replication lag: whether it grows shows only after 4 measurements within 10"
                        + " minutes or more");
    }

    @Test
    void a_replica_that_did_not_replicate_has_no_lag_of_its_own() {
        Metric lag = judged(Measure.LAG, 0, 0, 0, -1);

        assertThat(lag.readings().values()).containsExactly(0L, 0L, 0L);
        assertUnknown(
                lag, "target: could not tell the replication lag: it was not replicating at 2026-11-30T11:59:00Z");
    }

    @Test
    void connections_are_held_against_what_the_server_takes() {
        assertThat(judged(Measure.CONNECTIONS, 10, 90, 10).warning())
                .contains(
                        "target: connections are near their limit: there were 90, and the server takes 100; whoever comes"
                                + " later is refused, so close some, or raise max_connections");
        assertGood(judged(Measure.CONNECTIONS, 10, 89, 10));
        most = Optional.empty();
        assertUnknown(
                judged(Measure.CONNECTIONS, 10, 99, 10),
                "target: could not tell the connections: the server does not say how many it takes");
    }

    @Test
    void what_was_not_measured_or_long_ago_is_not_good() {
        for (Measure measure : Measure.values()) {
            assertUnknown(
                    judged(measure),
                    "target: could not tell the " + measure.what
                            + ": CloudWatch has no measurement of the last 3 hours");
        }
        assertUnknown(
                judged(NOW.plus(Duration.ofMinutes(30)), Measure.STORAGE, 15 * GIBIBYTE),
                "target: could not tell the free storage: the last measurement is 30 minutes old");
        assertGood(judged(NOW.plus(Duration.ofMinutes(10)), Measure.STORAGE, 15 * GIBIBYTE));
    }
}
