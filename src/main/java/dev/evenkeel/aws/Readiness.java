package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane.Look;
import dev.evenkeel.environment.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.PendingMaintenanceAction;
import software.amazon.awssdk.services.rds.model.SourceType;

/** Looks at everything that RDS shows of instances and that could stop a move or disturb it. */
final class Readiness {
    /** What changes an instance waits while it is backed up, also the second lock after the switch. */
    private static final Duration BEFORE_BACKUP = Duration.ofMinutes(30);

    private static final Duration EVENTS = Duration.ofDays(1);
    private static final String FILTER = "replicate";

    private final Clients clients;
    private final Plane plane;
    private final Set<Role> roles;
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Readiness(Clients clients, Plane plane, Set<Role> roles) {
        this.clients = clients;
        this.plane = plane;
        this.roles = roles;
    }

    Look look(Instant now) {
        Map<Role, DBInstance> instances = new EnumMap<>(Role.class);
        roles.forEach(role -> instances.put(role, plane.instance(role)));
        instances.forEach((role, instance) -> {
            state(role, instance);
            backup(role, instance, now);
            parameters(role, instance);
            maintenance(role, instance);
            events(role, instance);
        });
        relations(instances);
        return new Look(obstacles, notes);
    }

    private void state(Role role, DBInstance instance) {
        plane.renamed(role, instance).ifPresent(obstacles::add);
        if (!instance.dbInstanceStatus().equals("available")) {
            obstacles.add(role + ": " + instance.dbInstanceIdentifier() + " is " + instance.dbInstanceStatus()
                    + ", must be available; wait, or fix what keeps it");
        }
        if (instance.pendingModifiedValues() != null
                && !instance.pendingModifiedValues()
                        .equals(software.amazon.awssdk.services.rds.model.PendingModifiedValues.builder()
                                .build())) {
            obstacles.add(role + ": " + instance.dbInstanceIdentifier() + " has changes that wait for its window ("
                    + changed(instance) + "); apply or withdraw them first");
        }
    }

    private static String changed(DBInstance instance) {
        return instance.pendingModifiedValues().sdkFields().stream()
                .filter(field -> {
                    Object value = field.getValueOrDefault(instance.pendingModifiedValues());
                    return value != null && !(value instanceof List<?> list && list.isEmpty());
                })
                .map(software.amazon.awssdk.core.SdkField::memberName)
                .collect(Collectors.joining(", "));
    }

    private void backup(Role role, DBInstance instance, Instant now) {
        if (role == Role.SOURCE && instance.backupRetentionPeriod() == 0) {
            obstacles.add("source: automated backups are off, and RDS writes no binlog then; set a backup retention of"
                    + " at least one day");
        }
        if (role == Role.TARGET && instance.backupRetentionPeriod() == 0) {
            notes.add("target: automated backups are off, so it writes no binlog and there is no way back after the"
                    + " switch");
        }
        if (instance.backupRetentionPeriod() > 0) {
            Window.parse(instance.preferredBackupWindow())
                    .filter(window -> window.within(now, BEFORE_BACKUP))
                    .ifPresent(window -> obstacles.add(role + ": the backup window of "
                            + instance.dbInstanceIdentifier() + " is " + instance.preferredBackupWindow()
                            + " UTC, which is now or within the next 30 minutes, and what changes an instance waits"
                            + " for the backup's end; begin after it, or move the window"));
        }
    }

