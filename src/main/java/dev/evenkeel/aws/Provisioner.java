package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.Provisioning;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Login;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Creates instances, parameter groups and snapshots, each tagged with the run, and deletes only those. */
final class Provisioner implements Provisioning {
    /** The key of the tag; its value is the run's id. */
    static final String TAG = "evenkeel-run";

    private static final String AVAILABLE = "available";
    /** The words that RDS has for an instance or snapshot that will not become available by itself. */
    private static final Set<String> FAILED = Set.of("""
            deleted deleting failed inaccessible-encryption-credentials inaccessible-encryption-credentials-recoverable
            incompatible-network incompatible-option-group incompatible-parameters incompatible-restore
            insufficient-capacity restore-error stopped storage-full""".split("\\s+"));
    /** RDS takes no more in one call. */
    private static final int PARAMETERS_AT_ONCE = 20;

    private final RdsClient rds;
    private final Plane plane;
    private final Map<Role, RdsSpec> specs;

    Provisioner(RdsClient rds, Plane plane, Map<Role, RdsSpec> specs) {
        this.rds = rds;
        this.plane = plane;
        this.specs = specs;
    }

    private Creation creation(Role role) {
        return specs.get(role)
                .creation()
                .orElseThrow(() -> new Refused(
                        role + ": servers." + role + ".create is missing in the profile, so it is not known how the"
                                + " instance is to be created; add it, or take the step out of the runbook",
                        null));
    }

    @Override
    public Made group(Role role) {
        return new Made(Kind.PARAMETER_GROUP, specs.get(role).instance());
    }

    @Override
    public Made instance(Role role) {
        // RDS chooses the name of green.
        boolean green = role == Role.TARGET && plane.blueGreen().isPresent();
        return new Made(
                Kind.INSTANCE,
                green
                        ? plane.instance(role).dbInstanceIdentifier()
                        : specs.get(role).instance());
    }

    /** Snapshots are many: the name holds the run. */
    @Override
    public Made snapshot(String runId, boolean encrypted) {
        String run =
                runId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return new Made(Kind.SNAPSHOT, "evenkeel-" + run + (encrypted ? "-encrypted" : ""));
    }

    private static Tag tag(String runId) {
        return Tag.builder().key(TAG).value(runId).build();
    }

    @Override
    public void createGroup(Role role, String runId) {
        Made group = group(role);
        Map<String, String> parameters = creation(role).parameters();
        create(
                group,
                runId,
                () -> rds.createDBParameterGroup(request -> request.dbParameterGroupName(group.name())
                        .dbParameterGroupFamily(family(role))
                        .description("evenkeel, for the " + role)
                        .tags(tag(runId))));
        List<Parameter> set = parameters.entrySet().stream()
                .map(each -> Parameter.builder()
                        .parameterName(each.getKey())
                        .parameterValue(each.getValue())
                        .applyMethod(ApplyMethod.PENDING_REBOOT)
                        .build())
                .toList();
        for (int from = 0; from < set.size(); from += PARAMETERS_AT_ONCE) {
            List<Parameter> some = set.subList(from, Math.min(set.size(), from + PARAMETERS_AT_ONCE));
            Clients.ask(
                    "parameters of " + group,
                    () -> rds.modifyDBParameterGroup(request ->
                            request.dbParameterGroupName(group.name()).parameters(some)));
        }
    }

    private String version(Role role) {
        return (role == Role.TARGET ? creation(role).version() : Optional.<String>empty())
                .orElseGet(() -> plane.instance(Role.SOURCE).engineVersion());
    }

    /** mariadb10.11 for 10.11.5. */
    private String family(Role role) {
        String[] numbers = version(role).split("\\.");
        return "mariadb" + numbers[0] + "." + numbers[1];
    }

