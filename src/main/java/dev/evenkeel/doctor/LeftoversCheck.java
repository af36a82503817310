package dev.evenkeel.doctor;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.trial.OwnThings;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.replication.control.ReplicaControl;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.replication.control.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs before this one left, with what removes it. */
final class LeftoversCheck implements Check {
    @Override
    public String area() {
        return "leftovers";
    }

    @Override
    public List<Finding> look(Examined examined) {
        List<Finding> found = new ArrayList<>();
        if (examined.reachable().contains(Role.SOURCE)) {
            account(examined).ifPresent(found::add);
        }
        if (examined.reachable().contains(Role.REPLICA)) {
            replica(examined.there().master(Role.REPLICA)).ifPresent(found::add);
        }
        if (examined.reachable().contains(Role.TARGET)) {
            target(examined.there().master(Role.TARGET)).ifPresent(found::add);
        }
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            if (examined.reachable().contains(role)) {
                fences(role, examined.there().master(role)).ifPresent(found::add);
            }
        }
        found.addAll(runs(examined.reports()));
        if (found.isEmpty()) {
            found.add(Finding.fine(area(), "earlier runs", "nothing is left of them"));
        }
        return found;
    }

    private Optional<Finding> account(Examined examined) {
        String user = examined.there().replication().user();
        boolean there = new SourceSettings(examined.there().master(Role.SOURCE), statement -> {}).hasUser(user);
        return there
                ? Optional.of(Finding.problem(
                        area(),
                        Role.SOURCE.label(),
                        "the account " + user + " exists, which a run makes for the target's replication",
                        Optional.of("DROP USER " + Quoting.account(user, "%") + ";")))
                : Optional.empty();
    }

    private Optional<Finding> fences(Role role, Server server) {
        try (Session session = server.open()) {
            List<String> foreign = OwnThings.foreign(session);
            if (!foreign.isEmpty()) {
                return Optional.of(Finding.notice(
                        area(),
                        role.label(),
                        "the database by which rehearse --fence-only would measure holds what evenkeel has not made: "
                                + String.join(", ", foreign),
                        Optional.empty()));
            }
            List<String> left = OwnThings.left(session);
            return left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Finding.problem(
                            area(),
                            role.label(),
                            "rehearse --fence-only was ended in the middle, or is under way: its account or its database"
                                    + " is there",
                            Optional.of(String.join(" ", left))));
        }
    }

    private Optional<Finding> replica(Server server) {
        Optional<ReplicaStatus> status = replication(server).status();
        if (status.isEmpty()) {
            return Optional.of(Finding.problem(
                    area(),
                    Role.REPLICA.label(),
                    "it follows no source, must be a replica of the source",
                    Optional.empty()));
        }
        return status.filter(ReplicaStatus::stopped)
                .map(stopped -> Finding.problem(
                        area(),
                        Role.REPLICA.label(),
                        "its replication is stopped",
                        Optional.of(statement(server, "CALL mysql.rds_start_replication;", "START SLAVE;"))));
    }

    private Optional<Finding> target(Server server) {
        return replication(server)
                .status()
                .map(follows -> Finding.problem(
                        area(),
                        Role.TARGET.label(),
                        "it follows a source, must follow none",
                        Optional.of(statement(
                                server,
                                "CALL mysql.rds_stop_replication; CALL mysql.rds_reset_external_master;",
                                "STOP SLAVE; RESET SLAVE ALL;"))));
    }

    private static ReplicaControl replication(Server server) {
        return new ReplicaControl(server, Optional.empty(), statement -> {}, control(server));
    }

    private static String statement(Server server, String procedure, String own) {
        return control(server) == Control.PROCEDURES ? procedure : own;
    }

    private static Control control(Server server) {
        try (Session session = server.open()) {
            return Control.of(session);
        }
    }

    private List<Finding> runs(Path reports) {
        if (!Files.isDirectory(reports)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(reports)) {
            return folders.filter(folder -> !Files.isSymbolicLink(folder))
                    .filter(folder -> Files.isRegularFile(folder.resolve("journal.ndjson")))
                    .sorted()
                    .filter(folder -> !ended(folder))
                    .map(folder -> Finding.notice(
                            area(),
                            folder.getFileName().toString(),
                            "the run has no end in its journal: it is still running, or was killed",
                            Optional.of("evenkeel report " + folder)))
                    .toList();
        } catch (IOException e) {
            return List.of(Finding.unknown(
                    area(), "earlier runs", "the folder " + reports + " cannot be read (" + e.getMessage() + ")"));
        }
    }

    private static boolean ended(Path folder) {
        return JournalReader.read(folder).stream().anyMatch(entry -> EventCodec.read(entry) instanceof RunEvent.Ended);
    }
}
