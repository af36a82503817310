package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.account.GrantName;
import dev.evenkeel.environment.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a profile may accept, by name; everything else that it names is an error. */
public final class AcceptedNames {
    static final String MISSING = "missing";
    static final String PLUGIN = "plugin";
    static final String PASSWORD = "password";
    static final String DEFAULT_ROLE = "default role";
    static final String GRANT = "grant ";

    private static final List<String> PLAIN = List.of(MISSING, PLUGIN, PASSWORD, DEFAULT_ROLE);
    private static final Pattern OPTION = Pattern.compile("(REQUIRE|ACCOUNT|PASSWORD) .+|MAX_[A-Z_]+ \\d+(\\.\\d+)?");
    private static final Pattern ACCOUNT = Pattern.compile("'(?:[^']|'')*+'@'(?:[^']|'')*+'|`(?:[^`]|``)++`|PUBLIC");

    private AcceptedNames() {}

    /** Why a profile's differences may not be accepted, a sentence each; empty where they may. */
    public static List<String> unacceptable(Accepted accepted) {
        List<String> problems =
                new ArrayList<>(SettingParity.unacceptable(accepted.settings().keySet()));
        accepted.accounts().forEach((account, differences) -> {
            if (!ACCOUNT.matcher(account).matches()) {
                problems.add("accept.accounts names " + account
                        + ", which is not an account; write it as user@host, a role" + " as `name`");
            }
            differences.keySet().stream()
                    .filter(name -> normal(name).isEmpty())
                    .forEach(
                            name -> problems.add(
                                    "accept.accounts." + account + " names " + name
                                            + ", which is not a kind of difference between accounts; known are "
                                            + String.join(", ", PLAIN)
                                            + ", an option such as REQUIRE SSL, and a single right such as grant SLAVE MONITOR ON *.*"));
        });
        return problems;
    }

    /** Whether the profile accepts that an account has not this grant on the target, or is not there at all. */
    public static boolean acceptsLack(Accepted accepted, String account, String grant) {
        Map<String, String> differences = normal(accepted.accounts().getOrDefault(account, Map.of()));
        return differences.containsKey(MISSING) || differences.containsKey(GRANT + grant);
    }

    /** An account's accepted differences by the names that {@link AccountParity} gives them. */
    static Map<String, String> normal(Map<String, String> differences) {
        Map<String, String> named = new TreeMap<>();
        differences.forEach((name, reason) -> normal(name).ifPresent(known -> named.put(known, reason)));
        return named;
    }

    private static Optional<String> normal(String name) {
        if (PLAIN.contains(name) || OPTION.matcher(name).matches()) {
            return Optional.of(name);
        }
        return name.startsWith(GRANT)
                ? GrantName.normal(name.substring(GRANT.length())).map(GRANT::concat)
                : Optional.empty();
    }
}
