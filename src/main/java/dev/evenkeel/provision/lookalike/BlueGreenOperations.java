package dev.evenkeel.provision.lookalike;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.BlueGreenDeployment;
import software.amazon.awssdk.services.rds.model.CreateBlueGreenDeploymentRequest;
import software.amazon.awssdk.services.rds.model.CreateBlueGreenDeploymentResponse;
import software.amazon.awssdk.services.rds.model.DeleteBlueGreenDeploymentRequest;
import software.amazon.awssdk.services.rds.model.DeleteBlueGreenDeploymentResponse;
import software.amazon.awssdk.services.rds.model.DescribeBlueGreenDeploymentsRequest;
import software.amazon.awssdk.services.rds.model.DescribeBlueGreenDeploymentsResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.SwitchoverBlueGreenDeploymentRequest;
import software.amazon.awssdk.services.rds.model.SwitchoverBlueGreenDeploymentResponse;
import software.amazon.awssdk.services.rds.model.SwitchoverDetail;
import software.amazon.awssdk.services.rds.model.TargetResourceConfiguration;

/** Blue/Green deployments: green is a copy that follows blue, and takes its name at the switchover. */
final class BlueGreenOperations {
    private static final Duration PROVISIONING = Duration.ofMinutes(10);
    private static final Duration SWITCHING = Duration.ofSeconds(5);
    private static final int USUAL_TIMEOUT = 300;
    private static final String READY = "AVAILABLE";

    private final World world;
    private final InstanceBirth birth;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** One deployment: who is in it, and how it is when nothing is under way. */
    private static final class Entry {
        private final Instance blue;
        private final Instance green;
        private final Course course;
        private BlueGreenDeployment shown;
        private String stands = READY;
        private String details = "";

        private Entry(Instance blue, Instance green, Course course, BlueGreenDeployment shown) {
            this.blue = blue;
            this.green = green;
            this.course = course;
            this.shown = shown;
        }

        private BlueGreenDeployment look() {
            String status = course.status().orElse(stands);
            return shown.toBuilder()
                    .status(status)
                    .statusDetails(details)
                    .source(blue.facts().dbInstanceArn())
                    .target(green.facts().dbInstanceArn())
                    .switchoverDetails(SwitchoverDetail.builder()
                            .sourceMember(blue.facts().dbInstanceArn())
                            .targetMember(green.facts().dbInstanceArn())
                            .status(status)
                            .build())
                    .build();
        }
    }

    BlueGreenOperations(World world, InstanceBirth birth) {
        this.world = world;
        this.birth = birth;
    }

    private Entry entry(String id) {
        return Optional.ofNullable(entries.get(id))
                .orElseThrow(() -> new Refusal(
                        "BlueGreenDeploymentNotFoundFault", 404, "BlueGreenDeployment " + id + " not found."));
    }

    CreateBlueGreenDeploymentResponse create(CreateBlueGreenDeploymentRequest asked) {
        if (entries.values().stream()
                .anyMatch(each -> each.shown.blueGreenDeploymentName().equals(asked.blueGreenDeploymentName()))) {
            throw new Refusal(
                    "BlueGreenDeploymentAlreadyExistsFault",
                    400,
                    "A blue/green deployment with the name " + asked.blueGreenDeploymentName() + " already exists");
        }
        Instance blue = world.instance(asked.source());
        InstanceChange.requireAvailable(blue, "The source DB instance is not in available state");
        if (blue.facts().backupRetentionPeriod() == 0) {
            throw new Refusal(
                    "SourceDatabaseNotSupportedFault",
                    400,
                    "Automated backups must be enabled for the source database of a blue/green deployment");
        }
        Optional<String> key = asked.targetResourceConfigurations().stream()
                .filter(each -> blue.facts().dbInstanceArn().equals(each.sourceArn()))
                .map(TargetResourceConfiguration::targetKmsKeyId)
                .filter(each -> each != null)
                .findFirst();
        Instance green = birth.green(
                blue,
                blue.id() + "-green-" + String.format("%06d", world.next()),
                asked.targetDBParameterGroupName(),
                asked.targetEngineVersion(),
                asked.targetDBInstanceClass(),
                key);
        String id = String.format("bgd-lookalike%06d", world.next());
        Entry entry = new Entry(
                blue,
                green,
                new Course(world.pace())
                        .then("PROVISIONING", PROVISIONING, () -> green.course().finish()),
                BlueGreenDeployment.builder()
                        .blueGreenDeploymentIdentifier(id)
                        .blueGreenDeploymentName(asked.blueGreenDeploymentName())
                        .createTime(world.now())
                        .tagList(asked.tags())
                        .build());
        entries.put(id, entry);
        return CreateBlueGreenDeploymentResponse.builder()
                .blueGreenDeployment(entry.look())
                .build();
    }

    DescribeBlueGreenDeploymentsResponse describe(DescribeBlueGreenDeploymentsRequest asked) {
        List<Entry> found = asked.blueGreenDeploymentIdentifier() == null
                ? entries.values().stream()
                        .filter(each -> asked.filters().stream().allMatch(filter -> passes(each, filter)))
                        .toList()
                : List.of(entry(asked.blueGreenDeploymentIdentifier()));
        found.forEach(each -> each.course.look());
        return DescribeBlueGreenDeploymentsResponse.builder()
                .blueGreenDeployments(found.stream().map(Entry::look).toList())
                .build();
    }

