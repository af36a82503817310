package dev.evenkeel.provision;

import dev.evenkeel.environment.FenceKind;
import dev.evenkeel.environment.Fences;
import dev.evenkeel.environment.yaml.YamlMap;

/** Closes a server by {@code read_only}; whoever has SUPER or READ_ONLY ADMIN keeps writing. */
final class ReadOnlyKind implements FenceKind {
    @Override
    public String name() {
        return "read_only";
    }

    @Override
    public Fences read(YamlMap options) {
        return (role, servers, sent) -> new ReadOnlyFence(servers.master(role), servers.parameters(role), sent);
    }
}
