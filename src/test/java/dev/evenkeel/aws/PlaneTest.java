package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.ApiCall;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Role;
import dev.evenkeel.provision.lookalike.Fault;
import dev.evenkeel.provision.lookalike.LookAlike;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Parameter;

/** What the control plane is asked, and what becomes of its answers, by the look-alike: servers are real, refusals are its. */
@Timeout(180)
class PlaneTest {
    /** The backup windows of the look-alike are half a day from here. */
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static final String PASSWORD = "of-the-master-user";

    private final List<ApiCall> calls = new ArrayList<>();
    private LookAlike lookAlike;
    private Clients clients;
    private Access access;
    private String key;

    @BeforeEach
    void three_instances() {
        lookAlike = LookAlike.start(Clock.fixed(NOW, ZoneOffset.UTC), secret -> {});
        access = Access.local(lookAlike.endpoint(), LookAlike.REGION, LookAlike.ACCOUNT, LookAlike.ACCESS_KEY);
        clients = new Clients(access, calls::add);
        key = lookAlike.createKey("alias/shop");
        group("own");
        create("source", false);
        create("target", true);
        clients.rds.createDBInstanceReadReplica(
                request -> request.dbInstanceIdentifier("replica").sourceDBInstanceIdentifier("source"));
        settle("replica");
        calls.clear();
    }

    @AfterEach
    void end() {
        clients.close();
        lookAlike.close();
    }

    private void group(String name) {
        clients.rds.createDBParameterGroup(request -> request.dbParameterGroupName(name)
                .dbParameterGroupFamily("mariadb10.11")
                .description("of a test"));
    }

    private void create(String id, boolean encrypted) {
        clients.rds.createDBInstance(request -> request.dbInstanceIdentifier(id)
                .engine("mariadb")
                .engineVersion("10.11.5")
                .dbInstanceClass("db.t4g.micro")
                .allocatedStorage(20)
                .masterUsername("admin")
                .masterUserPassword(PASSWORD)
                .dbParameterGroupName("own")
                .storageEncrypted(encrypted)
                .kmsKeyId(encrypted ? key : null));
        settle(id);
    }

