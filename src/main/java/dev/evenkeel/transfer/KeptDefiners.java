package dev.evenkeel.transfer;

import dev.evenkeel.catalog.account.DefinerRight;
import dev.evenkeel.mariadb.Session;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whose objects keep their DEFINER on a server: all whose account is there or will be, if the account at hand may create
 * objects for others.
 *
 * @param account at hand, {@code user@host}
 * @param lacking the privilege without which it may not; empty where it may
 * @param accounts that are there or will be, {@code user@host}
 */
public record KeptDefiners(String account, Optional<String> lacking, Set<String> accounts) {
    /** Nobody's. */
    public static final KeptDefiners NONE = new KeptDefiners("", Optional.of("SET USER"), Set.of());

    public KeptDefiners {
        accounts = Set.copyOf(accounts);
    }

    /** @param coming accounts that are copied to the server, {@code user@host} */
    public static KeptDefiners on(Session session, Collection<String> coming) {
        Set<String> accounts = new HashSet<>(coming);
        accounts.addAll(session.list("SELECT User, Host FROM mysql.user", row -> row.text(1) + "@" + row.text(2)));
        return new KeptDefiners(session.text("SELECT CURRENT_USER()"), DefinerRight.lacking(session), accounts);
    }

    public boolean keeps(String definer) {
        return lacking.isEmpty() && accounts.contains(definer);
    }

    /** Why an object's definer is not kept. */
    public String because(String definer) {
        return lacking.isPresent()
                ? "the account " + account + " has no " + lacking.get()
                        + " on the target, and without it no object can be"
                        + " created or altered there for another DEFINER"
                : "the account " + definer + " is not on the target, and none of that name is copied";
    }
}
