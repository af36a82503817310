package dev.evenkeel.doctor;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at everything that a run of a profile needs, and reports all of it at once. */
public final class Doctor {
    private static final List<Check> CHECKS =
            List.of(new ServersCheck(), new RightsCheck(), new MachineCheck(), new LeftoversCheck());

    private Doctor() {}

    /**
     * Looks; nothing is started or changed.
     *
     * @param reports the folder of the runs' folders
     * @param learn receives every password before it is used
     */
    public static List<Finding> examine(Profile profile, Path reports, Clock clock, Consumer<Secret> learn) {
        List<Finding> found = new ArrayList<>();
        Set<Role> reachable = EnumSet.noneOf(Role.class);
        if (profile.kind().ours()) {
            found.add(
                    Finding.fine("connection", "all servers", "they are started for each run, and none is there now"));
            return all(new Examined(profile, Optional.empty(), reachable, reports, clock), found);
        }
        try (Servers servers = Environment.open(profile, Observer.NONE, reports, learn, line -> {})) {
            for (Role role : Role.values()) {
                connects(role, servers.master(role), "", found, reachable);
                servers.parameters(role)
                        .ifPresent(server -> connects(role, server, ".parameters", found, EnumSet.noneOf(Role.class)));
            }
            return all(new Examined(profile, Optional.of(servers), reachable, reports, clock), found);
        }
    }

    private static void connects(Role role, Server server, String account, List<Finding> found, Set<Role> reachable) {
        try (Session session = server.open()) {
            session.version();
            reachable.add(role);
        } catch (DatabaseException e) {
            found.add(Finding.problem(
                    "connection",
                    role.label(),
                    e.getMessage() + "; see servers." + role + account + " in the profile",
                    Optional.empty()));
        }
    }

    private static List<Finding> all(Examined examined, List<Finding> found) {
        for (Check check : CHECKS) {
            try {
                found.addAll(check.look(examined));
            } catch (DatabaseException e) {
                // Only of this area; the others are looked at all the same.
                found.add(Finding.unknown(check.area(), "servers", "it could not be looked at: " + e.getMessage()));
            }
        }
        return List.copyOf(found);
    }
}
