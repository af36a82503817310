package dev.evenkeel.doctor;

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
    private static final Map<Role, List<String>> MASTER = Map.of(
            Role.SOURCE,
            List.of(
                    "SELECT",
                    "SHOW VIEW",
                    "TRIGGER",
                    "EVENT",
                    "EXECUTE",
                    "PROCESS",
                    "CREATE USER",
                    "REPLICATION SLAVE",
                    "REPLICATION CLIENT"),
            Role.REPLICA,
            List.of("SELECT", "SHOW VIEW", "TRIGGER", "EVENT", "EXECUTE", "REPLICATION CLIENT"),
            Role.TARGET,
            List.of(
                    "SELECT",
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "CREATE",
                    "DROP",
                    "REFERENCES",
                    "INDEX",
                    "ALTER",
                    "CREATE TEMPORARY TABLES",
                    "CREATE VIEW",
                    "SHOW VIEW",
                    "CREATE ROUTINE",
                    "ALTER ROUTINE",
                    "EXECUTE",
                    "EVENT",
                    "TRIGGER",
                    "LOCK TABLES",
                    "CREATE USER",
                    "PROCESS",
                    "REPLICATION SLAVE",
                    "REPLICATION CLIENT"));

    /** With the procedures of RDS; the fence sets read_only. */
    private static final Map<Role, List<String>> PARAMETERS = Map.of(
            Role.SOURCE, List.of(ControlRights.READ_ONLY),
            Role.REPLICA, List.of(),
            Role.TARGET, List.of(ControlRights.READ_ONLY));

    /** Without them the servers' own statements are sent. */
    private static final Map<Role, List<String>> STATEMENTS = Map.of(
            Role.SOURCE, List.of(ControlRights.READ_ONLY, ControlRights.BINLOG),
            Role.REPLICA, List.of(ControlRights.REPLICATION),
            Role.TARGET, List.of(ControlRights.READ_ONLY, ControlRights.REPLICATION));

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
                        NeededRights.lacking(session, MASTER.get(role), role != Role.REPLICA)));
            }
            List<String> needed = (control == Control.PROCEDURES ? PARAMETERS : STATEMENTS).get(role);
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
