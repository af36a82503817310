package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Secret;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An account or a role.
 *
 * @param host empty for a role
 * @param plugin how it proves who it is, several joined by {@code OR} in their order; empty for a role
 * @param secret the hash of its password as the server keeps it; it is compared and never shown
 * @param options what else holds for it, for example {@code REQUIRE SSL} or {@code ACCOUNT LOCK}
 * @param grants single privileges in normal form, for example {@code SELECT ON `shop`.*}
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
    private static final Set<String> NATIVE = Set.of("mysql_native_password", "mysql_old_password");
    private static final String LOCKED = "ACCOUNT LOCK";
    /** A word of SQL where a name is, and not to be quoted. */
    private static final String EVERYBODY = "PUBLIC";

    /** Of the native plugin and of the old one; not the word "invalid", which later versions keep there too. */
    private static final Pattern NATIVE_HASH = Pattern.compile("\\*[0-9A-F]{40}|[0-9a-f]{16}");

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
        return role ? role(user) : Quoting.account(user, host);
    }

    static String role(String name) {
        return name.equals(EVERYBODY) ? name : Quoting.identifier(name);
    }

    /** The role PUBLIC, which is there anyway and which nobody needs to be given. */
    public boolean everybody() {
        return role && user.equals(EVERYBODY);
    }

    /** The same account with other grants, for tests and for what a caller leaves out on purpose. */
    public Account withGrants(Set<String> others) {
        return new Account(
                user, host, role, plugin, secret, options, new TreeSet<>(others), grantStatements, defaultRole);
    }

    /** As it was before a fence kept it out: not locked, and with the hash of its own password. */
    public Account withoutFence() {
        SortedSet<String> others = new TreeSet<>(options);
        others.remove(LOCKED);
        Secret before = SwappedHash.is(secret.reveal()) ? new Secret(SwappedHash.of(secret.reveal())) : secret;
        return new Account(user, host, role, plugin, before, others, grants, grantStatements, defaultRole);
    }

    /**
     * The statement that creates it on another server with the same password. It holds the hash, and is for sending
     * only.
     */
    public String createStatement() {
        if (everybody()) {
            return "GRANT USAGE ON *.* TO " + quoted();
        }
        return role ? "CREATE ROLE " + quoted() : "CREATE USER " + quoted() + identification();
    }

    private String identification() {
        String hash = secret.reveal();
        if (NATIVE.contains(plugin) && hash.isEmpty()) {
            return "";
        }
        if (NATIVE.contains(plugin) && NATIVE_HASH.matcher(hash).matches()) {
            return " IDENTIFIED BY PASSWORD " + Quoting.text(hash);
        }
        String[] plugins = plugin.split(" OR ", -1);
        String[] hashes = plugins.length == 1 ? new String[] {hash} : hash.split(" OR ", -1);
        StringBuilder ways = new StringBuilder();
        for (int i = 0; i < plugins.length; i++) {
            ways.append(i == 0 ? " IDENTIFIED VIA " : " OR ").append(plugins[i]);
            ways.append(hashes[i].isEmpty() ? "" : " USING " + Quoting.text(hashes[i]));
        }
        return ways.toString();
    }

    @Override
    public String toString() {
        return (role ? "role " : "account ") + quoted();
    }
}
