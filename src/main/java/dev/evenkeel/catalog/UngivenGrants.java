package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what accounts on the source hold with what the target's account may give. */
final class UngivenGrants {
    private UngivenGrants() {}

    static List<String> of(Session source, Session target, Set<String> leftOut, BiPredicate<String, String> accepted) {
        Grantable grantable = Grantable.by(target);
        Map<String, Account> there = Accounts.read(target, leftOut).accounts().stream()
                .collect(Collectors.toMap(Account::quoted, Function.identity(), (one, other) -> one));
        List<String> found = new ArrayList<>();
        for (Account account : Accounts.read(source, leftOut).accounts()) {
            SortedSet<String> ungiven = new TreeSet<>(account.grants());
            ungiven.removeIf(grant -> grantable.holds(grant) || accepted.test(account.quoted(), grant));
            if (there.containsKey(account.quoted())) {
                ungiven.removeAll(there.get(account.quoted()).grants());
            }
            if (!ungiven.isEmpty()) {
                found.add(
                        account + " holds " + String.join(", ", ungiven) + ", which the target's account "
                                + target.text("SELECT CURRENT_USER()")
                                + " may not grant; revoke it on the source, create the"
                                + " account on the target beforehand as somebody who may, or accept it by name (accept.accounts in the profile)");
            }
        }
        return found;
    }
}
