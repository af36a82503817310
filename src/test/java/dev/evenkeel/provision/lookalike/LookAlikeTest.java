package dev.evenkeel.provision.lookalike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/** The look-alike as its users meet it: by the SDK's clients, and by the servers that its instances are. */
@Timeout(180)
class LookAlikeTest {
    private static final String PASSWORD = "a-password-of-tests";
    private static final List<String> SAID = new CopyOnWriteArrayList<>();
    private static LookAlike lookAlike;
    private static RdsClient rds;

    @BeforeAll
    static void start() {
        lookAlike = LookAlike.start(0, new Pace(Clock.systemUTC(), false), Observer.NONE, secret -> {}, SAID::add);
        rds = Clients.of(RdsClient.builder(), lookAlike.endpoint(), LookAlike.ACCESS_KEY);
        create("source");
        await("source", "available");
    }

    @AfterAll
    static void end() {
        rds.close();
        lookAlike.close();
        assertThat(SAID).filteredOn(line -> line.contains("broke")).isEmpty();
    }

    private static DBInstance create(String id) {
        return rds.createDBInstance(request -> request.dbInstanceIdentifier(id)
                        .engine("mariadb")
                        .engineVersion("10.11.5")
                        .dbInstanceClass("db.t4g.micro")
                        .allocatedStorage(20)
                        .masterUsername("admin")
                        .masterUserPassword(PASSWORD))
                .dbInstance();
    }

