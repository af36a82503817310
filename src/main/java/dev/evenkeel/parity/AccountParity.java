package dev.evenkeel.parity;

import dev.evenkeel.catalog.Account;
import dev.evenkeel.catalog.Accounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** @param expectedOnRight user names that only the right side has, on purpose, for one the reverse link's */
    public static PartResult compare(Accounts left, Accounts right, Set<String> expectedOnRight) {
        Map<String, Account> here = byName(left);
        Map<String, Account> there = byName(right);
        Set<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        names.addAll(left.unreadable().keySet());
        names.addAll(right.unreadable().keySet());
        List<Item> items = new ArrayList<>();
        for (String name : names) {
            items.add(item(name, left, right, here.get(name), there.get(name), expectedOnRight));
        }
        if (items.isEmpty() && left.examined() > 0 && right.examined() > 0) {
            // Both lists were read and held nothing but accounts that are left out.
            items.add(new Item("account", "all", Item.SAME, "neither server has an account beside the excluded ones"));
        }
        return PartResult.of(items);
    }

    private static Item item(
            String name, Accounts left, Accounts right, Account mine, Account theirs, Set<String> expectedOnRight) {
        for (Accounts side : List.of(left, right)) {
            if (side.unreadable().containsKey(name)) {
                String reason = side.unreadable().get(name);
                return new Item(
                        "account", name, Item.INCONCLUSIVE, "cannot be read on " + side.server() + ": " + reason);
            }
        }
        if (theirs == null) {
            return new Item(kind(mine), name, Item.DIFFERENT, "missing on " + right.server());
        }
        if (mine == null) {
            boolean expected = expectedOnRight.contains(theirs.user());
            String detail = "on " + right.server() + " only" + (expected ? ", as expected" : "");
            return new Item(kind(theirs), name, expected ? Item.ALLOWED : Item.DIFFERENT, detail);
        }
        List<String> differing = new ArrayList<>();
        if (mine.role() != theirs.role()) {
            differing.add("a role on one server, an account on the other");
        }
        if (!mine.plugin().equals(theirs.plugin())) {
            differing.add("proves itself by " + mine.plugin() + " on " + left.server() + ", by " + theirs.plugin()
                    + " on " + right.server());
        }
        if (!mine.secret().equals(theirs.secret())) {
            differing.add("another password");
        }
        if (!mine.defaultRole().equals(theirs.defaultRole())) {
            differing.add("default role is '" + mine.defaultRole() + "' on " + left.server() + ", '"
                    + theirs.defaultRole() + "' on " + right.server());
        }
        List<String> newer = theirs.grants().stream()
                .filter(grant -> !mine.grants().contains(grant) && left.lacks(grant))
                .toList();
        SortedSet<String> known = new TreeSet<>(theirs.grants());
        newer.forEach(known::remove);
        differing.addAll(sets("", left, right, mine.options(), theirs.options()));
        differing.addAll(sets("grant ", left, right, mine.grants(), known));
        if (differing.isEmpty() && !newer.isEmpty()) {
            return new Item(
                    kind(mine), name, Item.ALLOWED, String.join(", ", newer) + ", which " + left.server() + " has not");
        }
        return new Item(
                kind(mine), name, differing.isEmpty() ? Item.SAME : Item.DIFFERENT, String.join("; ", differing));
    }

    private static List<String> sets(
            String what, Accounts left, Accounts right, SortedSet<String> mine, SortedSet<String> theirs) {
        List<String> differing = new ArrayList<>();
        mine.stream()
                .filter(entry -> !held(theirs, entry))
                .forEach(entry -> differing.add(what + entry + " is missing on " + right.server()));
        theirs.stream()
                .filter(entry -> !held(mine, entry))
                .forEach(entry -> differing.add(what + entry + " is missing on " + left.server()));
        return differing;
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
