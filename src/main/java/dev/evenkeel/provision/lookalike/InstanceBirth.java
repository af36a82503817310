package dev.evenkeel.provision.lookalike;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.embedded.SoloServer;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.Tag;

/** How instances come to be: new, as a replica of another one, from a snapshot. */
final class InstanceBirth {
    private static final Duration CREATING = Duration.ofMinutes(4);
    private static final Duration BACKING_UP = Duration.ofMinutes(2);
    private static final String REPLICA_USER = "rdsrepladmin";

    private final World world;
    private final Keys keys;

    InstanceBirth(World world, Keys keys) {
        this.world = world;
        this.keys = keys;
    }

    CreateDbInstanceResponse create(CreateDbInstanceRequest asked) {
        if (!"mariadb".equals(asked.engine())) {
            throw new Refusal("InvalidParameterValue", 400, "Invalid DB engine: " + asked.engine());
        }
        String version = version(asked.engineVersion());
        boolean encrypted = Boolean.TRUE.equals(asked.storageEncrypted());
        if (asked.kmsKeyId() != null && !encrypted) {
            throw new Refusal(
                    "InvalidParameterCombination",
                    400,
                    "KMS Key Id must be specified only when storage encryption is enabled");
        }
        String id = newId(asked.dbInstanceIdentifier());
        Login master = new Login(asked.masterUsername(), new Secret(asked.masterUserPassword()));
        world.learn().accept(master.password());
        Group group = group(asked.dbParameterGroupName(), version);
        DBInstance shown = newborn(id, version, asked.dbInstanceClass())
                .masterUsername(asked.masterUsername())
                .allocatedStorage(asked.allocatedStorage())
                .backupRetentionPeriod(asked.backupRetentionPeriod() == null ? 1 : asked.backupRetentionPeriod())
                .multiAZ(Boolean.TRUE.equals(asked.multiAZ()))
                .deletionProtection(Boolean.TRUE.equals(asked.deletionProtection()))
                .applyMutation(builder -> keys.encrypt(builder, encrypted, asked.kmsKeyId()))
                .build();
        Instance instance = new Instance(
                shown, launch(id, version, Optional.empty(), group, false), master, group, world.pace(), world.await());
        instance.course()
                .then("creating", CREATING, () -> {
                    instance.install();
                    world.tell(id, SourceType.DB_INSTANCE, "DB instance created", "creation");
                })
                .then("backing-up", BACKING_UP, () -> {});
        add(instance, asked.tags());
        return CreateDbInstanceResponse.builder()
                .dbInstance(InstanceLook.shown(instance))
                .build();
    }

    CreateDbInstanceReadReplicaResponse replicate(CreateDbInstanceReadReplicaRequest asked) {
        Instance source = world.instance(asked.sourceDBInstanceIdentifier());
        InstanceChange.requireAvailable(source, "DB instance is not in available state");
        if (source.facts().backupRetentionPeriod() == 0) {
            throw new Refusal(
                    "InvalidDBInstanceState",
                    400,
                    "Automated backups are not enabled for this database instance. To enable automated backups, use"
                            + " ModifyDBInstance to set the backup retention period to a non-zero value.");
        }
        if (asked.kmsKeyId() != null && !source.facts().storageEncrypted()) {
            throw new Refusal(
                    "InvalidParameterCombination",
                    400,
                    "You cannot create an encrypted Read Replica from an unencrypted DB instance.");
        }
        Group group = asked.dbParameterGroupName() == null
                ? source.group()
                : group(asked.dbParameterGroupName(), source.facts().engineVersion());
        Instance replica = follower(
                source,
                newId(asked.dbInstanceIdentifier()),
                group,
                Optional.ofNullable(asked.dbInstanceClass()),
                builder -> builder.backupRetentionPeriod(0)
                        .readReplicaSourceDBInstanceIdentifier(source.id())
                        .storageEncrypted(source.facts().storageEncrypted())
                        .kmsKeyId(source.facts().kmsKeyId())
                        .storageEncryptionType(source.facts().storageEncryptionType()));
        List<String> replicas = new ArrayList<>(source.facts().readReplicaDBInstanceIdentifiers());
        replicas.add(replica.id());
        source.change(builder -> builder.readReplicaDBInstanceIdentifiers(replicas));
        add(replica, asked.tags());
        return CreateDbInstanceReadReplicaResponse.builder()
                .dbInstance(InstanceLook.shown(replica))
                .build();
    }

