package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Filter;

/** What is shown of instances. To look is what makes time pass, unless it passes by itself. */
final class InstanceLook {
    private final World world;

    InstanceLook(World world) {
        this.world = world;
    }

    DescribeDbInstancesResponse describe(DescribeDbInstancesRequest asked) {
        List<Instance> looked = (asked.dbInstanceIdentifier() == null
                        ? List.copyOf(world.instances())
                        : List.of(world.instance(asked.dbInstanceIdentifier())))
                .stream()
                        .filter(each -> asked.filters().stream().allMatch(filter -> passes(each, filter)))
                        .toList();
        looked.forEach(InstanceLook::advance);
        return DescribeDbInstancesResponse.builder()
                // What was being deleted may be gone by now.
                .dbInstances(looked.stream()
                        .filter(each -> world.find(each.id()).isPresent())
                        .map(InstanceLook::shown)
                        .toList())
                .build();
    }

    private static boolean passes(Instance instance, Filter filter) {
        return switch (filter.name()) {
            case "dbi-resource-id" -> filter.values().contains(instance.facts().dbiResourceId());
            case "db-instance-id" -> filter.values().contains(instance.id());
            case "engine" -> filter.values().contains(instance.facts().engine());
            default -> throw new Refusal("InvalidParameterValue", 400, "Unrecognized filter name: " + filter.name());
        };
    }

    private static void advance(Instance instance) {
        instance.course().look();
        // What changes an instance waits until its backup, or whatever else keeps it, is over.
        if (instance.course().status().orElse(Instance.AVAILABLE).equals(Instance.AVAILABLE)) {
            instance.applying().look();
        }
    }

    static DBInstance shown(Instance instance) {
        String status = instance.course().status().orElse(Instance.AVAILABLE);
        DBInstance.Builder shown = instance.facts().toBuilder()
                .dbInstanceStatus(status)
                .dbParameterGroups(List.of(DBParameterGroupStatus.builder()
                        .dbParameterGroupName(instance.group().name())
                        .parameterApplyStatus(instance.applyStatus())
                        .build()));
        if (!status.equals("creating")) {
            shown.endpoint(
                    endpoint -> endpoint.address(instance.server().endpoint().host())
                            .port(instance.server().endpoint().port())
                            .hostedZoneId("Z1RLNUO7B9Q6NB"));
        }
        if (instance.replica()) {
            shown.statusInfos(DBInstanceStatusInfo.builder()
                    .statusType("read replication")
                    .normal(true)
                    .status("replicating")
                    .build());
        }
        return shown.build();
    }
}
