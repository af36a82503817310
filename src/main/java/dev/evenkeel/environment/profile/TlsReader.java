package dev.evenkeel.environment.profile;

import dev.evenkeel.environment.ConnectionTls;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.tls.Authorities;
import dev.evenkeel.mariadb.tls.SystemAuthorities;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how this machine's connections to the servers are protected. */
final class TlsReader {
    private static final String NEEDED = "verified or off";

    private TlsReader() {}

    static ConnectionTls read(YamlMap profile, ServerKind kind) {
        YamlMap map = profile.map("tls");
        Optional<ConnectionTls.Mode> mode = map.value("mode", TlsReader::mode, NEEDED);
        Map<Role, ConnectionTls.Mode> servers = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            map.value(role.label(), TlsReader::mode, NEEDED).ifPresent(one -> servers.put(role, one));
        }
        Optional<Path> ca = map.text("ca").filter(text -> !text.isBlank()).map(Path::of);
        map.refuseUnknownKeys();
        if (kind.ours()) {
            refuseForOurs(map, kind, mode, ca.isPresent(), servers);
        } else {
            ca.flatMap(Authorities::problem).ifPresent(problem -> map.problem("ca", "tls.ca: " + problem));
        }
        return new ConnectionTls(mode, ca.orElseGet(SystemAuthorities::file), servers);
    }

    private static void refuseForOurs(
            YamlMap map,
            ServerKind kind,
            Optional<ConnectionTls.Mode> mode,
            boolean ca,
            Map<Role, ConnectionTls.Mode> servers) {
        if (mode.equals(Optional.of(ConnectionTls.Mode.VERIFIED)) && !kind.secured()) {
            map.problem(
                    "mode",
                    "tls.mode is verified, and servers of kind " + kind.name()
                            + " are started without certificates; use kind: embedded, or leave it out");
        }
        if (ca) {
            map.problem(
                    "ca",
                    "tls.ca is given, and servers that are started for the run get certificates of an authority"
                            + " that is made with them; leave it out");
        }
        servers.keySet()
                .forEach(role -> map.problem(
                        role.label(),
                        "tls." + role.label() + " is given, and servers that are started for the run are all alike; say"
                                + " tls.mode for all of them"));
    }

    private static ConnectionTls.Mode mode(String text) {
        return ConnectionTls.Mode.valueOf(
                text.equals(text.toLowerCase(Locale.ROOT)) ? text.toUpperCase(Locale.ROOT) : "");
    }
}