    private static DBInstance shown(String id) {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(id))
                .dbInstances()
                .get(0);
    }

    /** @return the states on the way there */
    private static List<String> await(String id, String status) {
        List<String> seen = new ArrayList<>();
        for (String now = ""; !now.equals(status); ) {
            assertThat(seen.size()).as("states of " + id + ": " + seen).isLessThan(20);
            now = shown(id).dbInstanceStatus();
            seen.add(now);
        }
        return seen;
    }

    private static Server server(String id) {
        DBInstance instance = shown(id);
        return new Server(
                id,
                new Endpoint(instance.endpoint().address(), instance.endpoint().port()),
                new Login("admin", new Secret(PASSWORD)));
    }

    private static void run(String id, String... statements) {
        try (Session session = server(id).open()) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    private static String text(String id, String query) {
        try (Session session = server(id).open()) {
            return session.text(query);
        }
    }

    @Test
    void an_instance_is_a_server_with_the_rights_and_procedures_of_rds() {
        assertThat(create("fresh").dbInstanceStatus()).isEqualTo("creating");
        assertThat(await("fresh", "available")).containsExactly("creating", "backing-up", "available");

        assertThat(text("fresh", "SELECT VERSION()")).startsWith("10.11.5");
        assertThatThrownBy(() -> run("fresh", "SET GLOBAL read_only = 1")).isInstanceOf(DatabaseException.class);
        run("fresh", "CALL mysql.rds_set_configuration('binlog retention hours', 24)");

        rds.deleteDBInstance(request -> request.dbInstanceIdentifier("fresh").skipFinalSnapshot(true));
        assertThat(shown("fresh").dbInstanceStatus()).isEqualTo("deleting");
        assertThatThrownBy(() -> rds.describeDBInstances(request -> request.dbInstanceIdentifier("fresh"))
                        .dbInstances()
                        .get(0))
                .isInstanceOfAny(DbInstanceNotFoundException.class, IndexOutOfBoundsException.class);
    }

    @Test
    void a_replica_follows_its_source_from_what_it_was_copied_from() {
        run(
                "source",
                "CREATE DATABASE IF NOT EXISTS replicated",
                "CREATE TABLE replicated.t (id INT PRIMARY KEY) ENGINE = InnoDB",
                "INSERT INTO replicated.t VALUES (1)");
        rds.createDBInstanceReadReplica(
                request -> request.dbInstanceIdentifier("replica").sourceDBInstanceIdentifier("source"));
        await("replica", "available");
        run("source", "INSERT INTO replicated.t VALUES (2)");

        String position = text("source", "SELECT @@GLOBAL.gtid_binlog_pos");
        text("replica", "SELECT MASTER_GTID_WAIT('" + position + "', 20)");

        assertThat(text("replica", "SELECT COUNT(*) FROM replicated.t")).isEqualTo("2");
        assertThat(text("replica", "SELECT @@GLOBAL.read_only")).isEqualTo("1");
        assertThat(shown("replica").readReplicaSourceDBInstanceIdentifier()).isEqualTo("source");
        assertThat(shown("source").readReplicaDBInstanceIdentifiers()).contains("replica");
    }

    @Test
    void a_snapshot_that_is_copied_with_a_key_restores_the_same_rows_encrypted() {
        String key = lookAlike.createKey("alias/restored");
        run(
                "source",
                "CREATE DATABASE IF NOT EXISTS restored",
                "CREATE TABLE restored.t (id INT PRIMARY KEY) ENGINE = InnoDB",
                "INSERT INTO restored.t VALUES (1), (2), (3)");
        rds.createDBSnapshot(request -> request.dbInstanceIdentifier("source").dbSnapshotIdentifier("open"));
        awaitSnapshot("open");
        await("source", "available");
        rds.copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier("open")
                .targetDBSnapshotIdentifier("closed")
                .kmsKeyId(key));
        awaitSnapshot("closed");
        rds.restoreDBInstanceFromDBSnapshot(request -> request.dbInstanceIdentifier("restored")
                .dbSnapshotIdentifier("closed")
                .dbInstanceClass("db.t4g.micro"));
        await("restored", "available");

        assertThat(text("restored", "SELECT COUNT(*) FROM restored.t")).isEqualTo("3");
        assertThat(shown("restored").storageEncrypted()).isTrue();
        assertThat(shown("restored").kmsKeyId()).isEqualTo(key);
        assertThat(shown("source").storageEncrypted()).isFalse();
    }

    private static void awaitSnapshot(String id) {
        for (int look = 0; look < 10; look++) {
            if (rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(id))
                    .dbSnapshots()
                    .get(0)
                    .status()
                    .equals("available")) {
                return;
            }
        }
        throw new AssertionError(id + " does not become available");
    }

    @Test
    void a_dynamic_parameter_reaches_the_server_some_time_after_it_was_set() {
        rds.createDBParameterGroup(request -> request.dbParameterGroupName("own")
                .dbParameterGroupFamily("mariadb10.11")
                .description("of a test"));
        create("parameters");
        await("parameters", "available");
        rds.modifyDBInstance(
                request -> request.dbInstanceIdentifier("parameters").dbParameterGroupName("own"));
        assertThat(applyStatus("parameters")).isEqualTo("pending-reboot");
        rds.rebootDBInstance(request -> request.dbInstanceIdentifier("parameters"));
        assertThat(await("parameters", "available")).contains("rebooting");
        assertThat(applyStatus("parameters")).isEqualTo("in-sync");

        set("own", "read_only", "1", ApplyMethod.IMMEDIATE);

        assertThat(text("parameters", "SELECT @@GLOBAL.read_only")).isEqualTo("0");
        assertThat(applyStatus("parameters")).isEqualTo("in-sync");
        assertThat(text("parameters", "SELECT @@GLOBAL.read_only")).isEqualTo("1");
        assertThatThrownBy(() -> set("own", "performance_schema", "1", ApplyMethod.IMMEDIATE))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("cannot use immediate apply method for static parameter");
        assertThatThrownBy(() -> set("default.mariadb10.11", "read_only", "1", ApplyMethod.IMMEDIATE))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("A default parameter group can't be modified");
    }

    private static String applyStatus(String id) {
        // The first look shows what is under way, the second what it came to.
        shown(id);
        return shown(id).dbParameterGroups().get(0).parameterApplyStatus();
    }

    private static void set(String group, String name, String value, ApplyMethod method) {
        rds.modifyDBParameterGroup(request -> request.dbParameterGroupName(group)
                .parameters(Parameter.builder()
                        .parameterName(name)
                        .parameterValue(value)
                        .applyMethod(method)
                        .build()));
    }

    @Test
    void refusals_arrive_as_the_sdks_own_exceptions() {
        assertThatThrownBy(() -> shown("nobody")).isInstanceOf(DbInstanceNotFoundException.class);
        assertThatThrownBy(() -> create("source")).isInstanceOf(DbInstanceAlreadyExistsException.class);
        create("busy");
        assertThatThrownBy(() -> rds.rebootDBInstance(request -> request.dbInstanceIdentifier("busy")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        assertThatThrownBy(() -> rds.describeDBClusters()).isInstanceOfSatisfying(RdsException.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo("InvalidAction"));
    }

    @Test
    void faults_come_once_and_are_what_they_say() {
        lookAlike.add(Fault.throttled("DescribeDBEngineVersions", 2));
        assertThat(rds.describeDBEngineVersions(request -> request.engineVersion("10.11.5"))
                        .dbEngineVersions())
                .hasSize(1);
        lookAlike.add(Fault.throttled("DescribeDBEngineVersions", 20));
        assertThatThrownBy(() -> rds.describeDBEngineVersions(request -> {}))
                .isInstanceOfSatisfying(RdsException.class, e -> assertThat(e.isThrottlingException())
                        .isTrue());

        lookAlike.add(Fault.answerLost("CreateDBParameterGroup"));
        assertThatThrownBy(() -> rds.createDBParameterGroup(request -> request.dbParameterGroupName("lost")
                        .dbParameterGroupFamily("mariadb10.11")
                        .description("answer lost")))
                .as("the effect was there, so that the SDK's second try is refused")
                .hasMessageContaining("already exists");
    }

    @Test
    void the_access_key_says_who_may_do_what() {
        lookAlike.admit("AKIAREADER", "reader", Set.of("rds:DescribeDBInstances"));
        try (RdsClient reader = Clients.of(RdsClient.builder(), lookAlike.endpoint(), "AKIAREADER");
                StsClient sts = Clients.of(StsClient.builder(), lookAlike.endpoint(), "AKIAREADER");
                RdsClient stranger = Clients.of(RdsClient.builder(), lookAlike.endpoint(), "AKIASTRANGER")) {
            assertThat(reader.describeDBInstances().dbInstances()).isNotEmpty();
            assertThatThrownBy(() -> reader.rebootDBInstance(request -> request.dbInstanceIdentifier("source")))
                    .isInstanceOf(RdsException.class)
                    .hasMessageContaining("is not authorized to perform: rds:RebootDBInstance");
            assertThat(sts.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/evenkeel");
            assertThatThrownBy(stranger::describeDBInstances).hasMessageContaining("security token");
            lookAlike.expire("AKIAREADER");
            assertThatThrownBy(reader::describeDBInstances).hasMessageContaining("expired");
        }
    }

    @Test
    void keys_secrets_and_records_are_served_in_their_own_formats() {
        String key = lookAlike.createKey("alias/shop");
        lookAlike.createSecret("shop/master", "{\"password\":\"of the shop\"}");
        lookAlike.createZone("Z0001");
        try (KmsClient kms = Clients.of(KmsClient.builder(), lookAlike.endpoint(), LookAlike.ACCESS_KEY);
                SecretsManagerClient secrets =
                        Clients.of(SecretsManagerClient.builder(), lookAlike.endpoint(), LookAlike.ACCESS_KEY);
                Route53Client zones = Clients.of(Route53Client.builder(), lookAlike.endpoint(), LookAlike.ACCESS_KEY)) {
            assertThat(kms.describeKey(request -> request.keyId("alias/shop"))
                            .keyMetadata()
                            .arn())
                    .isEqualTo(key);
            assertThatThrownBy(() -> kms.describeKey(request -> request.keyId("alias/none")))
                    .isInstanceOf(NotFoundException.class);
            secrets.putSecretValue(request -> request.secretId("shop/master").secretString("changed"));
            assertThat(secrets.getSecretValue(request -> request.secretId("shop/master"))
                            .secretString())
                    .isEqualTo("changed");
            assertThatThrownBy(() -> secrets.getSecretValue(request -> request.secretId("none")))
                    .isInstanceOf(ResourceNotFoundException.class);
            String change = zones.changeResourceRecordSets(request -> request.hostedZoneId("Z0001")
                            .changeBatch(ChangeBatch.builder()
                                    .changes(List.of(Change.builder()
                                            .action(ChangeAction.UPSERT)
                                            .resourceRecordSet(ResourceRecordSet.builder()
                                                    .name("db.shop.example")
                                                    .type(RRType.CNAME)
                                                    .ttl(5L)
                                                    .resourceRecords(List.of(ResourceRecord.builder()
                                                            .value("old.example")
                                                            .build()))
                                                    .build())
                                            .build()))
                                    .build()))
                    .changeInfo()
                    .id();
            assertThat(zones.getChange(request -> request.id(change))
                            .changeInfo()
                            .status())
                    .isEqualTo(ChangeStatus.PENDING);
            assertThat(zones.getChange(request -> request.id(change))
                            .changeInfo()
                            .status())
                    .isEqualTo(ChangeStatus.INSYNC);
            assertThat(zones.listResourceRecordSets(request -> request.hostedZoneId("Z0001"))
                            .resourceRecordSets())
                    .singleElement()
                    .satisfies(set -> assertThat(set.ttl()).isEqualTo(5));
        }
    }
}