    @Override
    public void createReplica(String runId) {
        Made replica = instance(Role.REPLICA);
        create(
                replica,
                runId,
                () -> rds.createDBInstanceReadReplica(request -> request.dbInstanceIdentifier(replica.name())
                        .sourceDBInstanceIdentifier(specs.get(Role.SOURCE).instance())
                        .dbInstanceClass(creation(Role.REPLICA).type())
                        .dbParameterGroupName(group(Role.REPLICA).name())
                        .tags(tag(runId))));
    }

    @Override
    public void createTarget(String runId) {
        Made target = instance(Role.TARGET);
        Creation creation = creation(Role.TARGET);
        DBInstance source = plane.instance(Role.SOURCE);
        Login login = plane.login(Role.TARGET);
        create(
                target,
                runId,
                () -> rds.createDBInstance(request -> request.dbInstanceIdentifier(target.name())
                        .dbInstanceClass(creation.type())
                        .engine(source.engine())
                        .engineVersion(version(Role.TARGET))
                        .allocatedStorage(creation.storage().orElse(source.allocatedStorage()))
                        .masterUsername(login.user())
                        .masterUserPassword(login.password().reveal())
                        .dbParameterGroupName(group(Role.TARGET).name())
                        .dbSubnetGroupName(
                                source.dbSubnetGroup() == null
                                        ? null
                                        : source.dbSubnetGroup().dbSubnetGroupName())
                        .vpcSecurityGroupIds(securityGroups(source))
                        .publiclyAccessible(source.publiclyAccessible())
                        .backupRetentionPeriod(Math.max(1, source.backupRetentionPeriod()))
                        .storageEncrypted(true)
                        .kmsKeyId(creation.key().orElse(null))
                        .tags(tag(runId))));
    }

    /** Empty for the default ones of the subnet group. */
    private static List<String> securityGroups(DBInstance source) {
        return source.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
    }

    @Override
    public void createSnapshot(String runId) {
        Made snapshot = snapshot(runId, false);
        create(
                snapshot,
                runId,
                () -> rds.createDBSnapshot(request -> request.dbSnapshotIdentifier(snapshot.name())
                        .dbInstanceIdentifier(plane.instance(Role.REPLICA).dbInstanceIdentifier())
                        .tags(tag(runId))));
    }