    /** Green of a deployment: a copy of blue that follows it, with another key where one is given. */
    Instance green(Instance blue, String id, String groupName, String version, String type, Optional<String> key) {
        if (version != null && !version.equals(blue.facts().engineVersion())) {
            throw new Refusal(
                    "InvalidParameterCombination",
                    400,
                    "The look-alike makes green of blue's version only, "
                            + blue.facts().engineVersion());
        }
        Group group =
                groupName == null ? blue.group() : group(groupName, blue.facts().engineVersion());
        boolean encrypted = key.isPresent() || Boolean.TRUE.equals(blue.facts().storageEncrypted());
        Instance green = follower(blue, newId(id), group, Optional.ofNullable(type), builder -> {
            builder.backupRetentionPeriod(blue.facts().backupRetentionPeriod());
            keys.encrypt(builder, encrypted, key.orElse(blue.facts().kmsKeyId()));
        });
        add(green, List.of());
        return green;
    }

    private Instance follower(
            Instance source, String id, Group group, Optional<String> type, Consumer<DBInstance.Builder> more) {
        Path data = world.newFolder(id);
        source.server().copyData(data);
        BinlogPosition begin = endOfBinlog(data);
        DBInstance shown = newborn(
                        id,
                        source.facts().engineVersion(),
                        type.orElse(source.facts().dbInstanceClass()))
                .masterUsername(source.facts().masterUsername())
                .allocatedStorage(source.facts().allocatedStorage())
                .applyMutation(more)
                .build();
        Instance replica = new Instance(
                shown,
                launch(id, shown.engineVersion(), Optional.of(data), group, true),
                source.master(),
                group,
                world.pace(),
                world.await());
        replica.becomesReplica(true);
        replica.course().then("creating", CREATING, () -> follow(source, replica, begin));
        return replica;
    }