    private static boolean passes(Entry entry, Filter filter) {
        return switch (filter.name()) {
            case "blue-green-deployment-name" -> filter.values().contains(entry.shown.blueGreenDeploymentName());
            case "blue-green-deployment-identifier" ->
                filter.values().contains(entry.shown.blueGreenDeploymentIdentifier());
            default -> throw new Refusal("InvalidParameterValue", 400, "Unrecognized filter name: " + filter.name());
        };
    }

    SwitchoverBlueGreenDeploymentResponse switchOver(SwitchoverBlueGreenDeploymentRequest asked) {
        Entry entry = entry(asked.blueGreenDeploymentIdentifier());
        if (!entry.course.idle() || !entry.stands.equals(READY) && !entry.stands.equals("SWITCHOVER_FAILED")) {
            throw new Refusal(
                    "InvalidBlueGreenDeploymentStateFault",
                    400,
                    "The blue/green deployment is " + entry.look().status() + ", it must be AVAILABLE");
        }
        int timeout = asked.switchoverTimeout() == null ? USUAL_TIMEOUT : asked.switchoverTimeout();
        entry.details = "";
        entry.course.then("SWITCHOVER_IN_PROGRESS", SWITCHING, () -> carryOut(entry, timeout));
        return SwitchoverBlueGreenDeploymentResponse.builder()
                .blueGreenDeployment(entry.look())
                .build();
    }

    /** What stops it leaves everything as it was. */
    private void carryOut(Entry entry, int timeout) {
        Optional<String> obstacle = new Switchover(entry.blue.admin(), entry.green.admin()).obstacle();
        if (obstacle.isPresent()) {
            fail(entry, obstacle.get());
            return;
        }
        entry.blue.silence();
        try (Session blue = entry.blue.admin().open();
                Session green = entry.green.admin().open()) {
            Switchover.close(blue);
            if (!Switchover.caughtUp(blue, green, timeout)) {
                blue.execute("SET GLOBAL read_only = 0");
                entry.blue.beat();
                fail(entry, "green did not catch up within " + timeout + " s");
                return;
            }
            Switchover.end(green);
            InstanceBirth.forget(entry.green);
            entry.green.becomesReplica(false);
            String name = entry.blue.id();
            world.rename(entry.blue, name + "-old1");
            world.rename(entry.green, name);
            world.lead(entry.blue.server().endpoint(), entry.green.server().endpoint());
            world.tell(
                    name,
                    SourceType.DB_INSTANCE,
                    "Binary log coordinates in green environment after switchover: " + Switchover.place(green),
                    "notification");
            green.execute("SET GLOBAL read_only = 0");
            entry.green.beat();
        }
        entry.stands = "SWITCHOVER_COMPLETED";
    }

    private void fail(Entry entry, String because) {
        entry.stands = "SWITCHOVER_FAILED";
        entry.details = because;
        world.tell(entry.blue.id(), SourceType.DB_INSTANCE, "Switchover was rolled back: " + because, "failure");
    }

    DeleteBlueGreenDeploymentResponse delete(DeleteBlueGreenDeploymentRequest asked) {
        Entry entry = entry(asked.blueGreenDeploymentIdentifier());
        entries.remove(asked.blueGreenDeploymentIdentifier());
        return DeleteBlueGreenDeploymentResponse.builder()
                .blueGreenDeployment(entry.look().toBuilder().status("DELETING").build())
                .build();
    }

    /** The servers' side of a switchover. */
    private record Switchover(Server blue, Server green) {
        /** Guardrails: what RDS looks at before it closes anything. */
        private Optional<String> obstacle() {
            try (Session session = green.open()) {
                List<String> running = session.list(
                        "SHOW SLAVE STATUS", row -> row.text("Slave_IO_Running") + row.text("Slave_SQL_Running"));
                return running.equals(List.of("YesYes"))
                        ? Optional.empty()
                        : Optional.of("replication on green is not healthy");
            }
        }

        private static void close(Session blue) {
            blue.execute("SET GLOBAL read_only = 1");
            end(blue);
        }

        /** Whoever is connected has to connect again. */
        private static void end(Session session) {
            session.list(
                            "SELECT id FROM information_schema.processlist WHERE user NOT IN"
                                    + " ('rdsadmin', 'rdsrepladmin', 'system user', 'event_scheduler')",
                            row -> row.text(1))
                    .forEach(id -> {
                        try {
                            session.execute("KILL " + id);
                        } catch (DatabaseException e) {
                            // It has ended meanwhile.
                        }
                    });
        }

        private static boolean caughtUp(Session blue, Session green, int timeout) {
            List<String> end = blue.list("SHOW MASTER STATUS", row -> row.text(1) + "', " + row.text(2));
            String answer = green.text("SELECT MASTER_POS_WAIT('" + end.get(0) + ", " + timeout + ")");
            return answer != null && Long.parseLong(answer) >= 0;
        }

        private static String place(Session green) {
            return green.list("SHOW MASTER STATUS", row -> "file " + row.text(1) + " and position " + row.text(2))
                    .get(0);
        }
    }
}
