package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares what accounts on the source hold with what the target's account may give. */
public final class UngivenGrants {
    private final Session target;
    private final Grantable grantable;
    private final Map<String, Account> there;
    private final BiPredicate<String, String> accepted;

    private UngivenGrants(Session target, Set<String> leftOut, BiPredicate<String, String> accepted) {
        this.target = target;
        this.grantable = Grantable.by(target);
        this.there = Accounts.read(target, leftOut).accounts().stream()
                .collect(Collectors.toMap(Account::quoted, Function.identity(), (one, other) -> one));
        this.accepted = accepted;
    }

    public static List<String> of(
            Session source, Session target, Set<String> leftOut, BiPredicate<String, String> accepted) {
        UngivenGrants ungiven = new UngivenGrants(target, leftOut, accepted);
        List<String> found = new ArrayList<>();
        Accounts.read(source, leftOut).accounts().forEach(account -> ungiven.collect(account, found));
        return found;
    }

    private void collect(Account account, List<String> found) {
        SortedSet<String> wanted = new TreeSet<>(account.grants());
        wanted.removeIf(grant -> accepted.test(account.quoted(), grant));
        if (there.containsKey(account.quoted())) {
            wanted.removeAll(there.get(account.quoted()).grants());
        }
        SortedSet<String> unknown = only(wanted, grant -> !known(grant));
        SortedSet<String> refused = only(wanted, grant -> known(grant) && !grantable.holds(grant));
        if (!unknown.isEmpty()) {
            found.add(account + " holds " + String.join(", ", unknown) + ", which the target, MariaDB "
                    + target.version() + ", does not know; revoke it on the source, or accept it by name ("
                    + example(account, unknown) + ")");
        }
        if (!refused.isEmpty()) {
            found.add(account + " holds " + String.join(", ", refused) + ", which the target's account "
                    + target.text("SELECT CURRENT_USER()")
                    + " may not grant; revoke it on the source, create the account on the target first, as somebody"
                    + " who may, or accept it by name (" + example(account, refused) + ")");
        }
    }

    private boolean known(String grant) {
        int on = grant.lastIndexOf(" ON ");
        return on < 0 || Privileges.known(target::can, grant.substring(0, on));
    }

    private static SortedSet<String> only(SortedSet<String> grants, Predicate<String> wanted) {
        return grants.stream().filter(wanted).collect(Collectors.toCollection(TreeSet::new));
    }

    /** As the profile names it. */
    private static String example(Account account, SortedSet<String> grants) {
        return "in the profile, accept.accounts: \"" + account.quoted() + "\": \"grant " + grants.first()
                + "\": the reason" + (grants.size() > 1 ? ", and so on" : "");
    }
}
