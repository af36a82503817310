package dev.evenkeel.parity.inventory;

import dev.evenkeel.event.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What differs of one account, each difference with the name by which a profile may accept it. */
final class AccountDifferences {
    private final String kind;
    private final String account;
    private final Map<String, String> acceptable;
    private final List<String> differing = new ArrayList<>();
    private final Map<String, String> accepted = new LinkedHashMap<>();

    /** @param acceptable reasons by name, in normal form */
    AccountDifferences(String kind, String account, Map<String, String> acceptable) {
        this.kind = kind;
        this.account = account;
        this.acceptable = acceptable;
    }

    /** @param name empty for one that nobody may accept */
    void add(String name, String difference) {
        if (acceptable.containsKey(name)) {
            accepted.put(name, difference);
        } else {
            differing.add(difference);
        }
    }

    /** The profile does not accept that it is missing. */
    boolean mayNotLack() {
        return !acceptable.containsKey(AcceptedNames.MISSING);
    }

    boolean none() {
        return differing.isEmpty() && accepted.isEmpty();
    }

    /** What is accepted is said beside what is not. */
    Item item() {
        List<String> details = new ArrayList<>(differing);
        accepted.values().forEach(difference -> details.add(difference + ": accepted in advance"));
        Verdict verdict =
                !differing.isEmpty() ? Verdict.DIFFERENT : accepted.isEmpty() ? Verdict.SAME : Verdict.ALLOWED;
        return new Item(kind, account, verdict, String.join("; ", details));
    }

    List<Acceptance> acceptances() {
        return accepted.entrySet().stream()
                .map(one -> Acceptance.of(kind, account, one.getValue(), acceptable.get(one.getKey())))
                .toList();
    }

    /** Names of accepted differences that there are none of. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>(acceptable.keySet());
        unused.removeAll(accepted.keySet());
        return unused;
    }
}
