package dev.evenkeel.provision;

import dev.evenkeel.environment.ProfileServers;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.ServerProvider;
import java.util.Set;

/** Servers at the addresses that the profile gives. */
final class GivenKind implements ServerKind {
    @Override
    public String name() {
        return "servers";
    }

    @Override
    public boolean ours() {
        return false;
    }

    @Override
    public Set<String> serverKeys() {
        return Set.of("host", "port", "user", "password", "parameters");
    }

    @Override
    public ServerProvider read(ProfileServers given) {
        return new GivenProvider(given.each((server, role) -> GivenServer.read(server, given.logins())));
    }
}
