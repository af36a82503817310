package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Session;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an object may do more as the account at hand than as another one. */
public final class GainedRights {
    private static final String EVERYTHING = "ALL PRIVILEGES ON *.*";

    private final SortedSet<String> held;

    private GainedRights(SortedSet<String> held) {
        this.held = held;
    }

    /** Those of the account at hand. */
    public static GainedRights of(Session session) {
        return new GainedRights(Grantable.by(session).held());
    }

    /**
     * In the words of GRANT, for example {@code DELETE, INSERT ON *.*}; empty where it is nothing.
     *
     * @param former rights of the other account, in normal form
     */
    public String over(SortedSet<String> former) {
        if (former.contains(EVERYTHING)) {
            return "";
        }
        Map<String, SortedSet<String>> gained = new TreeMap<>(
                Comparator.comparing((String object) -> !object.equals("*.*")).thenComparing(object -> object));
        for (String grant : held) {
            int on = grant.lastIndexOf(" ON ");
            // An object gives nothing on, and is nobody else's proxy.
            if (on > 0 && !former.contains(grant) && !grant.startsWith("GRANT OPTION") && !grant.startsWith("PROXY")) {
                gained.computeIfAbsent(grant.substring(on + " ON ".length()), object -> new TreeSet<>())
                        .add(grant.substring(0, on));
            }
        }
        return gained.entrySet().stream()
                .map(one -> String.join(", ", one.getValue()) + " ON " + one.getKey())
                .collect(Collectors.joining("; "));
    }
}
