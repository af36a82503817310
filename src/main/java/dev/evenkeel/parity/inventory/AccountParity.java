package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.event.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares who may do what on two servers. Hashes are compared and never shown. */
public final class AccountParity {
    /** Not the same rights on every version, so it stands for itself. */
    private static final String EVERYTHING = "ALL PRIVILEGES ON *.*";

    private AccountParity() {}

    /** Nothing is accepted. */
    public static PartResult compare(Accounts left, Accounts right, Set<String> expectedOnRight) {
        return compare(left, right, expectedOnRight, Map.of());
    }

    /**
     * Compares the accounts of both.
     *
     * @param expectedOnRight user names that only the right side has, on purpose, for example the reverse link's
     * @param accepted what the profile accepts, reasons by account and by what the right side lacks or has otherwise
     */
    public static PartResult compare(
            Accounts left, Accounts right, Set<String> expectedOnRight, Map<String, Map<String, String>> accepted) {
        return compare(left, right, ExpectedAccounts.onRight(expectedOnRight), accepted);
    }

    static PartResult compare(
            Accounts left, Accounts right, ExpectedAccounts expected, Map<String, Map<String, String>> accepted) {
        Map<String, Account> here = byName(left);
        Map<String, Account> there = byName(right);
        Set<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        names.addAll(left.unreadable().keySet());
        names.addAll(right.unreadable().keySet());
        names.addAll(accepted.keySet());
        List<Item> items = new ArrayList<>();
        List<Acceptance> acceptances = new ArrayList<>();
        List<String> unused = new ArrayList<>();
        for (String name : names) {
            Account mine = here.get(name);
            Account theirs = there.get(name);
            Map<String, String> reasons = AcceptedNames.normal(accepted.getOrDefault(name, Map.of()));
            AccountDifferences differences =
                    new AccountDifferences(mine == null ? "account" : kind(mine), name, reasons);
            Optional<Item> item = item(name, left, right, mine, theirs, expected, differences);
            item.ifPresent(items::add);
            acceptances.addAll(differences.acceptances());
            if (item.filter(one -> one.verdict() == Verdict.INCONCLUSIVE).isEmpty()) {
                differences
                        .unused()
                        .forEach(one -> unused.add(
                                PartResult.notFound("the difference " + one + " of " + name, reasons.get(one))));
            }
        }
        if (items.isEmpty() && left.examined() > 0 && right.examined() > 0) {
            // Both lists were read and held nothing but accounts that are left out.
            items.add(
                    new Item("account", "all", Verdict.SAME, "neither server has an account except the excluded ones"));
        }
        return PartResult.of(items).with(acceptances, unused);
    }

    /** Empty for an account that neither side has. */
    private static Optional<Item> item(
            String name,
            Accounts left,
            Accounts right,
            Account mine,
            Account theirs,
            ExpectedAccounts expected,
            AccountDifferences differences) {
        for (Accounts side : List.of(left, right)) {
            if (side.unreadable().containsKey(name)) {
                String reason = side.unreadable().get(name);
                return Optional.of(new Item(
                        "account", name, Verdict.INCONCLUSIVE, "cannot be read on " + side.server() + ": " + reason));
            }
        }
        if (mine == null && theirs == null) {
            return Optional.empty();
        }
        if (theirs == null && differences.mayNotLack() && expected.onLeft().containsKey(mine.user())) {
            String detail =
                    "missing on " + right.server() + ", " + expected.onLeft().get(mine.user());
            return Optional.of(new Item(kind(mine), name, Verdict.ALLOWED, detail));
        }
        if (theirs == null) {
            differences.add(AcceptedNames.MISSING, "missing on " + right.server());
            return Optional.of(differences.item());
        }
        if (mine == null) {
            Optional<String> reason = Optional.ofNullable(expected.onRight().get(theirs.user()));
            String detail =
                    "on " + right.server() + " only" + reason.map(", "::concat).orElse("");
            Verdict verdict = reason.isPresent() ? Verdict.ALLOWED : Verdict.DIFFERENT;
            return Optional.of(new Item(kind(theirs), name, verdict, detail));
        }
        List<String> newer = differences(left, right, mine, theirs, differences);
        if (differences.none() && !newer.isEmpty()) {
            return Optional.of(new Item(
                    kind(mine),
                    name,
                    Verdict.ALLOWED,
                    String.join(", ", newer) + ", which " + left.server() + " has not"));
        }
        return Optional.of(differences.item());
    }

    /** What the right side has more, for the left one does not know it, is not a difference and is answered. */
    private static List<String> differences(
            Accounts left, Accounts right, Account mine, Account theirs, AccountDifferences differences) {
        if (mine.role() != theirs.role()) {
            differences.add("", "a role on one server, an account on the other");
        }
        if (!mine.plugin().equals(theirs.plugin())) {
            differences.add(
                    AcceptedNames.PLUGIN,
                    "proves itself by " + mine.plugin() + " on " + left.server() + ", by " + theirs.plugin() + " on "
                            + right.server());
        }
        if (!mine.secret().equals(theirs.secret())) {
            differences.add(AcceptedNames.PASSWORD, "another password");
        }
        if (!mine.defaultRole().equals(theirs.defaultRole())) {
            differences.add(
                    AcceptedNames.DEFAULT_ROLE,
                    "default role is '" + mine.defaultRole() + "' on " + left.server() + ", '" + theirs.defaultRole()
                            + "' on " + right.server());
        }
        List<String> newer = theirs.grants().stream()
                .filter(grant -> !mine.grants().contains(grant) && left.lacks(grant))
                .toList();
        SortedSet<String> known = new TreeSet<>(theirs.grants());
        newer.forEach(known::remove);
        sets("", left, right, mine.options(), theirs.options(), differences);
        sets(AcceptedNames.GRANT, left, right, mine.grants(), known, differences);
        return newer;
    }

    /** What the right side lacks may be accepted; that it has more may not. */
    private static void sets(
            String what,
            Accounts left,
            Accounts right,
            SortedSet<String> mine,
            SortedSet<String> theirs,
            AccountDifferences differences) {
        mine.stream()
                .filter(entry -> !held(theirs, entry))
                .forEach(entry -> differences.add(what + entry, what + entry + " is missing on " + right.server()));
        theirs.stream()
                .filter(entry -> !held(mine, entry))
                .forEach(entry -> differences.add("", what + entry + " is missing on " + left.server()));
    }

    /** Who holds everything lacks nothing; that the other side holds less is said by what it lacks. */
    private static boolean held(SortedSet<String> entries, String entry) {
        return entries.contains(entry)
                || entries.contains(EVERYTHING) && entry.endsWith(" ON *.*") && !entry.startsWith("GRANT OPTION");
    }

    private static String kind(Account account) {
        return account.role() ? "role" : "account";
    }

    private static Map<String, Account> byName(Accounts accounts) {
        return accounts.accounts().stream()
                .collect(Collectors.toMap(Account::quoted, Function.identity(), (a, b) -> a, TreeMap::new));
    }
}
