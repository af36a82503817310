package dev.evenkeel.catalog.account;

import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Quoting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The names of privileges, of which some changed over time and some stand for many. Where a name changed the older one is
 * the normal one: every version takes it.
 */
final class Privileges {
    private static final Map<String, String> SYNONYMS = Map.of(
            "BINLOG MONITOR", "REPLICATION CLIENT",
            "REPLICATION REPLICA ADMIN", "REPLICATION SLAVE ADMIN",
            "REPLICATION REPLICA", "REPLICATION SLAVE",
            "REPLICA MONITOR", "SLAVE MONITOR",
            "DELETE VERSIONING ROWS", "DELETE HISTORY",
            "CREATE TEMPORARY TABLE", "CREATE TEMPORARY TABLES",
            "ALL", "ALL PRIVILEGES");
    private static final Set<String> SPLIT_FROM_SUPER = Set.of(
            "BINLOG ADMIN",
            "BINLOG REPLAY",
            "CONNECTION ADMIN",
            "FEDERATED ADMIN",
            "READ ONLY ADMIN",
            "READ_ONLY ADMIN",
            "REPLICATION MASTER ADMIN",
            "REPLICATION SLAVE ADMIN",
            "SET USER",
            "SLAVE MONITOR");
    private static final List<String> TABLE = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "REFERENCES",
            "INDEX",
            "ALTER",
            "CREATE VIEW",
            "SHOW VIEW",
            "TRIGGER");
    private static final List<String> DATABASE =
            List.of("CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT");
    private static final List<String> ROUTINE = List.of("EXECUTE", "ALTER ROUTINE");

    private Privileges() {}

    /** One privilege as the list of a GRANT names it; columns follow in parentheses. */
    static String normal(List<Token> tokens) {
        StringBuilder name = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        for (Token token : tokens) {
            if (token.is("(") || token.is(")") || token.is(",")) {
                continue;
            }
            boolean column = token.kind() == Kind.NAME
                    || tokens.stream().anyMatch(t -> t.is("(")) && tokens.indexOf(token) > opening(tokens);
            if (column) {
                columns.append(columns.length() == 0 ? "" : ", ")
                        .append(Quoting.identifier(token.text().toLowerCase(Locale.ROOT)));
            } else {
                name.append(name.length() == 0 ? "" : " ").append(token.text().toUpperCase(Locale.ROOT));
            }
        }
        String unified = SYNONYMS.getOrDefault(name.toString(), name.toString());
        return columns.length() == 0 ? unified : unified + " (" + columns + ")";
    }

    /** The older name of a privilege without columns. */
    static String older(String name) {
        return SYNONYMS.getOrDefault(name, name);
    }

    /** {@code UPDATE (`a`, `b`)} is two privileges. */
    static List<String> perColumn(String privilege) {
        int open = privilege.indexOf(" (");
        if (open < 0) {
            return List.of(privilege);
        }
        List<String> single = new ArrayList<>();
        for (String column :
                privilege.substring(open + 2, privilege.length() - 1).split(", (?=`)")) {
            single.add(privilege.substring(0, open) + " (" + column + ")");
        }
        return single;
    }

    /** The privileges that ALL PRIVILEGES means elsewhere and that this server has not. */
    static Set<String> unknown(Predicate<Capability> server) {
        Set<String> unknown = new HashSet<>();
        if (!server.test(Capability.DELETE_HISTORY)) {
            unknown.add("DELETE HISTORY");
        }
        if (!server.test(Capability.SHOW_CREATE_ROUTINE_PRIVILEGE)) {
            unknown.add("SHOW CREATE ROUTINE");
        }
        return unknown;
    }

    /** Whether a server of this kind has a privilege; its name is in normal form. */
    static boolean known(Predicate<Capability> server, String privilege) {
        return !unknown(server).contains(privilege)
                && (server.test(Capability.SPLIT_SUPER) || !SPLIT_FROM_SUPER.contains(privilege));
    }

    /** What ALL PRIVILEGES on something smaller than the server means on that server. */
    static List<String> all(Predicate<Capability> server, String on) {
        List<String> all = new ArrayList<>();
        boolean routine = on.startsWith("PROCEDURE ") || on.startsWith("FUNCTION ") || on.startsWith("PACKAGE ");
        if (routine) {
            all.addAll(ROUTINE);
        } else {
            all.addAll(TABLE);
            if (server.test(Capability.DELETE_HISTORY)) {
                all.add("DELETE HISTORY");
            }
            if (on.endsWith(".*")) {
                all.addAll(DATABASE);
            }
        }
        if (server.test(Capability.SHOW_CREATE_ROUTINE_PRIVILEGE) && (routine || on.endsWith(".*"))) {
            all.add("SHOW CREATE ROUTINE");
        }
        return all;
    }

    private static int opening(List<Token> tokens) {
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.get(at).is("(")) {
                return at;
            }
        }
        return tokens.size();
    }
}
