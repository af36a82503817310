package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.programs.ServerHome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsRequest;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.PendingMaintenanceAction;
import software.amazon.awssdk.services.rds.model.ResourcePendingMaintenanceActions;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What else RDS tells: versions, maintenance, events, tags; and who is asking. */
final class Surroundings {
    private static final Duration USUAL = Duration.ofMinutes(60);

    private final World world;
    private final List<ResourcePendingMaintenanceActions> maintenance = new ArrayList<>();

    Surroundings(World world) {
        this.world = world;
    }

    /** Something that RDS will do to an instance in its next window. */
    void plan(String instance, String action, Instant from) {
        maintenance.add(ResourcePendingMaintenanceActions.builder()
                .resourceIdentifier(world.arn("db", instance))
                .pendingMaintenanceActionDetails(PendingMaintenanceAction.builder()
                        .action(action)
                        .autoAppliedAfterDate(from)
                        .build())
                .build());
    }

    DescribePendingMaintenanceActionsResponse maintenance(DescribePendingMaintenanceActionsRequest asked) {
        return DescribePendingMaintenanceActionsResponse.builder()
                .pendingMaintenanceActions(maintenance.stream()
                        .filter(each -> asked.resourceIdentifier() == null
                                || each.resourceIdentifier().equals(asked.resourceIdentifier()))
                        .toList())
                .build();
    }

    DescribeDbEngineVersionsResponse versions(DescribeDbEngineVersionsRequest asked) {
        return DescribeDbEngineVersionsResponse.builder()
                .dbEngineVersions(ServerHome.ARTIFACT_VERSIONS.stream()
                        .filter(version -> asked.engineVersion() == null || version.startsWith(asked.engineVersion()))
                        .map(version -> DBEngineVersion.builder()
                                .engine("mariadb")
                                .engineVersion(version)
                                .dbParameterGroupFamily(InstanceBirth.family(version))
                                .status("available")
                                .build())
                        .toList())
                .build();
    }

    DescribeEventsResponse events(DescribeEventsRequest asked) {
        Instant from = Optional.ofNullable(asked.startTime()).orElseGet(() -> world.now()
                .minus(asked.duration() == null ? USUAL : Duration.ofMinutes(asked.duration())));
        return DescribeEventsResponse.builder()
                .events(world.events().stream()
                        .filter(event -> asked.sourceIdentifier() == null
                                || asked.sourceIdentifier().equals(event.sourceIdentifier()))
                        .filter(event -> !event.date().isBefore(from))
                        .toList())
                .build();
    }

    AddTagsToResourceResponse add(AddTagsToResourceRequest asked) {
        List<Tag> tags = world.tags(asked.resourceName());
        for (Tag tag : asked.tags()) {
            tags.removeIf(known -> known.key().equals(tag.key()));
            tags.add(tag);
        }
        return AddTagsToResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest asked) {
        return ListTagsForResourceResponse.builder()
                .tagList(world.tags(asked.resourceName()))
                .build();
    }

    GetCallerIdentityResponse caller(Callers.Caller caller) {
        return GetCallerIdentityResponse.builder()
                .account(World.ACCOUNT)
                .arn(caller.arn())
                .userId("AIDALOOKALIKE")
                .build();
    }
}