    @Override
    public void encryptSnapshot(String runId) {
        Made copy = snapshot(runId, true);
        String key = creation(Role.TARGET)
                .key()
                .orElseThrow(() -> new Refused(
                        "target: servers.target.create.key is missing in the profile; a snapshot is encrypted by being"
                                + " copied with a key, so name one",
                        null));
        create(
                copy,
                runId,
                () -> rds.copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier(
                                snapshot(runId, false).name())
                        .targetDBSnapshotIdentifier(copy.name())
                        .kmsKeyId(key)
                        .tags(tag(runId))));
    }

    @Override
    public void restoreTarget(String runId) {
        Made target = instance(Role.TARGET);
        DBInstance source = plane.instance(Role.SOURCE);
        create(
                target,
                runId,
                () -> rds.restoreDBInstanceFromDBSnapshot(request -> request.dbInstanceIdentifier(target.name())
                        .dbSnapshotIdentifier(snapshot(runId, true).name())
                        .dbInstanceClass(creation(Role.TARGET).type())
                        .dbParameterGroupName(group(Role.TARGET).name())
                        .dbSubnetGroupName(
                                source.dbSubnetGroup() == null
                                        ? null
                                        : source.dbSubnetGroup().dbSubnetGroupName())
                        .vpcSecurityGroupIds(securityGroups(source))
                        .publiclyAccessible(source.publiclyAccessible())
                        .tags(tag(runId))));
    }

    /** An answer may have been lost, or an earlier process of the run may have died: then it is there, and whose it is decides. */
    private void create(Made made, String runId, Runnable call) {
        try {
            Clients.ask(made.toString(), () -> {
                call.run();
                return made;
            });
        } catch (Refused e) {
            boolean there = e.getCause() instanceof DbInstanceAlreadyExistsException
                    || e.getCause() instanceof DbParameterGroupAlreadyExistsException
                    || e.getCause() instanceof DbSnapshotAlreadyExistsException;
            if (!there) {
                throw e;
            }
            requireOwn(made, runId, "choose another name in the profile, or delete it if nobody needs it");
        }
    }

    private void requireOwn(Made made, String runId, String remedy) {
        Optional<String> owner = owner(made);
        if (!owner.equals(Optional.of(runId))) {
            throw new Refused(
                    made + " is there already, and was not created by this run ("
                            + owner.map(id -> "its tag " + TAG + " is " + id).orElse("it has no tag " + TAG) + "); "
                            + remedy,
                    null);
        }
    }

    @Override
    public Optional<String> owner(Made made) {
        return arn(made)
                .flatMap(arn -> Clients.ask(
                                "tags of " + made, () -> rds.listTagsForResource(request -> request.resourceName(arn)))
                        .tagList()
                        .stream()
                        .filter(tag -> tag.key().equals(TAG))
                        .map(Tag::value)
                        .findFirst());
    }

    private Optional<String> arn(Made made) {
        try {
            return Optional.of(Clients.ask(made.toString(), () -> switch (made.kind()) {
                case INSTANCE -> described(made).dbInstanceArn();
                case PARAMETER_GROUP ->
                    rds.describeDBParameterGroups(request -> request.dbParameterGroupName(made.name()))
                            .dbParameterGroups()
                            .get(0)
                            .dbParameterGroupArn();
                case SNAPSHOT ->
                    rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(made.name()))
                            .dbSnapshots()
                            .get(0)
                            .dbSnapshotArn();
            }));
        } catch (Refused e) {
            if (e.getCause() instanceof DbInstanceNotFoundException
                    || e.getCause() instanceof DbParameterGroupNotFoundException
                    || e.getCause() instanceof DbSnapshotNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private DBInstance described(Made made) {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(made.name())).dbInstances().stream()
                .findFirst()
                .orElseThrow(() -> DbInstanceNotFoundException.builder()
                        .message(made + " is there no more")
                        .build());
    }

    @Override
    public Progress progress(Made made) {
        if (made.kind() == Kind.SNAPSHOT) {
            String status = Clients.ask(
                            made.toString(),
                            () -> rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier(made.name())))
                    .dbSnapshots()
                    .get(0)
                    .status();
            return new Progress(status, status.equals(AVAILABLE), FAILED.contains(status));
        }
        DBInstance instance = Clients.ask(made.toString(), () -> described(made));
        String groups = instance.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::parameterApplyStatus)
                .collect(Collectors.joining(", "));
        return new Progress(
                instance.dbInstanceStatus() + ", " + groups,
                instance.dbInstanceStatus().equals(AVAILABLE)
                        && groups.equals("in-sync")
                        && instance.endpoint() != null,
                FAILED.contains(instance.dbInstanceStatus()));
    }

    @Override
    public void delete(Made made, String runId) {
        if (arn(made).isEmpty()) {
            return;
        }
        requireOwn(made, runId, "it is left alone");
        Clients.ask(made.toString(), () -> switch (made.kind()) {
            case INSTANCE ->
                rds.deleteDBInstance(
                        request -> request.dbInstanceIdentifier(made.name()).skipFinalSnapshot(true));
            case PARAMETER_GROUP -> rds.deleteDBParameterGroup(request -> request.dbParameterGroupName(made.name()));
            case SNAPSHOT -> rds.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(made.name()));
        });
    }

    @Override
    public String deletingByHand(Made made) {
        return switch (made.kind()) {
            case INSTANCE -> "aws rds delete-db-instance --skip-final-snapshot --db-instance-identifier " + made.name();
            case PARAMETER_GROUP -> "aws rds delete-db-parameter-group --db-parameter-group-name " + made.name();
            case SNAPSHOT -> "aws rds delete-db-snapshot --db-snapshot-identifier " + made.name();
        };
    }
}
