package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;

/** Parameter groups. A value reaches the servers that use the group some time after it was set. */
final class GroupOperations {
    private static final int AT_ONCE = 20;
    private static final Duration APPLYING = Duration.ofSeconds(5);

    private final World world;

    GroupOperations(World world) {
        this.world = world;
    }

    CreateDbParameterGroupResponse create(CreateDbParameterGroupRequest asked) {
        if (world.hasGroup(asked.dbParameterGroupName())) {
            throw new Refusal(
                    "DBParameterGroupAlreadyExists",
                    400,
                    "Parameter group " + asked.dbParameterGroupName() + " already exists");
        }
        Group group = new Group(asked.dbParameterGroupName(), asked.dbParameterGroupFamily(), asked.description());
        world.add(group);
        world.tags(world.arn("pg", group.name())).addAll(asked.tags());
        return CreateDbParameterGroupResponse.builder()
                .dbParameterGroup(shown(group))
                .build();
    }

    DescribeDbParameterGroupsResponse describe(DescribeDbParameterGroupsRequest asked) {
        List<Group> groups = asked.dbParameterGroupName() == null
                ? List.copyOf(world.groups())
                : List.of(world.group(asked.dbParameterGroupName()));
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(groups.stream().map(this::shown).toList())
                .build();
    }

    private DBParameterGroup shown(Group group) {
        return DBParameterGroup.builder()
                .dbParameterGroupName(group.name())
                .dbParameterGroupFamily(group.family())
                .description(group.description())
                .dbParameterGroupArn(world.arn("pg", group.name()))
                .build();
    }

    ModifyDbParameterGroupResponse modify(ModifyDbParameterGroupRequest asked) {
        Group group = world.group(asked.dbParameterGroupName());
        if (group.isDefault()) {
            throw new Refusal(
                    "InvalidParameterValue", 400, "A default parameter group can't be modified: " + group.name());
        }
        if (asked.parameters().size() > AT_ONCE) {
            throw new Refusal("InvalidParameterValue", 400, "At most 20 parameters can be modified in one request");
        }
        if (world.instances().stream()
                .anyMatch(each -> each.group().name().equals(group.name())
                        && !each.applying().idle())) {
            throw new Refusal(
                    "InvalidDBParameterGroupState",
                    400,
                    "The parameter group " + group.name() + " is being applied to an instance");
        }
        for (Parameter parameter : asked.parameters()) {
            Parameters.Known known = Parameters.known(parameter.parameterName());
            if (!known.dynamic() && parameter.applyMethod() == ApplyMethod.IMMEDIATE) {
                throw new Refusal(
                        "InvalidParameterCombination",
                        400,
                        "cannot use immediate apply method for static parameter: " + parameter.parameterName());
            }
        }
        Map<String, String> atOnce = new TreeMap<>();
        boolean later = false;
        for (Parameter parameter : asked.parameters()) {
            group.values().put(parameter.parameterName(), parameter.parameterValue());
            if (parameter.applyMethod() == ApplyMethod.IMMEDIATE) {
                atOnce.put(parameter.parameterName(), parameter.parameterValue());
            } else {
                later = true;
            }
        }
        for (Instance instance : world.instances()) {
            if (instance.group().name().equals(group.name())) {
                if (!atOnce.isEmpty()) {
                    instance.applying().then("applying", APPLYING, () -> atOnce.forEach(instance::apply));
                }
                if (later) {
                    instance.needsReboot();
                }
            }
        }
        return ModifyDbParameterGroupResponse.builder()
                .dbParameterGroupName(group.name())
                .build();
    }

    DescribeDbParametersResponse parameters(DescribeDbParametersRequest asked) {
        return DescribeDbParametersResponse.builder()
                .parameters(Parameters.shown(
                                world.group(asked.dbParameterGroupName()).values())
                        .filter(parameter ->
                                asked.source() == null || asked.source().equals(parameter.source()))
                        .toList())
                .build();
    }

    DeleteDbParameterGroupResponse delete(DeleteDbParameterGroupRequest asked) {
        Group group = world.group(asked.dbParameterGroupName());
        if (world.instances().stream().anyMatch(each -> each.group().name().equals(group.name()))) {
            throw new Refusal(
                    "InvalidDBParameterGroupState",
                    400,
                    "One or more database instances are still members of this parameter group " + group.name()
                            + ", so the group cannot be deleted");
        }
        world.removeGroup(group.name());
        return DeleteDbParameterGroupResponse.builder().build();
    }
}
