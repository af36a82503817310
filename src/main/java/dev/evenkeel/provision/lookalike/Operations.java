package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Call;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateBlueGreenDeploymentRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteBlueGreenDeploymentRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeBlueGreenDeploymentsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.SwitchoverBlueGreenDeploymentRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** The operations that the look-alike knows; everything else is refused as unknown. */
final class Operations {
    private interface Work {
        SdkPojo answer(Call call, Callers.Caller caller);
    }

    private final Map<String, Work> byName = new TreeMap<>();

    Operations(World world, Keys keys, Secrets secrets, Zones zones, Surroundings around, Measurements measurements) {
        InstanceBirth birth = new InstanceBirth(world, keys);
        InstanceChange change = new InstanceChange(world);
        GroupOperations groups = new GroupOperations(world);
        SnapshotOperations snapshots = new SnapshotOperations(world, keys);
        rds("DescribeDBInstances", DescribeDbInstancesRequest::builder, new InstanceLook(world)::describe);
        rds("CreateDBInstance", CreateDbInstanceRequest::builder, birth::create);
        rds("CreateDBInstanceReadReplica", CreateDbInstanceReadReplicaRequest::builder, birth::replicate);
        rds("RestoreDBInstanceFromDBSnapshot", RestoreDbInstanceFromDbSnapshotRequest::builder, birth::restore);
        rds("ModifyDBInstance", ModifyDbInstanceRequest::builder, change::modify);
        rds("RebootDBInstance", RebootDbInstanceRequest::builder, change::reboot);
        rds("PromoteReadReplica", PromoteReadReplicaRequest::builder, change::promote);
        rds("DeleteDBInstance", DeleteDbInstanceRequest::builder, change::delete);
        rds("CreateDBParameterGroup", CreateDbParameterGroupRequest::builder, groups::create);
        rds("DescribeDBParameterGroups", DescribeDbParameterGroupsRequest::builder, groups::describe);
        rds("ModifyDBParameterGroup", ModifyDbParameterGroupRequest::builder, groups::modify);
        rds("DescribeDBParameters", DescribeDbParametersRequest::builder, groups::parameters);
        rds("DeleteDBParameterGroup", DeleteDbParameterGroupRequest::builder, groups::delete);
        rds("CreateDBSnapshot", CreateDbSnapshotRequest::builder, snapshots::create);
        rds("CopyDBSnapshot", CopyDbSnapshotRequest::builder, snapshots::copy);
        rds("DescribeDBSnapshots", DescribeDbSnapshotsRequest::builder, snapshots::describe);
        rds("DeleteDBSnapshot", DeleteDbSnapshotRequest::builder, snapshots::delete);
        BlueGreenOperations deployments = new BlueGreenOperations(world, birth);
        rds("CreateBlueGreenDeployment", CreateBlueGreenDeploymentRequest::builder, deployments::create);
        rds("DescribeBlueGreenDeployments", DescribeBlueGreenDeploymentsRequest::builder, deployments::describe);
        rds("SwitchoverBlueGreenDeployment", SwitchoverBlueGreenDeploymentRequest::builder, deployments::switchOver);
        rds("DeleteBlueGreenDeployment", DeleteBlueGreenDeploymentRequest::builder, deployments::delete);
        rds("DescribeDBEngineVersions", DescribeDbEngineVersionsRequest::builder, around::versions);
        rds(
                "DescribePendingMaintenanceActions",
                DescribePendingMaintenanceActionsRequest::builder,
                around::maintenance);
        rds("DescribeEvents", DescribeEventsRequest::builder, around::events);
        rds("AddTagsToResource", AddTagsToResourceRequest::builder, around::add);
        rds("ListTagsForResource", ListTagsForResourceRequest::builder, around::list);
        add("cloudwatch:GetMetricData", GetMetricDataRequest::builder, measurements::get);
        add("kms:DescribeKey", DescribeKeyRequest::builder, keys::describe);
        add("secretsmanager:GetSecretValue", GetSecretValueRequest::builder, secrets::get);
        add("secretsmanager:PutSecretValue", PutSecretValueRequest::builder, secrets::put);
        add("secretsmanager:UpdateSecretVersionStage", UpdateSecretVersionStageRequest::builder, secrets::label);
        add("route53:ChangeResourceRecordSets", ChangeResourceRecordSetsRequest::builder, zones::change);
        add("route53:ListResourceRecordSets", ListResourceRecordSetsRequest::builder, zones::list);
        add("route53:GetChange", GetChangeRequest::builder, zones::get);
        byCaller("sts:GetCallerIdentity", GetCallerIdentityRequest::builder, (asked, caller) -> around.caller(caller));
    }

    private <Q> void rds(String name, Supplier<? extends SdkPojo> request, Function<Q, SdkPojo> work) {
        add("rds:" + name, request, work);
    }

    private <Q> void add(String name, Supplier<? extends SdkPojo> request, Function<Q, SdkPojo> work) {
        byCaller(name, request, (Q asked, Callers.Caller caller) -> work.apply(asked));
    }

    private <Q> void byCaller(
            String name, Supplier<? extends SdkPojo> request, BiFunction<Q, Callers.Caller, SdkPojo> work) {
        byName.put(name, (call, caller) -> {
            // The builder and what it builds are of one model, which no type says.
            @SuppressWarnings("unchecked")
            Q asked = (Q) call.filled(request.get());
            return work.apply(asked, caller);
        });
    }

    SdkPojo run(Call call, Callers.Caller caller) {
        return Optional.ofNullable(byName.get(call.service() + ":" + call.operation()))
                .orElseThrow(() -> new Refusal(
                        "InvalidAction",
                        400,
                        "The look-alike does not know " + call.operation() + " of " + call.service()))
                .answer(call, caller);
    }
}
