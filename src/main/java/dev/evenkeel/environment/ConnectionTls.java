package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.tls.Tls;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a profile says of TLS between this machine and its servers. Where it says nothing, TLS is required with every server that is
 * not on this machine.
 *
 * @param mode for all servers; empty where the profile does not say
 * @param authorities whom to trust
 * @param servers what the profile says of single servers, which wins
 */
public record ConnectionTls(Optional<Mode> mode, Path authorities, Map<Role, Mode> servers) {
    public ConnectionTls {
        Objects.requireNonNull(authorities, "authorities");
        servers = Map.copyOf(servers);
    }

    /** As a profile names it. */
    public enum Mode {
        /** Nothing is encrypted. */
        OFF,
        /** Encrypted, and only with a server whose certificate names its host and is signed by a trusted authority. */
        VERIFIED
    }

    /** How a server is spoken to. */
    public Tls of(Role role, Endpoint endpoint) {
        return chosen(Optional.ofNullable(servers.get(role)), endpoint);
    }

    /** How something else is spoken to, for example a proxy that an application connects to. */
    public Tls of(Endpoint endpoint) {
        return chosen(Optional.empty(), endpoint);
    }

    private Tls chosen(Optional<Mode> own, Endpoint endpoint) {
        return own.or(() -> mode)
                        .orElse(Tls.isLoopback(endpoint.host()) ? Mode.OFF : Mode.VERIFIED)
                        .equals(Mode.VERIFIED)
                ? Tls.verified(authorities)
                : Tls.OFF;
    }

    /** The target's link to the source may not be open unless the profile says so. */
    public boolean demandedOfLink(ServerKind kind, Endpoint source) {
        return demanded() || !kind.ours() && !Tls.isLoopback(source.host());
    }

    /** The profile itself says that all servers are to be spoken to by TLS: those that a run starts need certificates. */
    public boolean demanded() {
        return mode.equals(Optional.of(Mode.VERIFIED));
    }
}
