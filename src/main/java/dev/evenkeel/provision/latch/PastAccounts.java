package dev.evenkeel.provision.latch;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who and what the locking of accounts does not stop. */
record PastAccounts(Collection<String> users, Set<String> own) {
    private static final Set<String> HOUSE =
            Set.of("", "rdsadmin", "rdsrepladmin", "rdsproxyadmin", "mariadb.sys", "PUBLIC");

    List<String> in(Session session) {
        Set<String> others = new TreeSet<>();
        session
                .list("SELECT User, Host FROM mysql.user WHERE is_role = 'N'", row -> List.of(row.text(1), row.text(2)))
                .stream()
                .filter(account -> !users.contains(account.get(0))
                        && !own.contains(account.get(0))
                        && !HOUSE.contains(account.get(0)))
                .forEach(account -> others.add(Quoting.account(account.get(0), account.get(1))));
        List<String> passes = new ArrayList<>();
        if (!others.isEmpty()) {
            passes.add("the fence does not keep out the accounts that fence.accounts does not name: "
                    + String.join(", ", others));
        }
        List<String> events = session.text("SELECT @@GLOBAL.event_scheduler").equalsIgnoreCase("ON")
                ? session.list(
                        "SELECT CONCAT(EVENT_SCHEMA, '.', EVENT_NAME, ' (', DEFINER, ')') FROM information_schema.EVENTS"
                                + " WHERE STATUS = 'ENABLED' ORDER BY 1",
                        row -> row.text(1))
                : List.of();
        if (!events.isEmpty()) {
            passes.add("an event runs also while its definer's account is locked: " + String.join(", ", events));
        }
        List<String> definers = session.list(
                "SELECT DISTINCT definer FROM mysql.proc WHERE security_type = 'DEFINER' AND db NOT IN"
                        + " ('mysql', 'sys') ORDER BY 1",
                row -> row.text(1));
        if (!definers.isEmpty()) {
            passes.add(
                    "a routine runs for whoever may call it, also while its definer's account is locked: routines of "
                            + String.join(", ", definers));
        }
        return passes;
    }
}
