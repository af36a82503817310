package dev.evenkeel.provision.embedded;

import dev.evenkeel.environment.ProfileServers;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.ServerProvider;
import java.util.Set;

/** Servers started on this machine for the run, and ended with it. */
public final class EmbeddedKind implements ServerKind {
    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public boolean secured() {
        return true;
    }

    @Override
    public Set<String> serverKeys() {
        return Set.of("version", "home", "port", "options");
    }

    @Override
    public ServerProvider read(ProfileServers given) {
        return new EmbeddedProvider(given.each(EmbeddedSpec::read));
    }
}
