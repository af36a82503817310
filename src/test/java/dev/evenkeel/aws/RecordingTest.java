package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.ApiCall;
import dev.evenkeel.environment.ControlPlane.Metric;
import dev.evenkeel.environment.ControlPlane.Recorded;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.lookalike.Fault;
import dev.evenkeel.provision.lookalike.LookAlike;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What is kept of CloudWatch's series and RDS's events, asked of the look-alike, which asks its servers. */
@Timeout(180)
class RecordingTest {
    private static final Duration BACK = Duration.ofHours(1);
    private static final Secret PASSWORD = new Secret("of-the-master-user");
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-30T12:00:00Z"));
    private static final List<ApiCall> CALLS = new ArrayList<>();

    private static LookAlike lookAlike;
    private static Clients clients;
    private static Access access;

    private static final Clock CLOCK = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return NOW.get();
        }
    };

    @BeforeAll
    static void a_source_and_its_replica() {
        lookAlike = LookAlike.start(CLOCK, secret -> {});
        access = Access.local(lookAlike.endpoint(), LookAlike.REGION, LookAlike.ACCOUNT, LookAlike.ACCESS_KEY);
        clients = new Clients(access, CALLS::add);
        clients.rds.createDBInstance(request -> request.dbInstanceIdentifier("source")
                .engine("mariadb")
                .engineVersion("10.11.5")
                .dbInstanceClass("db.t4g.micro")
                .allocatedStorage(20)
                .masterUsername("admin")
                .masterUserPassword(PASSWORD.reveal()));
        settle("source");
        clients.rds.createDBInstanceReadReplica(
                request -> request.dbInstanceIdentifier("replica").sourceDBInstanceIdentifier("source"));
        settle("replica");
    }

    @AfterAll
    static void end() {
        clients.close();
        lookAlike.close();
    }

    private static DBInstance settle(String id) {
        for (int look = 0; look < 10; look++) {
            DBInstance now = clients.rds
                    .describeDBInstances(request -> request.dbInstanceIdentifier(id))
                    .dbInstances()
                    .get(0);
            if (now.dbInstanceStatus().equals("available")) {
                return now;
            }
        }
        throw new AssertionError(id + " does not become available");
    }

    private static Session open(String id) {
        DBInstance instance = settle(id);
        return new Server(
                        id,
                        new Endpoint(
                                instance.endpoint().address(),
                                instance.endpoint().port()),
                        new Login("admin", PASSWORD))
                .open();
    }

    private static Plane plane(Access as, Clients by) {
        Map<Role, RdsSpec> specs = new EnumMap<>(Role.class);
        for (Role role : List.of(Role.SOURCE, Role.REPLICA)) {
            specs.put(
                    role,
                    new RdsSpec(
                            role.label(),
                            Optional.empty(),
                            "admin",
                            Optional.empty(),
                            Optional.of("unused"),
                            Optional.empty()));
        }
        return new Plane(by, as, specs);
    }

    private static Recorded look() {
        return plane(access, clients).recorded(NOW.get(), BACK, role -> Optional.of(100L));
    }

    /** A minute later the next period begins. */
    private static Recorded lookLater() {
        NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(1)));
        return look();
    }

    private static Metric of(Recorded recorded, Role role, String what) {
        return recorded.metrics().stream()
                .filter(metric -> metric.role() == role && metric.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private static long last(Metric metric) {
        return metric.readings().get(metric.readings().lastKey());
    }

    @Test
    void the_series_follow_what_the_servers_do() {
        Recorded before = lookLater();
        long connections = last(of(before, Role.SOURCE, "connections"));
        Recorded after;
        try (Session one = open("source");
                Session another = open("source")) {
            another.text("SELECT 1");
            one.execute("CREATE DATABASE IF NOT EXISTS measured");
            one.execute("CREATE TABLE measured.t (id INT PRIMARY KEY, filling LONGBLOB) ENGINE = InnoDB");
            one.execute("INSERT INTO measured.t VALUES (1, REPEAT('x', 8000000))");
            after = lookLater();
        }

        assertThat(last(of(after, Role.SOURCE, "connections"))).isBetween(2L, connections + 2);
        assertThat(last(of(after, Role.SOURCE, "binlogs")) - last(of(before, Role.SOURCE, "binlogs")))
                .isGreaterThan(8_000_000);
        assertThat(last(of(before, Role.SOURCE, "free storage")) - last(of(after, Role.SOURCE, "free storage")))
                .isGreaterThan(8_000_000);
        assertThat(of(after, Role.SOURCE, "free storage").limit()).contains(20L << 30);
        assertThat(of(after, Role.SOURCE, "connections").limit()).contains(100L);
        assertThat(of(after, Role.SOURCE, "connections").readings().size()).isGreaterThanOrEqualTo(2);
        assertThat(after.metrics())
                .as("a source lags behind nobody")
                .noneMatch(
                        metric -> metric.role() == Role.SOURCE && metric.what().equals("replication lag"));
    }

    @Test
    void a_replica_that_is_stopped_has_no_lag_that_could_be_good() {
        try (Session replica = open("replica")) {
            replica.execute("CALL mysql.rds_stop_replication");
            Metric lag = of(lookLater(), Role.REPLICA, "replication lag");

            assertThat(lag.unknown().orElseThrow())
                    .startsWith("replica: could not tell the replication lag: it was not replicating at ");
            replica.execute("CALL mysql.rds_start_replication");
        }
    }

    @Test
    void events_of_rds_are_told_with_their_times_and_instances() {
        Recorded recorded = look();

        assertThat(recorded.events())
                .extracting(event -> event.role() + " " + event.what())
                .contains("source DB instance created");
        assertThat(recorded.events())
                .allSatisfy(event -> assertThat(event.at()).isBetween(NOW.get().minus(BACK), NOW.get()));
    }

    @Test
    void what_the_policy_does_not_allow_is_said_and_stops_nothing() {
        lookAlike.admit("AKIAFEW", "evenkeel", Set.of("rds:DescribeDBInstances", "rds:DescribeEvents"));
        Access narrow = Access.local(lookAlike.endpoint(), LookAlike.REGION, LookAlike.ACCOUNT, "AKIAFEW");
        try (Clients few = new Clients(narrow, CALLS::add)) {
            Recorded recorded = plane(narrow, few).recorded(NOW.get(), BACK, role -> Optional.empty());

            assertThat(recorded.metrics()).isEmpty();
            assertThat(recorded.unknown())
                    .singleElement()
                    .asString()
                    .startsWith("could not tell lag, storage, connections and binlogs: what CloudWatch measured: ")
                    .contains("is not authorized to perform: cloudwatch:GetMetricData")
                    .endsWith(
                            "; allow it in the policy of the role that this run uses (docs/aws.md lists every action)");
        }
    }

    @Test
    void a_call_to_cloudwatch_is_recorded_as_any_other_and_made_again_when_it_is_throttled() {
        lookAlike.add(Fault.throttled("GetMetricData", 2));
        CALLS.clear();

        assertThat(look().metrics()).isNotEmpty();

        assertThat(CALLS)
                .filteredOn(call -> call.service().equals("cloudwatch"))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.operation()).isEqualTo("GetMetricData");
                    assertThat(call.status()).contains(200);
                    assertThat(call.requestId()).isPresent();
                });
    }

    @Test
    void an_instance_that_is_gone_is_said_and_the_other_one_is_told_of() {
        Map<Role, RdsSpec> specs = new EnumMap<>(Role.class);
        specs.put(
                Role.SOURCE,
                new RdsSpec("source", Optional.empty(), "admin", Optional.empty(), Optional.of("s"), Optional.empty()));
        specs.put(
                Role.TARGET,
                new RdsSpec("nobody", Optional.empty(), "admin", Optional.empty(), Optional.of("s"), Optional.empty()));

        Recorded recorded = new Plane(clients, access, specs).recorded(NOW.get(), BACK, role -> Optional.empty());

        assertThat(recorded.unknown())
                .singleElement()
                .asString()
                .startsWith(
                        "could not tell what was measured of the target: target: instance nobody: DBInstanceNotFound");
        assertThat(recorded.metrics()).extracting(Metric::role).containsOnly(Role.SOURCE);
    }
}
