package dev.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.Provisioning.Made;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.provision.lookalike.Fault;
import dev.evenkeel.provision.lookalike.LookAlike;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What a run creates at RDS: once, for itself, and only that is deleted. */
@Timeout(180)
class ProvisionerTest {
    private static final String RUN = "r-20261130-120000-abc";
    private LookAlike lookAlike;
    private Clients clients;
    private Provisioner provisioner;

    @BeforeEach
    void a_source() {
        lookAlike = LookAlike.start(Clock.systemUTC(), secret -> {});
        Access access = Access.local(lookAlike.endpoint(), LookAlike.REGION, LookAlike.ACCOUNT, LookAlike.ACCESS_KEY);
        clients = new Clients(access, call -> {});
        Login login = new Login("admin", new Secret("of-the-master-user"));
        String key = lookAlike.createKey("alias/shop");
        Map<Role, RdsSpec> specs = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            specs.put(
                    role,
                    new RdsSpec(
                            "shop-" + role,
                            Optional.empty(),
                            "admin",
                            Optional.of(login),
                            Optional.empty(),
                            Optional.empty(),
                            role == Role.SOURCE
                                    ? Optional.empty()
                                    : Optional.of(new Creation(
                                            "db.t4g.micro",
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.of(key),
                                            Map.of("wait_timeout", "600")))));
        }
        clients.rds.createDBInstance(request -> request.dbInstanceIdentifier("shop-source")
                .engine("mariadb")
                .engineVersion("10.11.5")
                .dbInstanceClass("db.t4g.micro")
                .allocatedStorage(20)
                .masterUsername("admin")
                .masterUserPassword("of-the-master-user"));
        provisioner = new Provisioner(clients.rds, new Plane(clients, access, specs), specs);
        settle(provisioner.instance(Role.SOURCE));
    }

    @AfterEach
    void end() {
        clients.close();
        lookAlike.close();
    }

    private void settle(Made made) {
        for (int look = 0; look < 20; look++) {
            if (provisioner.progress(made).ready()) {
                return;
            }
        }
        throw new AssertionError(made + " does not become ready: " + provisioner.progress(made));
    }

    private DBInstance shown(Role role) {
        return clients.rds
                .describeDBInstances(request -> request.dbInstanceIdentifier("shop-" + role))
                .dbInstances()
                .get(0);
    }

    @Test
    void what_a_run_creates_is_tagged_and_created_once_however_often_it_is_asked_for() {
        provisioner.createGroup(Role.TARGET, RUN);
        provisioner.createGroup(Role.TARGET, RUN);
        lookAlike.add(Fault.answerLost("CreateDBInstance"));
        provisioner.createTarget(RUN);
        assertThat(provisioner.progress(provisioner.instance(Role.TARGET)).ready())
                .isFalse();
        settle(provisioner.instance(Role.TARGET));
        provisioner.createTarget(RUN);

        assertThat(provisioner.owner(provisioner.instance(Role.TARGET))).contains(RUN);
        assertThat(provisioner.owner(provisioner.group(Role.TARGET))).contains(RUN);
        assertThat(shown(Role.TARGET).storageEncrypted()).isTrue();
        assertThat(shown(Role.TARGET).backupRetentionPeriod()).isEqualTo(1);
        assertThat(shown(Role.TARGET).dbParameterGroups().get(0).dbParameterGroupName())
                .isEqualTo("shop-target");
    }

    @Test
    void what_somebody_else_has_created_is_neither_taken_nor_deleted() {
        provisioner.createGroup(Role.REPLICA, RUN);
        provisioner.createReplica("r-of-another-run");

        assertThatThrownBy(() -> provisioner.createReplica(RUN))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "instance shop-replica is there already, and was not created by this run (its tag evenkeel-run"
                                + " is r-of-another-run); choose another name in the profile, or delete it if nobody needs it");
        assertThatThrownBy(() -> provisioner.delete(provisioner.instance(Role.REPLICA), RUN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("was not created by this run");
        assertThatThrownBy(() -> provisioner.delete(provisioner.instance(Role.SOURCE), RUN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("it has no tag evenkeel-run");
        assertThat(shown(Role.REPLICA).dbInstanceStatus()).isNotEqualTo("deleting");
        assertThat(shown(Role.SOURCE).dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    void a_snapshot_of_the_replica_becomes_an_encrypted_target_and_all_of_it_is_deleted_twice() {
        provisioner.createGroup(Role.REPLICA, RUN);
        provisioner.createGroup(Role.TARGET, RUN);
        provisioner.createReplica(RUN);
        settle(provisioner.instance(Role.REPLICA));
        provisioner.createSnapshot(RUN);
        settle(provisioner.snapshot(RUN, false));
        provisioner.encryptSnapshot(RUN);
        settle(provisioner.snapshot(RUN, true));
        provisioner.restoreTarget(RUN);
        settle(provisioner.instance(Role.TARGET));

        assertThat(shown(Role.TARGET).storageEncrypted()).isTrue();
        assertThat(provisioner.snapshot(RUN, true).name()).isEqualTo("evenkeel-r-20261130-120000-abc-encrypted");
        for (int time = 0; time < 2; time++) {
            provisioner.delete(provisioner.snapshot(RUN, true), RUN);
            provisioner.delete(provisioner.snapshot(RUN, false), RUN);
        }
        assertThat(provisioner.owner(provisioner.snapshot(RUN, true))).isEmpty();
    }

    @Test
    void a_state_that_no_waiting_ends_is_told_from_one_that_passes() {
        lookAlike.stick("shop-source", "storage-full");
        assertThat(provisioner.progress(provisioner.instance(Role.SOURCE)).failed())
                .isTrue();
        lookAlike.stick("shop-source", "modifying");
        assertThat(provisioner.progress(provisioner.instance(Role.SOURCE)).failed())
                .isFalse();
        assertThatThrownBy(() -> provisioner.createGroup(Role.SOURCE, RUN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("servers.source.create is missing in the profile");
    }
}
