package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.SourceType;

/** What becomes of instances: changed, started again, renamed, promoted, deleted. */
final class InstanceChange {
    private static final Duration NOT_YET = Duration.ofSeconds(10);
    private static final Duration MODIFYING = Duration.ofSeconds(40);
    private static final Duration REBOOTING = Duration.ofSeconds(20);
    private static final Duration RENAMING = Duration.ofMinutes(5);

    private final World world;

    InstanceChange(World world) {
        this.world = world;
    }

    static void requireAvailable(Instance instance, String message) {
        if (!instance.course().idle()) {
            throw new Refusal("InvalidDBInstanceState", 400, message);
        }
    }

    private Instance available(String id) {
        Instance instance = world.instance(id);
        requireAvailable(
                instance,
                "Database instance is not in available state; " + id + " is "
                        + instance.course().status().orElse(""));
        return instance;
    }

    ModifyDbInstanceResponse modify(ModifyDbInstanceRequest asked) {
        Instance instance = available(asked.dbInstanceIdentifier());
        if (asked.dbParameterGroupName() != null) {
            instance.associate(world.group(asked.dbParameterGroupName()));
        }
        if (asked.newDBInstanceIdentifier() != null) {
            rename(instance, asked.newDBInstanceIdentifier().toLowerCase(Locale.ROOT));
        } else if (changesInstance(asked)) {
            instance.change(builder -> builder.pendingModifiedValues(pending(asked)));
            if (Boolean.TRUE.equals(asked.applyImmediately())) {
                // For some seconds it is still shown as available: who waits for that word alone has waited for
                // nothing.
                instance.course().then(Instance.AVAILABLE, NOT_YET, () -> {}).then("modifying", MODIFYING, () -> {
                    instance.change(builder -> inForce(builder, asked));
                    world.tell(
                            instance.id(),
                            SourceType.DB_INSTANCE,
                            "Finished applying modification",
                            "configuration change");
                });
            }
        }
        return ModifyDbInstanceResponse.builder()
                .dbInstance(InstanceLook.shown(instance))
                .build();
    }

    private static boolean changesInstance(ModifyDbInstanceRequest asked) {
        return asked.backupRetentionPeriod() != null
                || asked.allocatedStorage() != null
                || asked.dbInstanceClass() != null
                || asked.multiAZ() != null;
    }

    private static PendingModifiedValues pending(ModifyDbInstanceRequest asked) {
        return PendingModifiedValues.builder()
                .backupRetentionPeriod(asked.backupRetentionPeriod())
                .allocatedStorage(asked.allocatedStorage())
                .dbInstanceClass(asked.dbInstanceClass())
                .multiAZ(asked.multiAZ())
                .build();
    }

    private static DBInstance.Builder inForce(DBInstance.Builder builder, ModifyDbInstanceRequest asked) {
        if (asked.backupRetentionPeriod() != null) {
            builder.backupRetentionPeriod(asked.backupRetentionPeriod());
        }
        if (asked.allocatedStorage() != null) {
            builder.allocatedStorage(asked.allocatedStorage());
        }
        if (asked.dbInstanceClass() != null) {
            builder.dbInstanceClass(asked.dbInstanceClass());
        }
        if (asked.multiAZ() != null) {
            builder.multiAZ(asked.multiAZ());
        }
        return builder.pendingModifiedValues((PendingModifiedValues) null);
    }

    /** The old name is gone at once, and the server is started again. */
    void rename(Instance instance, String name) {
        if (world.find(name).isPresent()) {
            throw new Refusal("DBInstanceAlreadyExists", 400, "DB instance already exists");
        }
        instance.course().then("renaming", RENAMING, instance::reboot);
        world.remove(instance.id());
        instance.change(builder -> builder.dbInstanceIdentifier(name).dbInstanceArn(world.arn("db", name)));
        world.add(instance);
    }

    RebootDbInstanceResponse reboot(RebootDbInstanceRequest asked) {
        Instance instance = available(asked.dbInstanceIdentifier());
        instance.course().then("rebooting", REBOOTING, () -> {
            instance.reboot();
            world.tell(instance.id(), SourceType.DB_INSTANCE, "DB instance restarted", "availability");
        });
        return RebootDbInstanceResponse.builder()
                .dbInstance(InstanceLook.shown(instance))
                .build();
    }

    PromoteReadReplicaResponse promote(PromoteReadReplicaRequest asked) {
        Instance instance = available(asked.dbInstanceIdentifier());
        if (!instance.replica()) {
            throw new Refusal(
                    "InvalidDBInstanceState",
                    400,
                    "DB Instance is not a read replica: " + asked.dbInstanceIdentifier());
        }
        instance.course().then("modifying", MODIFYING, () -> {
            InstanceBirth.forget(instance);
            leaveSource(instance);
            instance.becomesReplica(false);
            instance.change(builder ->
                    builder.readReplicaSourceDBInstanceIdentifier(null).backupRetentionPeriod(1));
            instance.reboot();
        });
        return PromoteReadReplicaResponse.builder()
                .dbInstance(InstanceLook.shown(instance))
                .build();
    }

    private void leaveSource(Instance replica) {
        world.find(replica.facts().readReplicaSourceDBInstanceIdentifier()).ifPresent(source -> {
            List<String> others = source.facts().readReplicaDBInstanceIdentifiers().stream()
                    .filter(id -> !id.equals(replica.id()))
                    .toList();
            source.change(builder -> builder.readReplicaDBInstanceIdentifiers(others));
        });
    }

    DeleteDbInstanceResponse delete(DeleteDbInstanceRequest asked) {
        Instance instance = world.instance(asked.dbInstanceIdentifier());
        if (Boolean.TRUE.equals(instance.facts().deletionProtection())) {
            throw new Refusal(
                    "InvalidParameterCombination",
                    400,
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        if (!Boolean.TRUE.equals(asked.skipFinalSnapshot()) && asked.finalDBSnapshotIdentifier() == null) {
            throw new Refusal(
                    "InvalidParameterCombination",
                    400,
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        if (instance.replica()) {
            leaveSource(instance);
        }
        instance.course().finish();
        instance.course().then("deleting", MODIFYING, () -> {
            world.remove(instance.id());
            instance.close();
        });
        return DeleteDbInstanceResponse.builder()
                .dbInstance(InstanceLook.shown(instance))
                .build();
    }
}
