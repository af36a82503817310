package dev.evenkeel.environment;

import dev.evenkeel.environment.yaml.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a profile may choose among; of each, the first is what it gets that does not choose. Whoever reads profiles says what
 * there is; nothing here knows any of them.
 */
public record Providers(List<ServerKind> servers, List<FenceKind> fences, List<SwitchKind> switches) {
    public Providers {
        servers = List.copyOf(servers);
        fences = List.copyOf(fences);
        switches = List.copyOf(switches);
    }

    /** These and more: whoever adds to what there is gives the lines of it here. */
    public Providers and(Providers more) {
        return new Providers(
                both(servers, more.servers()), both(fences, more.fences()), both(switches, more.switches()));
    }

    private static <K> List<K> both(List<K> these, List<K> more) {
        return Stream.concat(these.stream(), more.stream()).toList();
    }

    /** Where the profile gives none or one that is not known, the first is used until all problems are reported. */
    public ServerKind server(YamlMap profile) {
        if (!profile.has("kind")) {
            profile.required("kind", servers.get(0).name());
        }
        return chosen(profile, "kind", servers, ServerKind::name);
    }

    public Fences fence(YamlMap profile) {
        YamlMap choice = profile.choice("fence");
        Fences fences = chosen(choice, "kind", this.fences, FenceKind::name).read(choice);
        choice.refuseUnknownKeys();
        return fences;
    }

    public Traffic traffic(YamlMap application) {
        return chosen(application, "switch", switches, SwitchKind::name).read(application);
    }

    private static <K> K chosen(YamlMap map, String key, List<K> kinds, Function<K, String> name) {
        return map.value(
                        key,
                        text -> kinds.stream()
                                .filter(kind -> name.apply(kind).equalsIgnoreCase(text))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new),
                        oneOf(kinds.stream().map(name).toList()))
                .orElse(kinds.get(0));
    }

    /** As a sentence lists them: embedded, containers or servers. */
    private static String oneOf(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** The kinds of servers that are there already, whoever depends on them. */
    public String givenNames() {
        return servers.stream()
                .filter(kind -> !kind.ours())
                .map(ServerKind::name)
                .collect(Collectors.joining(" and "));
    }

    /** Each key of a server, and the kinds that have it. */
    public Map<String, String> serverKeys() {
        return kindsByKey(ServerKind::serverKeys);
    }

    /** Each key that a profile has only because of its kind, and the kinds that have it. */
    public Map<String, String> profileKeys() {
        return kindsByKey(ServerKind::profileKeys);
    }

    private Map<String, String> kindsByKey(Function<ServerKind, Set<String>> keys) {
        return servers.stream()
                .flatMap(kind -> keys.apply(kind).stream().map(key -> Map.entry(key, kind.name())))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one + " and " + other, TreeMap::new));
    }
}
