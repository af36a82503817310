package dev.evenkeel.provision.latch;

import dev.evenkeel.catalog.account.SwappedHash;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An account that is kept out: by ACCOUNT LOCK where the server knows that, else by another hash of its password.
 *
 * @param byLock whether this server knows ACCOUNT LOCK
 */
record FencedAccount(String user, String host, String plugin, Secret hash, boolean byLock, boolean locked) {
    private static final Pattern LOCKED = Pattern.compile(" ACCOUNT LOCK( |$)");
    private static final String NATIVE = "mysql_native_password";

    /** All of these users, on any host, in the order of their names. */
    static List<FencedAccount> of(Session session, Collection<String> users) {
        List<FencedAccount> accounts = new ArrayList<>();
        if (users.isEmpty()) {
            return accounts;
        }
        boolean byLock = session.can(Capability.ACCOUNT_LOCK);
        session.list(
                        "SELECT User, Host, COALESCE(plugin, ''), COALESCE(Password, ''), COALESCE(authentication_string, '')"
                                + " FROM mysql.user WHERE is_role = 'N' AND User IN ("
                                + users.stream().map(user -> "?").collect(Collectors.joining(", ")) + ") ORDER BY 1, 2",
                        row -> new FencedAccount(
                                row.text(1),
                                row.text(2),
                                row.text(3),
                                new Secret(row.text(5).isEmpty() ? row.text(4) : row.text(5)),
                                byLock,
                                false),
                        users.toArray())
                .forEach(account -> accounts.add(byLock ? account.withLock(session) : account));
        return accounts;
    }

    private FencedAccount withLock(Session session) {
        boolean now = LOCKED.matcher(session.text("SHOW CREATE USER " + name())).find();
        return new FencedAccount(user, host, plugin, hash, byLock, now);
    }

    /** As SQL names it, so that a binlog shows it in full. */
    String name() {
        return Quoting.identifier(user) + "@" + Quoting.identifier(host);
    }

    boolean shut() {
        return locked || SwappedHash.is(hash.reveal());
    }

    /** Why it cannot be kept out; empty where it can. */
    Optional<String> problem() {
        if (shut()) {
            return Optional.of("the account " + name()
                    + " is locked already, must be open; unlock it, or take it out of" + " fence.accounts");
        }
        if (byLock || (plugin.isEmpty() || plugin.equals(NATIVE)) && SwappedHash.possible(hash.reveal())) {
            return Optional.empty();
        }
        return Optional.of(
                "the account " + name() + " has "
                        + (plugin.isEmpty() || plugin.equals(NATIVE)
                                ? "no password, or one of before 4.1"
                                : "the plugin " + plugin)
                        + ", and this version can only keep out accounts with a password by mysql_native_password; give it one");
    }

    /** @param sent receives each statement before it is sent, the hash left out */
    void shut(Session session, Consumer<String> sent) {
        if (byLock) {
            sent.accept(lock());
            session.execute(lock());
        } else {
            swap(session, sent);
        }
    }

    /** Also what a source of an earlier version has replicated. */
    void open(Session session, Consumer<String> sent) {
        if (SwappedHash.is(hash.reveal())) {
            swap(session, sent);
        }
        if (locked) {
            sent.accept(unlock());
            session.execute(unlock());
        }
    }

    private void swap(Session session, Consumer<String> sent) {
        String statement = "SET PASSWORD FOR " + name() + " = ";
        sent.accept(statement + "'…'");
        session.execute(statement + "?", new Secret(SwappedHash.of(hash.reveal())));
    }

    private String lock() {
        return "ALTER USER " + name() + " ACCOUNT LOCK";
    }

    private String unlock() {
        return "ALTER USER " + name() + " ACCOUNT UNLOCK";
    }

    /** What a binlog shows of all of them, up to the first value. A server writes SET PASSWORD in its own form. */
    List<String> logged() {
        return List.of(lock(), unlock(), "SET PASSWORD FOR …");
    }
}
