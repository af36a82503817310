package dev.evenkeel.environment;

import dev.evenkeel.environment.yaml.LoginReader;
import dev.evenkeel.environment.yaml.YamlMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** What a profile says of its servers, for their kind to read. */
public final class ProfileServers {
    private final YamlMap profile;
    private final Set<Role> roles;
    private final LoginReader logins;
    private final Map<String, String> elsewhere;

    /** @param elsewhere the keys of servers of all kinds, and which kinds have them */
    public ProfileServers(YamlMap profile, Set<Role> roles, LoginReader logins, Map<String, String> elsewhere) {
        this.profile = profile;
        this.roles = roles;
        this.logins = logins;
        this.elsewhere = elsewhere;
    }

    /** The whole profile, for the keys that it has only because of this kind. */
    public YamlMap profile() {
        return profile;
    }

    public LoginReader logins() {
        return logins;
    }

    /** Reads each server that is needed; what the reader did not ask for is refused. */
    public <S> Map<Role, S> each(BiFunction<YamlMap, Role, S> reader) {
        YamlMap servers = profile.map("servers");
        Map<Role, S> read = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            boolean given = servers.has(role.label());
            if (!roles.contains(role)) {
                // Not to be spoken to, so it does not matter whether its password is available.
                continue;
            }
            if (!given) {
                profile.problem("servers", "servers." + role.label() + " is missing; " + remedy(servers));
                continue;
            }
            YamlMap server = servers.map(role.label());
            read.put(role, reader.apply(server, role));
            server.refuseUnknownKeys(elsewhere);
        }
        servers.refuseUnknownKeys();
        return read;
    }

    private String remedy(YamlMap servers) {
        if (logins.runbook()) {
            return "a run needs source, replica and target";
        }
        List<String> there = Arrays.stream(Role.values())
                .map(Role::label)
                .filter(servers::has)
                .toList();
        return "it is to be compared; add it, or name two of the servers that are there"
                + (there.isEmpty() ? "" : " (" + String.join(", ", there) + ")") + " with --of and --against";
    }
}