    private DBInstance settle(String id) {
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

    private Plane plane() {
        return plane("source", "replica", "target");
    }

    private Plane plane(String source, String replica, String target) {
        return new Plane(clients, access, specs(source, replica, target, Optional.empty()));
    }

    private static Map<Role, RdsSpec> specs(
            String source, String replica, String target, Optional<String> resourceOfSource) {
        Map<Role, RdsSpec> specs = new EnumMap<>(Role.class);
        specs.put(Role.SOURCE, spec(source, resourceOfSource));
        specs.put(Role.REPLICA, spec(replica, Optional.empty()));
        specs.put(Role.TARGET, spec(target, Optional.empty()));
        return specs;
    }

    private static RdsSpec spec(String id, Optional<String> resource) {
        return new RdsSpec(id, resource, "admin", Optional.empty(), Optional.of("unused"), Optional.empty());
    }

    @Test
    void what_is_as_the_profile_says_has_no_obstacle_and_says_who_it_is() {
        ControlPlane.Look identity = plane().identity();

        assertThat(identity.obstacles()).isEmpty();
        assertThat(identity.notes())
                .hasSize(4)
                .first()
                .isEqualTo("AWS account 123456789012, region eu-central-1, asked as"
                        + " arn:aws:iam::123456789012:user/administrator");
        assertThat(plane().readiness(NOW).obstacles()).isEmpty();
        assertThat(calls)
                .allSatisfy(call -> {
                    assertThat(call.took()).isPresent();
                    assertThat(call.requestId()).isPresent();
                    assertThat(call.status()).contains(200);
                })
                .extracting(ApiCall::operation)
                .contains(
                        "GetCallerIdentity",
                        "DescribeDBInstances",
                        "DescribeDBParameters",
                        "DescribePendingMaintenanceActions",
                        "DescribeEvents");
    }

    @Test
    void another_account_stops_everything_before_an_instance_is_asked_for() {
        Access other = new Access(
                access.region(),
                Optional.of("999999999999"),
                Optional.empty(),
                access.endpoint(),
                List.of(),
                access.keys());

        assertThat(new Plane(clients, other, specs("source", "replica", "target", Optional.empty()))
                        .identity()
                        .obstacles())
                .containsExactly("the credentials are of the account 123456789012, the profile says 999999999999; use"
                        + " credentials of that account, or correct aws.account");
        assertThat(calls).extracting(ApiCall::operation).containsExactly("GetCallerIdentity");
    }

    @Test
    void another_instance_under_the_same_name_is_noticed_by_its_resource_id() {
        String before = clients.rds
                .describeDBInstances(request -> request.dbInstanceIdentifier("source"))
                .dbInstances()
                .get(0)
                .dbiResourceId();
        Plane plane = new Plane(clients, access, specs("source", "replica", "target", Optional.of(before)));
        assertThat(plane.identity().obstacles()).isEmpty();

        clients.rds.modifyDBInstance(request -> request.dbInstanceIdentifier("source")
                .newDBInstanceIdentifier("renamed")
                .applyImmediately(true));
        assertThat(plane.identity().obstacles())
                .singleElement()
                .asString()
                .startsWith("source: the instance source of the profile (" + before + ") is called renamed now");
        Plane later = new Plane(clients, access, specs("source", "replica", "target", Optional.of(before)));
        assertThatThrownBy(later::identity)
                .isInstanceOf(ControlPlane.Refused.class)
                .hasMessage(
                        "source: instance source: DBInstanceNotFound, DBInstance source not found.; check servers: in"
                                + " the profile, and aws.region");
        create("source", false);

        assertThat(later.identity().obstacles())
                .singleElement()
                .asString()
                .startsWith("source: the instance source has the resource id db-")
                .contains(", the profile says " + before + "; another instance has its name now");
    }

    @Test
    void one_instance_for_two_roles_is_refused() {
        assertThat(plane("source", "replica", "source").identity().obstacles())
                .containsExactly("target: instance source is given for another role too; the profile must name three");
    }

    @Test
    void source_and_target_given_the_wrong_way_round_are_refused() {
        assertThat(plane("target", "replica", "source").readiness(NOW).obstacles())
                .containsExactly(
                        "replica: replica is a read replica of source, must be one of target; name a read replica"
                                + " of the source");
        assertThat(plane("source", "target", "replica").readiness(NOW).obstacles())
                .containsExactly(
                        "replica: target is a read replica of nobody, must be one of source; name a read replica of the"
                                + " source",
                        "target: replica is a read replica of source, must be nobody's; are source and target given the"
                                + " wrong way round?");
    }

    @Test
    void encryption_is_told_with_its_key_and_the_lack_of_it_is_refused() {
        ControlPlane.AtRest target = plane().atRest(Role.TARGET);
        assertThat(target.encrypted()).isTrue();
        assertThat(target.obstacles()).isEmpty();
        assertThat(target.evidence())
                .isEqualTo("RDS says that the storage of target is encrypted, with the key " + key
                        + " (CUSTOMER, Enabled)");

        ControlPlane.AtRest source = plane().atRest(Role.SOURCE);
        assertThat(source.encrypted()).isFalse();
        assertThat(source.obstacles()).singleElement().asString().contains("is not encrypted, must be");

        lookAlike.disableKey(key);
        assertThat(plane().atRest(Role.TARGET).obstacles())
                .containsExactly("target: the key " + key
                        + " is Disabled, must be Enabled; enable it, or the storage is" + " lost some days later");
    }

    @Test
    void each_thing_that_could_stop_a_move_is_named_and_no_other() {
        lookAlike.stick("target", "storage-full");
        lookAlike.planMaintenance("source", "system-update", NOW);
        clients.rds.modifyDBParameterGroup(request -> request.dbParameterGroupName("own")
                .parameters(Parameter.builder()
                        .parameterName("replicate-ignore-db")
                        .parameterValue("logs")
                        .applyMethod(ApplyMethod.PENDING_REBOOT)
                        .build()));

        List<String> obstacles = plane().readiness(NOW).obstacles();

        assertThat(obstacles)
                .contains(
                        "target: target is storage-full, must be available; wait, or fix what keeps it",
                        "source: RDS is going to change source (system-update) in its window sun:04:00-sun:04:30 UTC;"
                                + " apply it now, or move the window")
                .filteredOn(obstacle -> obstacle.contains("filters replication (replicate-ignore-db=logs)"))
                .hasSize(3);
        assertThat(obstacles)
                .filteredOn(obstacle -> obstacle.contains("is pending-reboot, must be in-sync; restart the instance"))
                .hasSize(3);
        assertThat(obstacles).hasSize(8);
    }

    @Test
    void a_backup_now_or_soon_is_refused_and_one_in_an_hour_is_not() {
        Instant window = NOW.plusSeconds(12 * 3600);

        assertThat(plane().readiness(window.minusSeconds(3600)).obstacles()).isEmpty();
        assertThat(plane().readiness(window.minusSeconds(1200)).obstacles())
                .as("source and target; RDS takes no backups of this replica")
                .hasSize(2)
                .allMatch(obstacle -> obstacle.contains("which is now or within the next 30 minutes"));
    }

    @Test
    void a_parameter_is_in_force_when_the_server_says_so_and_the_call_is_told_before_and_after() {
        Plane plane = plane();

        plane.set(Role.TARGET, "read_only", "1");

        assertThat(calls)
                .filteredOn(call -> call.operation().equals("ModifyDBParameterGroup"))
                .extracting(call -> call.took().isPresent())
                .containsExactly(false, true);
        assertThat(plane.progress(Role.TARGET)).isEqualTo("available, applying");
        assertThat(plane.progress(Role.TARGET)).isEqualTo("available, in-sync");
        assertThat(plane.settingByHand(Role.TARGET, "read_only", "1"))
                .isEqualTo("aws rds modify-db-parameter-group --db-parameter-group-name own --parameters"
                        + " ParameterName=read_only,ParameterValue=1,ApplyMethod=immediate");
    }

    @Test
    void a_parameter_waits_for_a_backup_that_begins_meanwhile() {
        Plane plane = plane();
        plane.set(Role.TARGET, "read_only", "1");
        lookAlike.backUp("target");

        assertThat(Stream.generate(() -> plane.progress(Role.TARGET)).limit(3))
                .containsExactly("backing-up, applying", "available, applying", "available, in-sync");
    }

    @Test
    void a_call_that_is_throttled_is_made_again_and_one_that_always_is_ends_in_one_sentence() {
        lookAlike.add(Fault.throttled("DescribeDBInstances", 2));
        assertThat(plane().atRest(Role.TARGET).encrypted()).isTrue();

        lookAlike.add(Fault.throttled("DescribeDBInstances", 20));
        assertThatThrownBy(() -> plane().atRest(Role.TARGET))
                .isInstanceOf(ControlPlane.Refused.class)
                .hasMessage("target: instance target: Throttling, Rate exceeded; it was asked several times, so wait a"
                        + " minute and begin again");
    }

    @Test
    void what_the_policy_does_not_allow_and_credentials_out_of_date_are_told_as_such() {
        lookAlike.admit("AKIAEVENKEEL", "evenkeel", new HashSet<>(Set.of("rds:DescribeDBInstances")));
        Access narrow = Access.local(lookAlike.endpoint(), LookAlike.REGION, LookAlike.ACCOUNT, "AKIAEVENKEEL");
        try (Clients few = new Clients(narrow, calls::add)) {
            Plane plane = new Plane(few, narrow, specs("source", "replica", "target", Optional.empty()));
            assertThatThrownBy(() -> plane.atRest(Role.TARGET))
                    .isInstanceOf(ControlPlane.Refused.class)
                    .hasMessageContaining("is not authorized to perform: kms:DescribeKey")
                    .hasMessageEndingWith("; allow it in the policy of the role that this run uses (docs/aws.md lists"
                            + " every action)");
            lookAlike.expire("AKIAEVENKEEL");
            assertThatThrownBy(plane::identity)
                    .isInstanceOf(ControlPlane.Refused.class)
                    .hasMessageEndingWith("; the credentials are out of date: get new ones, then begin again");
        }
        assertThat(calls)
                .filteredOn(call -> call.error().isPresent())
                .extracting(ApiCall::operation)
                .containsExactly("DescribeKey", "GetCallerIdentity");
    }
}
