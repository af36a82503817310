package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Creates the source's accounts and roles on the target, as they were at the pinned coordinates, with the same passwords and
 * grants; from there on replication changes and drops them. What the loading account may not grant is left out and noted. Runs
 * after the databases are there, for grants on tables and routines need them.
 */
public final class AccountCopy {
    private final Server target;
    private final Consumer<String> sent;

    /** @param sent receives each statement that was taken, with stars for a password's hash */
    public AccountCopy(Server target, Consumer<String> sent) {
        this.target = target;
        this.sent = sent;
    }

    /** @param excluded names of users and roles that stay as they are, beside the server's and the provider's own */
    public AccountResult copy(PinnedAccounts pinned, Set<String> excluded) {
        List<String> notes = new ArrayList<>(pinned.notes());
        Accounts here = pinned.accounts();
        try (Session to = target.openPinned()) {
            Accounts there = Accounts.read(to, excluded);
            List<String> same = new ArrayList<>();
            List<Account> created = new ArrayList<>();
            for (Account account : here.accounts()) {
                if (there.unreadable().containsKey(account.quoted())) {
                    notes.add(
                            account.quoted() + " exists on " + target.name() + ", cannot be read there and was left as"
                                    + " it is: " + there.unreadable().get(account.quoted()));
                } else if (named(there, account).isEmpty()) {
                    create(to, account, created, notes);
                } else if (PinnedAccounts.same(
                        here, account, named(there, account).get(0))) {
                    same.add(account.quoted());
                } else {
                    notes.add(account.quoted() + " exists on " + target.name()
                            + " with other grants or another password and was left as it is");
                }
            }
            // Grants name roles, so that all must exist before.
            for (Account account : created) {
                account.grantStatements().forEach(grant -> new Grant(grant, taken -> sent.accept(shown(account, taken)))
                        .give(to, account.quoted(), notes));
            }
            return new AccountResult(created.stream().map(Account::quoted).toList(), same, notes);
        }
    }

    /** Somebody who has the hash of a password can try words against it. */
    private static String shown(Account account, String statement) {
        String hash = account.secret().reveal();
        return hash.isEmpty() ? statement : statement.replace(hash, "***");
    }

    private static List<Account> named(Accounts accounts, Account like) {
        return accounts.accounts().stream()
                .filter(account -> account.quoted().equals(like.quoted()))
                .toList();
    }

    private void create(Session to, Account account, List<Account> created, List<String> notes) {
        try {
            to.execute(account.createStatement());
            sent.accept(shown(account, account.createStatement()));
            created.add(account);
        } catch (DatabaseException e) {
            // The reason alone: the statement holds the password's hash.
            notes.add(account.quoted() + " was not created on "
                    + PasswordHash.obstacle(target.name(), e).orElseGet(() -> target.name() + ": " + e.reason()));
        }
    }
}