    private void parameters(Role role, DBInstance instance) {
        for (DBParameterGroupStatus group : instance.dbParameterGroups()) {
            String name = group.dbParameterGroupName();
            if (!group.parameterApplyStatus().equals("in-sync")) {
                obstacles.add(role + ": the parameter group " + name + " is " + group.parameterApplyStatus()
                        + ", must be in-sync; "
                        + (group.parameterApplyStatus().equals("pending-reboot")
                                ? "restart the instance"
                                : "wait until its values are applied"));
            }
            List<String> filters = Clients.ask(role + ": parameters of " + name, () -> clients
                            .rds
                            .describeDBParametersPaginator(request ->
                                    request.dbParameterGroupName(name).source("user"))
                            .parameters()
                            .stream()
                            .toList())
                    .stream()
                    .filter(Readiness::filters)
                    .map(parameter -> parameter.parameterName() + "=" + parameter.parameterValue())
                    .toList();
            if (!filters.isEmpty()) {
                obstacles.add(role + ": its parameter group " + name + " filters replication ("
                        + String.join(", ", filters) + "); take the filters out, or rows are missing");
            }
        }
    }

    private static boolean filters(Parameter parameter) {
        return parameter.parameterName().startsWith(FILTER)
                && parameter.parameterValue() != null
                && !parameter.parameterValue().isEmpty();
    }

    private void maintenance(Role role, DBInstance instance) {
        List<PendingMaintenanceAction> actions = Clients.ask(
                        role + ": maintenance of " + instance.dbInstanceIdentifier(),
                        () -> clients.rds.describePendingMaintenanceActions(
                                request -> request.resourceIdentifier(instance.dbInstanceArn())))
                .pendingMaintenanceActions()
                .stream()
                .flatMap(resource -> resource.pendingMaintenanceActionDetails().stream())
                .toList();
        if (!actions.isEmpty()) {
            obstacles.add(role + ": RDS is going to change " + instance.dbInstanceIdentifier() + " ("
                    + actions.stream().map(PendingMaintenanceAction::action).collect(Collectors.joining(", "))
                    + ") in its window " + instance.preferredMaintenanceWindow()
                    + " UTC; apply it now, or move the window");
        }
    }

    private void events(Role role, DBInstance instance) {
        List<Event> events = Clients.ask(
                        role + ": events of " + instance.dbInstanceIdentifier(),
                        () -> clients.rds.describeEvents(
                                request -> request.sourceIdentifier(instance.dbInstanceIdentifier())
                                        .sourceType(SourceType.DB_INSTANCE)
                                        .duration((int) EVENTS.toMinutes())))
                .events();
        events.forEach(event -> notes.add(role + ": " + event.date() + " " + event.message()));
    }

    /** What RDS knows of who follows whom. It knows nothing of what its procedures set up. */
    private void relations(Map<Role, DBInstance> instances) {
        DBInstance source = instances.get(Role.SOURCE);
        DBInstance replica = instances.get(Role.REPLICA);
        DBInstance target = instances.get(Role.TARGET);
        if (source != null
                && replica != null
                && !source.dbInstanceIdentifier().equals(replica.readReplicaSourceDBInstanceIdentifier())) {
            obstacles.add("replica: " + replica.dbInstanceIdentifier() + " is a read replica of "
                    + (replica.readReplicaSourceDBInstanceIdentifier() == null
                            ? "nobody"
                            : replica.readReplicaSourceDBInstanceIdentifier())
                    + ", must be one of " + source.dbInstanceIdentifier() + "; name a read replica of the source");
        }
        if (target != null && plane.blueGreen().isEmpty() && target.readReplicaSourceDBInstanceIdentifier() != null) {
            obstacles.add("target: " + target.dbInstanceIdentifier() + " is a read replica of "
                    + target.readReplicaSourceDBInstanceIdentifier()
                    + ", must be nobody's; are source and target given the wrong way round?");
        }
        if (source != null && target != null && Boolean.TRUE.equals(source.storageEncrypted())) {
            notes.add("source: its storage is encrypted already");
        }
        if (source != null
                && target != null
                && source.allocatedStorage() != null
                && target.allocatedStorage() != null
                && target.allocatedStorage() < source.allocatedStorage()) {
            notes.add("target: it has " + target.allocatedStorage() + " GiB of storage, the source "
                    + source.allocatedStorage() + "; see that the data and the binlogs fit");
        }
    }
}
