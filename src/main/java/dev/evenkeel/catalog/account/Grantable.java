package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/** What the account at hand may pass on to others: what it holds itself, with the grant option. */
final class Grantable {
    private static final String EVERYTHING = "ALL PRIVILEGES ON *.*";
    private static final String OPTION = "GRANT OPTION ON ";
    private static final String PROXY = "PROXY";
    private static final String EVERYWHERE = "*.*";

    private final SortedSet<String> held;

    private Grantable(SortedSet<String> held) {
        this.held = held;
    }

    static Grantable by(Session session) {
        String account = session.text("SELECT CURRENT_USER()");
        GrantReader reader = new GrantReader(session::can, account.substring(0, account.lastIndexOf('@')), "");
        session.list("SHOW GRANTS", row -> row.text(1)).forEach(line -> read(reader, line));
        return new Grantable(reader.privileges());
    }

    /** Those of its roles are of no use for others here, and are in lines of their own. */
    private static void read(GrantReader reader, String line) {
        reader.read(line);
    }

    /** All that the account holds itself, in normal form. */
    SortedSet<String> held() {
        return held;
    }

    /** @param grant in normal form, for example {@code SELECT (`a`) ON `shop`.`orders`} */
    boolean holds(String grant) {
        int on = grant.lastIndexOf(" ON ");
        if (on < 0) {
            // A role: who made it may give it, and the roles are made here.
            return true;
        }
        String object = grant.substring(on + " ON ".length());
        String privilege = bare(grant.substring(0, on));
        if (privilege.equals(PROXY) || object.startsWith("'")) {
            // To stand in for others is not part of ALL PRIVILEGES, and given by who may do it for them or for anybody.
            return Stream.of(object, Quoting.account("", "%"), Quoting.account("", ""))
                    .anyMatch(scope -> held.contains(OPTION + scope) && held.contains(PROXY + " ON " + scope));
        }
        return scopes(object).stream()
                .anyMatch(scope -> held.contains(OPTION + scope)
                        && (privilege.equals("GRANT OPTION")
                                || held.contains(privilege + " ON " + scope)
                                || scope.equals(EVERYWHERE) && held.contains(EVERYTHING)));
    }

    /** A privilege on columns is given by who has it on the table. */
    private static String bare(String privilege) {
        int columns = privilege.indexOf(" (");
        return columns < 0 ? privilege : privilege.substring(0, columns);
    }

    private static List<String> scopes(String object) {
        List<String> scopes = new ArrayList<>(List.of(EVERYWHERE, object));
        int point = object.indexOf("`.");
        if (point > 0) {
            scopes.add(object.substring(object.indexOf('`'), point + 1) + ".*");
        }
        return scopes;
    }
}
