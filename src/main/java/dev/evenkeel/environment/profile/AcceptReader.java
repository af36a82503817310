package dev.evenkeel.environment.profile;

import dev.evenkeel.environment.Accepted;
import dev.evenkeel.environment.yaml.YamlMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a profile accepts. */
final class AcceptReader {
    private static final String UNSAID = "the profile names it without a reason";

    private AcceptReader() {}

    static Accepted read(YamlMap accept) {
        Accepted accepted =
                new Accepted(settings(accept), accounts(accept.map("accounts")), reasons(accept.map("leftOut")));
        accept.refuseUnknownKeys();
        return accepted;
    }

    /** A list of names, or names with reasons. */
    private static Map<String, String> settings(YamlMap accept) {
        Map<String, String> settings = new TreeMap<>();
        if (accept.holdsMap("settings")) {
            reasons(accept.map("settings"))
                    .forEach((name, reason) -> settings.put(name.toLowerCase(Locale.ROOT), reason));
        } else {
            accept.texts("settings").forEach(name -> settings.put(name.toLowerCase(Locale.ROOT), UNSAID));
        }
        return settings;
    }

    private static Map<String, Map<String, String>> accounts(YamlMap map) {
        Map<String, Map<String, String>> accounts = new TreeMap<>();
        for (String account : map.keys()) {
            if (!map.holdsMap(account)) {
                map.problem(
                        account,
                        "accept.accounts." + account + " must name each difference with its reason, for example"
                                + " 'grant SLAVE MONITOR ON *.*': the target's version has no such privilege");
                continue;
            }
            accounts.put(quoted(account), reasons(map.map(account)));
        }
        return accounts;
    }

    private static Map<String, String> reasons(YamlMap map) {
        Map<String, String> reasons = new TreeMap<>();
        for (String name : map.keys()) {
            Optional<String> reason = map.text(name).filter(text -> !text.isBlank());
            if (reason.isEmpty()) {
                map.problem(name, map.path() + "." + name + " has no reason; say why the difference may be");
            }
            reasons.put(name.strip(), reason.orElse(""));
        }
        return reasons;
    }

    /** {@code app@%} stands for {@code 'app'@'%'}. */
    private static String quoted(String account) {
        String plain = account.strip();
        int at = plain.lastIndexOf('@');
        boolean bare = at > 0 && !plain.contains("'") && !plain.contains("`");
        return bare ? "'" + plain.substring(0, at) + "'@'" + plain.substring(at + 1) + "'" : plain;
    }
}
