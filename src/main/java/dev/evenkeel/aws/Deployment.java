package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.Provisioning.BlueGreen;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.BinlogPosition;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.BlueGreenDeployment;
import software.amazon.awssdk.services.rds.model.BlueGreenDeploymentAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.TargetResourceConfiguration;

/** The Blue/Green deployment of one profile. It is called as the profile calls the target, whose identifier RDS chooses. */
final class Deployment implements BlueGreen {
    private static final String SWITCHED = "SWITCHOVER_COMPLETED";
    private static final Set<String> FAILED =
            Set.of("INVALID_CONFIGURATION", "PROVISIONING_FAILED", "SWITCHOVER_FAILED", "DELETING");
    /** RDS takes a timeout from 30 seconds to an hour. */
    private static final long SHORTEST = 30;

    private static final long LONGEST = 3600;
    private static final Duration EVENTS = Duration.ofDays(1);
    private static final Pattern COORDINATES = Pattern.compile(
            "coordinates in green environment after switchover:\\s*file\\s+(\\S+)\\s+and position\\s+(\\d+)",
            Pattern.CASE_INSENSITIVE);

    private final RdsClient rds;
    private final Plane plane;
    private final RdsSpec target;

    Deployment(RdsClient rds, Plane plane, Map<Role, RdsSpec> specs) {
        this.rds = rds;
        this.plane = plane;
        this.target = specs.get(Role.TARGET);
    }

    private Creation creation() {
        return target.creation().orElseThrow();
    }

    @Override
    public String name() {
        return target.instance();
    }

    @Override
    public String toString() {
        return "Blue/Green deployment " + name();
    }

    private Optional<BlueGreenDeployment> find() {
        return Clients.ask(
                        toString(),
                        () -> rds.describeBlueGreenDeployments(request -> request.filters(Filter.builder()
                                .name("blue-green-deployment-name")
                                .values(name())
                                .build())))
                .blueGreenDeployments()
                .stream()
                .findFirst();
    }

    private BlueGreenDeployment needed() {
        return find().orElseThrow(() ->
                new Refused(this + " is not there; a step of the runbook before this one must create it", null));
    }

    /** The ARN of who has a role now. Before a switch the source is the one that the profile names. */
    Optional<String> member(Role role) {
        return find().map(each -> role == Role.SOURCE ? each.source() : each.target());
    }

    @Override
    public void create(String runId) {
        if (find().isPresent()) {
            requireOwn(runId);
            return;
        }
        DBInstance source = plane.instance(Role.SOURCE);
        try {
            Clients.ask(
                    toString(),
                    () -> rds.createBlueGreenDeployment(request -> request.blueGreenDeploymentName(name())
                            .source(source.dbInstanceArn())
                            .targetEngineVersion(creation().version().orElse(source.engineVersion()))
                            .targetDBParameterGroupName(target.instance())
                            .targetDBInstanceClass(creation().type())
                            .targetResourceConfigurations(TargetResourceConfiguration.builder()
                                    .sourceArn(source.dbInstanceArn())
                                    .targetKmsKeyId(creation().key().orElse(null))
                                    .build())
                            .tags(Tag.builder()
                                    .key(Provisioner.TAG)
                                    .value(runId)
                                    .build())));
        } catch (Refused e) {
            if (!(e.getCause() instanceof BlueGreenDeploymentAlreadyExistsException)) {
                throw e;
            }
            requireOwn(runId);
        }
    }

    private void requireOwn(String runId) {
        Optional<String> owner = needed().tagList().stream()
                .filter(tag -> tag.key().equals(Provisioner.TAG))
                .map(Tag::value)
                .findFirst();
        if (!owner.equals(Optional.of(runId))) {
            throw new Refused(
                    this + " is there already, and was not created by this run; choose another name for servers.target"
                            + " in the profile, or delete it if nobody needs it",
                    null);
        }
    }

    @Override
    public State state() {
        BlueGreenDeployment now = needed();
        String status = now.status().toUpperCase(Locale.ROOT);
        String details = now.statusDetails() == null || now.statusDetails().isBlank() ? "" : ", " + now.statusDetails();
        return new State(
                status + details, status.equals("AVAILABLE"), status.equals(SWITCHED), FAILED.contains(status));
    }

    @Override
    public void switchOver(Duration limit) {
        // Who is who must be known before the names move.
        plane.instance(Role.SOURCE);
        plane.instance(Role.TARGET);
        String id = needed().blueGreenDeploymentIdentifier();
        Clients.ask(
                this + ": switchover",
                () -> rds.switchoverBlueGreenDeployment(request -> request.blueGreenDeploymentIdentifier(id)
                        .switchoverTimeout((int) Math.max(SHORTEST, Math.min(LONGEST, limit.toSeconds())))));
    }

    @Override
    public Optional<BinlogPosition> openedAt() {
        plane.namesMoved();
        String green = plane.instance(Role.TARGET).dbInstanceIdentifier();
        return Clients.ask(
                        "events of " + green,
                        () -> rds.describeEvents(request -> request.sourceIdentifier(green)
                                .sourceType(SourceType.DB_INSTANCE)
                                .duration((int) EVENTS.toMinutes())))
                .events()
                .stream()
                .map(event -> COORDINATES.matcher(event.message()))
                .filter(Matcher::find)
                .map(found -> new BinlogPosition(found.group(1), Long.parseLong(found.group(2))))
                .reduce((earlier, later) -> later);
    }

    @Override
    public void delete(String runId) {
        Optional<BlueGreenDeployment> there = find();
        if (there.isEmpty()) {
            return;
        }
        requireOwn(runId);
        Clients.ask(
                this + ": deletion",
                () -> rds.deleteBlueGreenDeployment(request ->
                        request.blueGreenDeploymentIdentifier(there.get().blueGreenDeploymentIdentifier())));
    }

    @Override
    public String deletingByHand() {
        return "aws rds delete-blue-green-deployment --blue-green-deployment-identifier "
                + find().map(BlueGreenDeployment::blueGreenDeploymentIdentifier).orElse("bgd-…");
    }
}
