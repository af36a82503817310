package dev.evenkeel.doctor;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.catalog.account.NeededRights;
import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.replication.control.ControlRights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the accounts of the profile hold, against what the runbooks need; docs/privileges.md has the same as statements. */
final class RightsCheck implements Check {
    private static final Map<Role, List<Need>> MASTER = Map.of(
            Role.SOURCE,
            List.of(Need.OBJECTS, Need.PROCEDURES, Need.SESSIONS, Need.ACCOUNTS, Need.CHANGES, Need.POSITIONS),
            Role.REPLICA,
            List.of(Need.OBJECTS, Need.PROCEDURES, Need.POSITIONS),
            Role.TARGET,
            List.of(
                    Need.OBJECTS,
                    Need.COPY,
                    Need.PROCEDURES,
                    Need.LOCKS,
                    Need.ACCOUNTS,
                    Need.SESSIONS,
                    Need.CHANGES,
                    Need.POSITIONS));

    /** With the procedures of RDS; the fence sets read_only. */
    private static final Map<Role, List<Need>> PARAMETERS = Map.of(
            Role.SOURCE, List.of(Need.READ_ONLY),
            Role.REPLICA, List.of(),
            Role.TARGET, List.of(Need.READ_ONLY));

    @Override
    public String area() {
        return "privileges";
    }

    @Override
    public List<Finding> look(Examined examined) {
        List<Finding> found = new ArrayList<>();
        for (Role role : examined.reachable()) {
            Control control;
            try (Session session = examined.there().master(role).open()) {
                control = Control.of(session);
                found.add(finding(
                        role.label(),
                        ServerIdentity.account(session),
                        NeededRights.lacking(session, Need.privileges(MASTER.get(role)), role != Role.REPLICA)));
            }
            List<String> needed = Need.privileges(
                    control == Control.PROCEDURES ? PARAMETERS.get(role) : ControlRights.NEEDED.get(role));
            if (!needed.isEmpty()) {
                found.add(parameters(role, examined.there().parameters(role), needed));
            }
        }
        return found;
    }

    private Finding parameters(Role role, Optional<Server> account, List<String> needed) {
        if (account.isEmpty()) {
            return Finding.problem(
                    area(),
                    role.label(),
                    "no account for the server's own statements, must be one with " + String.join(", ", needed)
                            + " (up to 10.4: SUPER); give it as servers." + role + ".parameters in the profile",
                    Optional.empty());
        }
        try (Session session = account.get().open()) {
            return finding(role.label(), ServerIdentity.account(session), ControlRights.grant(session, needed));
        }
    }

    private Finding finding(String role, String account, Optional<String> grant) {
        return grant.isEmpty()
                ? Finding.fine(area(), role, account + " holds what the runbooks need")
                : Finding.problem(
                        area(), role, account + " does not hold itself, on *.*, all that the runbooks need", grant);
    }
}
