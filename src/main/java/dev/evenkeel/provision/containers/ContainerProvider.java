package dev.evenkeel.provision.containers;

import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The containers of one profile, not started yet.
 *
 * @param reuse they are kept, stopped, for the next run
 */
record ContainerProvider(Map<Role, GivenContainer> specs, boolean reuse) implements ServerProvider {
    @Override
    public List<String> problems(Profile profile) {
        List<String> problems = new ArrayList<>();
        ContainerImages.check(specs, problems);
        return problems;
    }

    @Override
    public Servers open(Profile profile, Opening opening) {
        return ContainerServers.start(profile.name(), this, opening);
    }
}
