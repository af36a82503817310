package dev.evenkeel.environment.profile;

import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads how the gates of a profile are answered. */
final class GateReader {
    private static final String TIME = "a time such as 30s, 10m or 2h";
    private static final int MOST_PEOPLE = 100;

    private GateReader() {}

    /** @param forRehearsals nobody depends on the servers, so that a gate may open by itself */
    static Map<String, GatePolicy> read(YamlMap gates, boolean forRehearsals) {
        Map<String, GatePolicy> policies = new TreeMap<>();
        for (String name : gates.keys()) {
            policies.put(name, gates.holdsMap(name) ? policy(gates.map(name)) : word(gates, name, forRehearsals));
        }
        return policies;
    }

    private static GatePolicy word(YamlMap gates, String name, boolean forRehearsals) {
        GatePolicy policy = gates.value(
                        name,
                        GateReader::word,
                        "automatic or ask, or a map of signers, approve, of, notTheStarter, expires, proofYoungerThan,"
                                + " ticket and command")
                .orElse(GatePolicy.ASK);
        if (policy.automatic() && !forRehearsals) {
            gates.problem(
                    name,
                    gates.name(name)
                            + " is automatic; only servers for rehearsals may pass a gate without a person, so"
                            + " say ask, or purpose: rehearsal where nobody depends on these servers");
        }
        return policy;
    }

    private static GatePolicy word(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "automatic" -> GatePolicy.AUTOMATIC;
            case "ask" -> GatePolicy.ASK;
            default -> throw new IllegalArgumentException();
        };
    }

    private static GatePolicy policy(YamlMap map) {
        Optional<Path> signers =
                map.value("signers", GateReader::file, "the path of an allowed_signers file that can be read");
        List<String> command = map.textOrTexts("command");
        Optional<Integer> approve = map.value("approve", GateReader::people, "a number from 0 to " + MOST_PEOPLE);
        List<String> of = map.texts("of");
        GatePolicy policy = new GatePolicy(
                false,
                approve.orElse(!map.has("signers") && !command.isEmpty() ? 0 : 1),
                signers,
                of,
                map.value("notTheStarter", ProfileValues::yesOrNo, "true or false")
                        .orElse(false),
                map.value("expires", GateReader::longer, TIME).orElse(GatePolicy.EXPIRES),
                map.value("proofYoungerThan", GateReader::longer, TIME),
                map.value("ticket", GateReader::expression, "a regular expression, such as CHG-[0-9]+"),
                command);
        contradictions(map, policy);
        map.refuseUnknownKeys();
        return policy;
    }

    /** What could never be fulfilled, or says something that nothing would hold. */
    private static void contradictions(YamlMap map, GatePolicy policy) {
        if (policy.approve() == 0 && policy.command().isEmpty()) {
            map.problem(
                    "approve",
                    map.name("approve") + " is 0, so that nobody is asked; give 1 or more, or a command that decides");
        }
        if (!map.has("signers")) {
            for (String key : List.of("approve", "of", "notTheStarter", "ticket")) {
                boolean zero = key.equals("approve") && policy.approve() == 0;
                if (map.has(key) && !zero) {
                    map.problem(
                            key,
                            map.name(key) + " needs " + map.name("signers")
                                    + ", the allowed_signers file that names people and their keys");
                }
            }
        }
        TreeSet<String> people = new TreeSet<>(policy.of());
        if (people.size() < policy.of().size()) {
            map.problem("of", map.name("of") + " names somebody twice; name each person once");
        }
        if (policy.of().stream().anyMatch(name -> name.isBlank() || name.matches(".*[*?!,\\s].*"))) {
            map.problem(
                    "of",
                    map.name("of")
                            + " must name people, for example alice@example.com; patterns and lists belong into the"
                            + " signers file");
        }
        if (!people.isEmpty() && people.size() < policy.approve()) {
            map.problem(
                    "of",
                    map.name("of") + " names " + people.size() + " people and " + map.name("approve") + " asks for "
                            + policy.approve() + "; name more, or ask for fewer");
        }
    }

    private static Path file(String text) {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException();
        }
        return file;
    }

    private static int people(String text) {
        int number = Integer.parseInt(text);
        if (number < 0 || number > MOST_PEOPLE) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Duration longer(String text) {
        Duration time = ProfileValues.duration(text);
        if (time.isZero()) {
            throw new IllegalArgumentException();
        }
        return time;
    }

    private static String expression(String text) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
