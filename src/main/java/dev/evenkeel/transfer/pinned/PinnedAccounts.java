package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The source's accounts as they were at the pinned coordinates.
 *
 * @param notes what is not among them and why, a sentence each
 */
public record PinnedAccounts(Accounts accounts, List<String> notes) {
    private static final Pattern OF_ITSELF =
            Pattern.compile("(?:EXECUTE|ALTER ROUTINE) ON (?:PROCEDURE|FUNCTION|PACKAGE|PACKAGE BODY) ");

    public PinnedAccounts {
        notes = List.copyOf(notes);
    }

    /**
     * Reads them.
     *
     * @param replica is at the pinned coordinates
     * @param changed whether the source's binlog may name an account of this name since; not asked before both were read
     * @param written whether somebody wrote rows into the source's tables of accounts since; not asked before either
     * @param excluded names of users and roles that are none of it
     */
    public static PinnedAccounts read(
            Server source, Server replica, Predicate<String> changed, BooleanSupplier written, Set<String> excluded) {
        List<String> notes = new ArrayList<>();
        try (Session from = source.openPinned();
                Session pinned = replica.openPinned()) {
            Accounts then = Accounts.read(pinned, excluded);
            Accounts now = Accounts.read(from, excluded);
            new TreeMap<>(now.unreadable())
                    .forEach((name, reason) ->
                            notes.add(name + " cannot be read on " + source.name() + " and was not copied: " + reason));
            AtThePin.Found<Account> found = new AtThePin<Account>(
                            Account::quoted,
                            (mine, theirs) -> same(now, mine, theirs),
                            account -> changed.test(account.user())
                                    || written.getAsBoolean() && !givenByItself(now, then, account.quoted()))
                    .of(now.accounts(), then.accounts());
            found.replicasOwn()
                    .forEach(name -> notes.add(name + " is on " + replica.name() + " only and was not copied"));
            Accounts accounts =
                    new Accounts(now.server(), now.unknownPrivileges(), found.all(), now.examined(), now.unreadable());
            return new PinnedAccounts(accounts, notes);
        }
    }

    /**
     * A server gives whoever creates a routine rights on it (automatic_sp_privileges), and a replica perhaps another account than its
     * source did. No binlog shows it.
     */
    private static boolean givenByItself(Accounts now, Accounts then, String name) {
        Optional<Account> mine = named(now, name);
        Optional<Account> theirs = named(then, name);
        return mine.isPresent()
                && theirs.isPresent()
                && same(now, mine.get(), theirs.get(), grant -> !OF_ITSELF
                        .matcher(grant)
                        .lookingAt());
    }

    private static Optional<Account> named(Accounts accounts, String name) {
        return accounts.accounts().stream()
                .filter(account -> account.quoted().equals(name))
                .findFirst();
    }

    /** @param here whose server may lack privileges that the other one has */
    static boolean same(Accounts here, Account mine, Account theirs) {
        return same(here, mine, theirs, grant -> true);
    }

    /** @param counts whether a grant that only the second has is a difference */
    private static boolean same(Accounts here, Account mine, Account theirs, Predicate<String> counts) {
        Set<String> grants = new TreeSet<>(theirs.grants());
        grants.removeIf(grant -> !mine.grants().contains(grant) && (here.lacks(grant) || !counts.test(grant)));
        return mine.plugin().equals(theirs.plugin())
                && mine.secret().equals(theirs.secret())
                && mine.options().equals(theirs.options())
                && mine.defaultRole().equals(theirs.defaultRole())
                && mine.grants().equals(grants);
    }
}