    /** What a copy of a whole data folder contains: its transactions are those of the binlogs in it. */
    private static BinlogPosition endOfBinlog(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            Path last = files.filter(file -> file.getFileName().toString().matches("mysql-bin-changelog\\.\\d+"))
                    .max(java.util.Comparator.comparing(Path::getFileName))
                    .orElseThrow(() -> new IllegalStateException("the source writes no binlog"));
            return new BinlogPosition(last.getFileName().toString(), Files.size(last));
        } catch (IOException e) {
            throw new UncheckedIOException("the copied data cannot be read: " + e, e);
        }
    }

    private void follow(Instance source, Instance replica, BinlogPosition begin) {
        replica.awaitRestored();
        Login login = new Login(REPLICA_USER, StandInServers.randomPassword());
        world.learn().accept(login.password());
        try (Session session = source.admin().open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute(
                    "GRANT REPLICATION SLAVE ON *.* TO ?@'%' IDENTIFIED BY PASSWORD ?",
                    login.user(), PasswordHash.of(login.password()));
        }
        RdsStandIn.followAsReadReplica(
                replica.admin(), source.server().endpoint(), login, begin.file(), begin.offset());
    }

    RestoreDbInstanceFromDbSnapshotResponse restore(RestoreDbInstanceFromDbSnapshotRequest asked) {
        Snapshot snapshot = world.snapshot(asked.dbSnapshotIdentifier());
        if (!snapshot.course().idle()) {
            throw new Refusal(
                    "InvalidDBSnapshotState",
                    400,
                    "The snapshot " + asked.dbSnapshotIdentifier() + " is not available");
        }
        String id = newId(asked.dbInstanceIdentifier());
        DBSnapshot from = snapshot.shown();
        Group group = group(asked.dbParameterGroupName(), from.engineVersion());
        DBInstance shown = newborn(id, from.engineVersion(), asked.dbInstanceClass())
                .masterUsername(from.masterUsername())
                .allocatedStorage(from.allocatedStorage())
                .backupRetentionPeriod(1)
                .applyMutation(builder -> keys.encrypt(builder, from.encrypted(), from.kmsKeyId()))
                .build();
        Instance instance = new Instance(
                shown,
                launch(id, from.engineVersion(), Optional.of(snapshot.data()), group, false),
                snapshot.master(),
                group,
                world.pace(),
                world.await());
        instance.course()
                .then("creating", CREATING, () -> {
                    instance.awaitRestored();
                    forget(instance);
                    instance.beat();
                })
                .then("backing-up", BACKING_UP, () -> {});
        add(instance, asked.tags());
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(InstanceLook.shown(instance))
                .build();
    }

    /** A restored instance follows nobody, whatever the snapshot was of. */
    static void forget(Instance instance) {
        try (Session session = instance.admin().open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("STOP SLAVE");
            session.execute("RESET SLAVE ALL");
            session.execute("DELETE FROM mysql.rds_history WHERE action = 'disable set master'");
            session.execute("DELETE FROM mysql.rds_replication_status");
        }
    }

    private SoloServer launch(String id, String version, Optional<Path> data, Group group, boolean replica) {
        Map<String, String> options = Instance.options(group, replica);
        options.put("skip_slave_start", "1");
        return SoloServer.start(
                id,
                ServerHome.ofArtifact(version, line -> {}),
                1000 + world.next(),
                data,
                options,
                world.adminPassword());
    }

    private void add(Instance instance, List<Tag> tags) {
        world.add(instance);
        world.tags(instance.facts().dbInstanceArn()).addAll(tags);
    }

    private DBInstance.Builder newborn(String id, String version, String type) {
        return DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbInstanceArn(world.arn("db", id))
                .dbiResourceId("db-" + "LOOKALIKE".toUpperCase(Locale.ROOT) + String.format("%017d", world.next()))
                .dbInstanceClass(type)
                .engine("mariadb")
                .engineVersion(version)
                .storageType("gp3")
                .multiAZ(false)
                .deletionProtection(false)
                .autoMinorVersionUpgrade(false)
                .publiclyAccessible(false)
                // Half a day away, so that no rehearsal meets it by the time of day.
                .preferredBackupWindow(window(world.now().plus(Duration.ofHours(12))))
                .preferredMaintenanceWindow("sun:04:00-sun:04:30")
                .caCertificateIdentifier("rds-ca-rsa2048-g1")
                .instanceCreateTime(world.now());
    }

    private static String window(Instant from) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
        return time.format(from) + "-" + time.format(from.plus(Duration.ofMinutes(30)));
    }

    private String newId(String asked) {
        String id = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
        if (!id.matches("[a-z](-?[a-z0-9]){0,62}")) {
            throw new Refusal(
                    "InvalidParameterValue",
                    400,
                    "The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a"
                            + " letter; must contain only ASCII letters, digits, and hyphens; and must not end with a"
                            + " hyphen or contain two consecutive hyphens.");
        }
        if (world.find(id).isPresent()) {
            throw new Refusal("DBInstanceAlreadyExists", 400, "DB instance already exists");
        }
        return id;
    }

    private static String version(String asked) {
        if (!ServerHome.ARTIFACT_VERSIONS.contains(asked)) {
            throw new Refusal(
                    "InvalidParameterCombination",
                    400,
                    "Cannot find version " + asked + " for mariadb; the look-alike has "
                            + String.join(", ", ServerHome.ARTIFACT_VERSIONS));
        }
        return asked;
    }

    static String family(String version) {
        return "mariadb" + version.substring(0, version.lastIndexOf('.'));
    }

    private Group group(String asked, String version) {
        Group group = world.group(asked == null ? Group.defaultName(family(version)) : asked);
        if (!group.family().equals(family(version))) {
            throw new Refusal(
                    "InvalidParameterCombination",
                    400,
                    "The parameter group " + group.name() + " with DBParameterGroupFamily " + group.family()
                            + " can't be used for this instance. Use a parameter group with DBParameterGroupFamily "
                            + family(version));
        }
        return group;
    }
}
