package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.ServerVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statements that give an account what it needs, as a server of some version takes them. */
public final class GrantScript {
    /** From here on SUPER has parts, and the status of a replica needs a privilege of its own. */
    public static final ServerVersion SPLIT = ServerVersion.parse("10.5.2");

    private static final String SUPER = "SUPER";
    static final String MONITOR = "SLAVE MONITOR";

    private GrantScript() {}

    /** A privilege that only the account for the server's own statements needs, by its name on that version. */
    public static String named(String privilege, ServerVersion version) {
        if (version.compareTo(SPLIT) >= 0) {
            return privilege;
        }
        return switch (privilege) {
            case MONITOR -> "REPLICATION CLIENT";
            case "RELOAD" -> privilege;
            default -> SUPER;
        };
    }

    /** Nothing where that account needs nothing. */
    public static List<String> of(Set<Need> needs, Need.Account account, String user, ServerVersion version) {
        List<Need> own = needs.stream()
                .sorted()
                .filter(need -> need.account() == account)
                .toList();
        if (own.isEmpty()) {
            return List.of();
        }
        String name = Quoting.account(user, "%");
        List<String> statements = new ArrayList<>();
        statements.add("CREATE USER " + name + " IDENTIFIED BY '…';");
        Map<String, List<Need>> scopes =
                own.stream().collect(Collectors.groupingBy(Need::scope, TreeMap::new, Collectors.toList()));
        scopes.forEach((scope, there) -> statements.add("GRANT " + String.join(", ", privileges(there, version))
                + " ON " + scope + " TO " + name + (there.contains(Need.ACCOUNTS) ? " WITH GRANT OPTION;" : ";")));
        return statements;
    }

    private static Set<String> privileges(List<Need> needs, ServerVersion version) {
        Set<String> privileges = new LinkedHashSet<>();
        for (Need need : needs) {
            need.privileges()
                    .forEach(privilege -> privileges.add(
                            need.account() == Need.Account.PARAMETERS ? named(privilege, version) : privilege));
        }
        if (needs.contains(Need.POSITIONS) && version.compareTo(SPLIT) >= 0) {
            // The status of a replica is shown to who may monitor it.
            privileges.add(MONITOR);
        }
        return privileges;
    }
}
