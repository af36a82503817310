package dev.evenkeel.provision.containers;

import dev.evenkeel.environment.ProfileServers;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import java.util.Map;
import java.util.Set;

/** Servers started in containers for the run, and removed with it or kept, stopped, for the next one. */
public final class ContainerKind implements ServerKind {
    @Override
    public String name() {
        return "containers";
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public boolean machines() {
        return true;
    }

    @Override
    public Set<String> serverKeys() {
        return Set.of("image", "port", "options", "encrypted", "disk");
    }

    @Override
    public Set<String> profileKeys() {
        return Set.of("reuse");
    }

    @Override
    public ServerProvider read(ProfileServers given) {
        Map<Role, GivenContainer> specs = given.each(GivenContainer::read);
        return new ContainerProvider(specs, reuse(given.profile(), specs));
    }

    private static boolean reuse(YamlMap yaml, Map<Role, GivenContainer> specs) {
        boolean reuse =
                yaml.value("reuse", ProfileValues::yesOrNo, "true or false").orElse(false);
        specs.forEach((role, spec) -> {
            if (reuse && spec.disk().isPresent()) {
                yaml.problem(
                        "reuse",
                        "reuse is true, and servers." + role + ".disk is in memory and is lost between"
                                + " runs; leave one of them out");
            }
        });
        return reuse;
    }
}
