package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The accounts and roles of one server, except for those of the provider and of the server itself.
 *
 * @param server the server's name, for messages
 * @param unknownPrivileges privileges that later versions have and this server has not
 * @param examined how many accounts were seen, the excluded ones among them
 * @param unreadable accounts that could not be described, with the reason
 */
public record Accounts(
        String server,
        Set<String> unknownPrivileges,
        List<Account> accounts,
        long examined,
        Map<String, String> unreadable) {
    /** Names of accounts that belong to the server or to RDS, on any host. */
    public static final Set<String> SYSTEM = Set.of("rdsadmin", "rdsrepladmin", "rdsproxyadmin", "mariadb.sys", "");

    public Accounts {
        accounts = accounts.stream()
                .sorted(Comparator.comparing(Account::user).thenComparing(Account::host))
                .toList();
        unknownPrivileges = Set.copyOf(unknownPrivileges);
        unreadable = Map.copyOf(unreadable);
    }

    /**
     * Reads through a session whose user may read the system tables.
     *
     * @param excludedUsers further user names to leave out, on any host: the master user for one
     */
    public static Accounts read(Session session, Set<String> excludedUsers) {
        List<Account> accounts = new ArrayList<>();
        Map<String, String> unreadable = new TreeMap<>();
        List<UserRow> users = session.list("SELECT * FROM mysql.user", UserRow::of);
        for (UserRow user : users) {
            if (!excluded(user, excludedUsers)) {
                try {
                    Account account = account(session, user);
                    if (!account.everybody() || !account.grants().isEmpty()) {
                        accounts.add(account);
                    }
                } catch (DatabaseException e) {
                    if (e.lost()) {
                        throw e;
                    }
                    unreadable.put(user.quoted(), e.reason());
                } catch (IllegalArgumentException | IllegalStateException e) {
                    unreadable.put(user.quoted(), e.getMessage());
                }
            }
        }
        return new Accounts(
                session.server().name(), Privileges.unknown(session::can), accounts, users.size(), unreadable);
    }

    /** The accounts that {@link #read} leaves out, as SQL names them, each with why. */
    public static Map<String, String> leftOut(Session session, Set<String> excludedUsers) {
        Map<String, String> leftOut = new TreeMap<>();
        session.list("SELECT * FROM mysql.user", UserRow::of).stream()
                .filter(user -> excluded(user, excludedUsers))
                .forEach(user -> leftOut.put(
                        user.quoted(),
                        excludedUsers.contains(user.name()) && !SYSTEM.contains(user.name())
                                ? "the run itself connects or replicates as this account"
                                : "the server's or the provider's own"));
        return leftOut;
    }

    /** The same, with each account taken for another. */
    public Accounts as(UnaryOperator<Account> seen) {
        return new Accounts(
                server, unknownPrivileges, accounts.stream().map(seen).toList(), examined, unreadable);
    }

    /** The grant is of a privilege that later versions have and this server has not. */
    public boolean lacks(String grant) {
        return unknownPrivileges.stream().anyMatch(privilege -> grant.startsWith(privilege + " ON "));
    }

    private static boolean excluded(UserRow user, Set<String> excludedUsers) {
        return SYSTEM.contains(user.name())
                || excludedUsers.contains(user.name())
                || (user.name().equals("root") && user.host().equals("localhost"));
    }

    private static Account account(Session session, UserRow user) {
        GrantReader grants = new GrantReader(session::can, user.name(), user.quoted());
        grants(session, user).forEach(grants::read);
        Identification identification = user.role()
                ? new Identification("", "", List.of())
                : session.can(Capability.SHOW_CREATE_USER)
                        ? Identification.read(session.text("SHOW CREATE USER " + user.quoted()))
                        : new Identification(user.plugin(), user.hash(), grants.options());
        return new Account(
                user.name(),
                user.host(),
                user.role(),
                identification.plugin(),
                new Secret(identification.hash()),
                new TreeSet<>(identification.options()),
                grants.privileges(),
                statements(user, identification.options(), grants.statements()),
                user.defaultRole());
    }

    private static List<String> grants(Session session, UserRow user) {
        String sql = "SHOW GRANTS FOR " + user.quoted();
        try {
            return session.list(sql, row -> row.text(1));
        } catch (DatabaseException e) {
            if (!user.role() || !e.is(ServerError.ER_NONEXISTING_GRANT)) {
                throw e;
            }
            forgetOptions(session);
            return session.list(sql, row -> row.text(1));
        }
    }

    /**
     * A server of 10.1.8 takes a role for a user while its parser remembers options (REQUIRE, WITH) that an earlier GRANT
     * gave, or that were in the connection's memory by chance. The first word of any REVOKE makes it forget them; the
     * rest is left out, so nothing is executed.
     */
    private static void forgetOptions(Session session) {
        try {
            session.execute("REVOKE");
        } catch (DatabaseException e) {
            if (!e.is(ServerError.ER_PARSE_ERROR)) {
                throw e;
            }
        }
    }

    private static List<String> statements(UserRow user, List<String> options, List<String> grants) {
        List<String> statements = new ArrayList<>(grants);
        String require = "";
        StringBuilder limits = new StringBuilder();
        for (String option : options) {
            if (option.startsWith("REQUIRE ")) {
                require = " " + option;
            } else if (option.startsWith("MAX_")) {
                limits.append(limits.length() == 0 ? " WITH " : " ").append(option);
            } else {
                statements.add("ALTER USER " + user.quoted() + " " + option);
            }
        }
        if (!require.isEmpty() || limits.length() > 0) {
            // ALTER USER is not known before 10.2.
            statements.add("GRANT USAGE ON *.* TO " + user.quoted() + require + limits);
        }
        if (!user.defaultRole().isEmpty()) {
            statements.add("SET DEFAULT ROLE " + Quoting.identifier(user.defaultRole()) + " FOR " + user.quoted());
        }
        return statements;
    }

    /** A row of {@code mysql.user}, a table or a view by version, with more columns on later ones. */
    private record UserRow(String name, String host, boolean role, String plugin, String hash, String defaultRole) {
        static UserRow of(Row row) {
            List<String> columns = row.columns().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            String authentication = value(row, columns, "authentication_string");
            String password = value(row, columns, "password");
            String plugin = value(row, columns, "plugin");
            String hash = authentication.isEmpty() ? password : authentication;
            boolean oldHash = plugin.isEmpty() && hash.length() == 16;
            return new UserRow(
                    value(row, columns, "user"),
                    value(row, columns, "host"),
                    value(row, columns, "is_role").equals("Y"),
                    plugin.isEmpty() ? (oldHash ? "mysql_old_password" : "mysql_native_password") : plugin,
                    hash,
                    value(row, columns, "default_role"));
        }

        private static String value(Row row, List<String> columns, String column) {
            return columns.contains(column)
                    ? Optional.of(column).flatMap(row::optional).orElse("")
                    : "";
        }

        String quoted() {
            return role ? Account.role(name) : Quoting.account(name, host);
        }
    }
}
