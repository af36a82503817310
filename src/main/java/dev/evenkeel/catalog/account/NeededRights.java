package dev.evenkeel.catalog.account;

import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what an account holds itself on the whole server with what it needs. Roles and single databases are not looked at. */
public final class NeededRights {
    private NeededRights() {}

    /**
     * The statement that gives an account what it lacks; empty when it lacks nothing.
     *
     * @param needed global privileges, in the names of 10.4
     * @param passedOn with the grant option
     */
    public static Optional<String> lacking(Session session, List<String> needed, boolean passedOn) {
        String account = ServerIdentity.account(session);
        int at = account.lastIndexOf('@');
        String user = account.substring(0, at);
        String host = account.substring(at + 1);
        Set<String> held = session
                .list(
                        "SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = ?"
                                + (passedOn ? " AND IS_GRANTABLE = 'YES'" : ""),
                        row -> row.text(1),
                        "'" + user + "'@'" + host + "'")
                .stream()
                .map(Privileges::older)
                .collect(Collectors.toSet());
        List<String> lacking = new ArrayList<>(needed);
        if (needsMonitor(session)) {
            lacking.add(GrantScript.MONITOR);
        }
        lacking.removeAll(held);
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of("GRANT " + String.join(", ", lacking) + " ON *.* TO " + Quoting.account(user, host)
                        + (passedOn ? " WITH GRANT OPTION" : "") + ";");
    }

    /** To read the status of a replica, where RDS has not left a procedure for it. */
    private static boolean needsMonitor(Session session) {
        return !session.can(Capability.REPLICA_STATUS_FOR_REPLICATION_CLIENT)
                && session.number("SELECT COUNT(*) FROM information_schema.ROUTINES"
                                + " WHERE ROUTINE_SCHEMA = 'mysql' AND ROUTINE_NAME = 'rds_replica_status'")
                        == 0;
    }
}
