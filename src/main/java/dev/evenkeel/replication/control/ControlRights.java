package dev.evenkeel.replication.control;

import dev.evenkeel.catalog.account.GrantScript;
import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an account may send the statements that control a server. Up to 10.4 that is SUPER; 10.5 split it, and from 10.11 on it no
 * longer includes its parts.
 */
public final class ControlRights {
    /** Where a server is controlled by its own statements. */
    public static final Map<Role, List<Need>> NEEDED = Map.of(
            Role.SOURCE, List.of(Need.READ_ONLY, Need.BINLOGS),
            Role.REPLICA, List.of(Need.REPLICATION),
            Role.TARGET, List.of(Need.READ_ONLY, Need.REPLICATION));

    private static final ServerVersion APART = ServerVersion.parse("10.11.0");
    private static final String SUPER = "SUPER";

    private ControlRights() {}

    /** What the server's second account lacks of these rights, each as a sentence; empty when it may all. */
    public static List<String> lacking(String server, Optional<Server> account, List<String> needed) {
        if (account.isEmpty()) {
            return List.of(server + ": there is no account for its own statements, must be one with "
                    + String.join(", ", needed) + " (up to 10.4: SUPER); give it as servers." + server
                    + ".parameters in the profile");
        }
        try (Session session = account.get().open()) {
            List<String> lacking = missing(session, needed);
            return lacking.isEmpty()
                    ? List.of()
                    : List.of(server + ": " + session.text("SELECT CURRENT_USER()") + " may not control it; GRANT "
                            + String.join(", ", lacking) + " ON *.* TO it");
        }
    }

    /** The statement that gives the session's account what it lacks of these rights; empty when it may all. */
    public static Optional<String> grant(Session session, List<String> needed) {
        List<String> missing = missing(session, needed);
        String user = session.text("SELECT CURRENT_USER()");
        int at = user.lastIndexOf('@');
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("GRANT " + String.join(", ", missing) + " ON *.* TO "
                        + Quoting.account(user.substring(0, at), user.substring(at + 1)) + ";");
    }

    /** Which of these rights the session's account lacks, as they are to be granted on that version. */
    private static List<String> missing(Session session, List<String> needed) {
        String user = session.text("SELECT CURRENT_USER()");
        int at = user.lastIndexOf('@');
        List<String> granted = session.list(
                "SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = ?",
                row -> row.text(1),
                "'" + user.substring(0, at) + "'@'" + user.substring(at + 1) + "'");
        boolean split = session.version().compareTo(GrantScript.SPLIT) >= 0;
        boolean apart = session.version().compareTo(APART) >= 0;
        List<String> lacking = new ArrayList<>();
        for (String right : needed) {
            boolean given = split && granted.contains(right) || !apart && granted.contains(SUPER);
            String grant = GrantScript.named(right, session.version());
            if (!given && !lacking.contains(grant)) {
                lacking.add(grant);
            }
        }
        return lacking;
    }
}
