package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Secret;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An account or a role.
 *
 * @param host empty for a role
 * @param plugin how it proves who it is, several joined by {@code OR} in their order; empty for a role
 * @param secret the hash of its password as the server keeps it; it is compared and never shown
 * @param options what else holds for it, for one {@code REQUIRE SSL} or {@code ACCOUNT LOCK}
 * @param grants single privileges in normal form, for one {@code SELECT ON `shop`.*}
 * @param grantStatements statements that give an existing account the grants, the options and the default role, in
 *     words every version knows; without password or hash
 * @param defaultRole the role it has from the start, or empty
 */
public record Account(
        String user,
        String host,
        boolean role,
        String plugin,
        Secret secret,
        SortedSet<String> options,
        SortedSet<String> grants,
        List<String> grantStatements,
        String defaultRole) {
    public Account {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(defaultRole, "defaultRole");
        options = Collections.unmodifiableSortedSet(new TreeSet<>(options));
        grants = Collections.unmodifiableSortedSet(new TreeSet<>(grants));
        grantStatements = List.copyOf(grantStatements);
    }

    /** As SQL names it. */
    public String quoted() {
        return role ? Quoting.identifier(user) : Quoting.account(user, host);
    }

    /** The same account with other grants, for tests and for what a caller leaves out on purpose. */
    public Account withGrants(Set<String> others) {
        return new Account(
                user, host, role, plugin, secret, options, new TreeSet<>(others), grantStatements, defaultRole);
    }

    /** The hash in the clear, for the statement that creates the account elsewhere and for nothing else. */
    public String revealSecretHash() {
        return secret.reveal();
    }

    @Override
    public String toString() {
        return (role ? "role " : "account ") + quoted();
    }
}
