package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Creates a server's accounts and roles on another one with the same passwords and grants. What the loading account may
 * not grant is left out and noted. Runs after the databases are there, for grants on tables and routines need them.
 */
public final class AccountCopy {
    private final Server source;
    private final Server target;

    public AccountCopy(Server source, Server target) {
        this.source = source;
        this.target = target;
    }

    /** An account or a role. Roles have no host. */
    private record Account(String user, String host, String hash, String plugin, String authentication, boolean role) {
        String quoted() {
            return role ? Quoting.text(user) : Quoting.account(user, host);
        }

        String shown() {
            return role ? "role " + user : user + "@" + host;
        }
    }

    /** @param excluded names of users and roles that stay as they are: the master user, the provider's own */
    public AccountResult copy(Set<String> excluded) {
        List<String> created = new ArrayList<>();
        List<String> same = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (Session from = source.openPinned();
                Session to = target.openPinned()) {
            List<Account> todo = new ArrayList<>();
            Set<String> there = new TreeSet<>();
            accounts(to).forEach(account -> there.add(account.quoted()));
            for (Account account : accounts(from)) {
                if (excluded.contains(account.user()) || account.user().equals("PUBLIC")) {
                    continue;
                }
                if (!there.contains(account.quoted())) {
                    if (create(from, to, account, notes)) {
                        created.add(account.shown());
                        todo.add(account);
                    }
                } else if (grants(from, account).equals(grants(to, account))) {
                    same.add(account.shown());
                } else {
                    notes.add(account.shown() + " exists on " + target.name() + " with other grants or another password"
                            + " and was left as it is");
                }
            }
            // Roles come first in the list of grants to give, so all must exist before.
            for (Account account : todo) {
                for (String grant : grants(from, account)) {
                    new Grant(grant).give(to, account.shown(), notes);
                }
            }
        }
        return new AccountResult(created, same, notes);
    }

    /** Roles first. */
    private static List<Account> accounts(Session session) {
        return session.list(
                """
                SELECT User, Host, Password, plugin, authentication_string, is_role
                FROM mysql.user ORDER BY is_role DESC, User, Host
                """,
                row -> new Account(
                        row.text(1),
                        row.text(2),
                        row.optional(3).orElse(""),
                        row.optional(4).orElse(""),
                        row.optional(5).orElse(""),
                        row.text(6).equals("Y")));
    }

    private boolean create(Session from, Session to, Account account, List<String> notes) {
        try {
            to.execute(account.role() ? "CREATE ROLE " + account.quoted() : createUser(from, account));
            return true;
        } catch (DatabaseException e) {
            // The reason alone: the statement holds the password's hash.
            notes.add(account.shown() + " was not created on " + target.name() + ": " + e.reason());
            return false;
        }
    }

    private static String createUser(Session from, Account account) {
        if (from.can(Capability.SHOW_CREATE_USER)) {
            return from.text("SHOW CREATE USER " + account.quoted());
        }
        String create = "CREATE USER " + account.quoted();
        boolean password = account.plugin().isEmpty()
                || account.plugin().equals("mysql_native_password")
                || account.plugin().equals("mysql_old_password");
        if (!password) {
            return create + " IDENTIFIED VIA " + account.plugin() + " USING " + Quoting.text(account.authentication());
        }
        // A hash set with the plugin's name stands in the other column.
        String hash = account.hash().isEmpty() ? account.authentication() : account.hash();
        return hash.isEmpty() ? create : create + " IDENTIFIED BY PASSWORD " + Quoting.text(hash);
    }

    private static List<String> grants(Session session, Account account) {
        try {
            return session.list("SHOW GRANTS FOR " + account.quoted(), row -> row.text(1)).stream()
                    .filter(grant -> grant.startsWith("GRANT ") || grant.startsWith("SET DEFAULT ROLE "))
                    .sorted((left, right) -> Boolean.compare(left.startsWith("SET"), right.startsWith("SET")))
                    .toList();
        } catch (DatabaseException e) {
            // 10.1.8 denies some roles that were granted to an account, even to root: error 1141.
            if (account.role() && e.is(ServerError.ER_NONEXISTING_GRANT)) {
                return roleGrants(session, account);
            }
            throw e;
        }
    }

    /** Without privileges on columns and routines, which information_schema has not for roles. */
    private static List<String> roleGrants(Session session, Account role) {
        return session.list(
                """
                SELECT PRIVILEGE_TYPE, '*', '*', IS_GRANTABLE
                FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = ?
                UNION ALL
                SELECT PRIVILEGE_TYPE, CONCAT('`', REPLACE(TABLE_SCHEMA, '`', '``'), '`'), '*', IS_GRANTABLE
                FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = ?
                UNION ALL
                SELECT PRIVILEGE_TYPE, CONCAT('`', REPLACE(TABLE_SCHEMA, '`', '``'), '`'),
                       CONCAT('`', REPLACE(TABLE_NAME, '`', '``'), '`'), IS_GRANTABLE
                FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = ?
                """,
                row -> "GRANT " + row.text(1) + " ON " + row.text(2) + "." + row.text(3) + " TO " + role.quoted()
                        + (row.text(4).equals("YES") ? " WITH GRANT OPTION" : ""),
                "'" + role.user() + "'@''",
                "'" + role.user() + "'@''",
                "'" + role.user() + "'@''");
    }
}
