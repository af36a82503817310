package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** Snapshots: copies of a server's data folder. A copy with a key of an open snapshot is how data come to be encrypted. */
final class SnapshotOperations {
    private static final Duration TAKING = Duration.ofMinutes(3);

    private final World world;
    private final Keys keys;

    SnapshotOperations(World world, Keys keys) {
        this.world = world;
        this.keys = keys;
    }

    CreateDbSnapshotResponse create(CreateDbSnapshotRequest asked) {
        Instance instance = world.instance(asked.dbInstanceIdentifier());
        InstanceChange.requireAvailable(
                instance,
                "Cannot create a snapshot because the database instance " + instance.id() + " is not available");
        refuseTaken(asked.dbSnapshotIdentifier());
        Path data = world.newFolder(asked.dbSnapshotIdentifier());
        instance.server().copyData(data);
        instance.course().then("backing-up", TAKING, () -> {});
        DBSnapshot shown = DBSnapshot.builder()
                .dbSnapshotIdentifier(asked.dbSnapshotIdentifier())
                .dbSnapshotArn(world.arn("snapshot", asked.dbSnapshotIdentifier()))
                .dbInstanceIdentifier(instance.id())
                .dbiResourceId(instance.facts().dbiResourceId())
                .engine(instance.facts().engine())
                .engineVersion(instance.facts().engineVersion())
                .masterUsername(instance.facts().masterUsername())
                .allocatedStorage(instance.facts().allocatedStorage())
                .encrypted(instance.facts().storageEncrypted())
                .kmsKeyId(instance.facts().kmsKeyId())
                .snapshotType("manual")
                .snapshotCreateTime(world.now())
                .build();
        return CreateDbSnapshotResponse.builder()
                .dbSnapshot(shown(put(
                        new Snapshot(shown, data, instance.master(), instance.replica(), new Course(world.pace())),
                        asked.tags())))
                .build();
    }

    private Snapshot put(Snapshot snapshot, List<Tag> tags) {
        snapshot.course().then("creating", TAKING, () -> {});
        world.put(snapshot);
        world.tags(snapshot.shown().dbSnapshotArn()).addAll(tags);
        return snapshot;
    }

    private void refuseTaken(String id) {
        if (world.hasSnapshot(id)) {
            throw new Refusal(
                    "DBSnapshotAlreadyExists",
                    400,
                    "Cannot create the snapshot because one with the identifier " + id + " already exists.");
        }
    }

    CopyDbSnapshotResponse copy(CopyDbSnapshotRequest asked) {
        Snapshot from = world.snapshot(asked.sourceDBSnapshotIdentifier());
        if (!from.course().idle()) {
            throw new Refusal(
                    "InvalidDBSnapshotState",
                    400,
                    "Cannot copy the snapshot " + asked.sourceDBSnapshotIdentifier() + ", it is not available");
        }
        refuseTaken(asked.targetDBSnapshotIdentifier());
        DBSnapshot.Builder shown = from.shown().toBuilder()
                .dbSnapshotIdentifier(asked.targetDBSnapshotIdentifier())
                .dbSnapshotArn(world.arn("snapshot", asked.targetDBSnapshotIdentifier()))
                .sourceDBSnapshotIdentifier(from.shown().dbSnapshotArn())
                .snapshotCreateTime(world.now());
        if (asked.kmsKeyId() != null) {
            shown.encrypted(true).kmsKeyId(keys.usable(asked.kmsKeyId()));
        }
        return CopyDbSnapshotResponse.builder()
                .dbSnapshot(shown(put(
                        new Snapshot(
                                shown.build(), from.data(), from.master(), from.ofReplica(), new Course(world.pace())),
                        asked.tags())))
                .build();
    }

    DescribeDbSnapshotsResponse describe(DescribeDbSnapshotsRequest asked) {
        List<Snapshot> snapshots = asked.dbSnapshotIdentifier() == null
                ? world.snapshots().stream()
                        .filter(each -> asked.dbInstanceIdentifier() == null
                                || asked.dbInstanceIdentifier()
                                        .equals(each.shown().dbInstanceIdentifier()))
                        .toList()
                : List.of(world.snapshot(asked.dbSnapshotIdentifier()));
        snapshots.forEach(each -> each.course().look());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(snapshots.stream().map(SnapshotOperations::shown).toList())
                .build();
    }

    private static DBSnapshot shown(Snapshot snapshot) {
        boolean ready = snapshot.course().idle();
        return snapshot.shown().toBuilder()
                .status(snapshot.course().status().orElse(Instance.AVAILABLE))
                .percentProgress(ready ? 100 : 50)
                .build();
    }

    DeleteDbSnapshotResponse delete(DeleteDbSnapshotRequest asked) {
        Snapshot snapshot = world.snapshot(asked.dbSnapshotIdentifier());
        world.removeSnapshot(asked.dbSnapshotIdentifier());
        return DeleteDbSnapshotResponse.builder().dbSnapshot(shown(snapshot)).build();
    }
}
