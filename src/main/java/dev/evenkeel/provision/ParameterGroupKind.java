package dev.evenkeel.provision;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.FenceKind;
import dev.evenkeel.environment.Fences;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.journal.Observer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Closes a server by {@code read_only} in its parameter group: the control plane sets it, some seconds pass, and the server
 * itself is asked whether it is in force. Whoever has SUPER or READ_ONLY ADMIN can still write, which on RDS is nobody.
 */
final class ParameterGroupKind implements FenceKind {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @Override
    public String name() {
        return "parameter_group";
    }

    @Override
    public Fences read(YamlMap options) {
        Duration limit = options.value("limit", ProfileValues::duration, "a time such as 30s or 2m")
                .orElse(USUAL_LIMIT);
        return new ByGroup(limit);
    }

    private record ByGroup(Duration limit) implements Fences {
        @Override
        public Set<String> apiActions() {
            return Set.of("rds:DescribeDBInstances", "rds:ModifyDBParameterGroup");
        }

        @Override
        public Fence of(Role role, Servers servers, Consumer<String> sent) {
            return new ParameterGroupFence(
                    role,
                    servers.master(role),
                    servers.controlPlane()
                            .orElseThrow(
                                    () -> new Misconfigured(
                                            "fence: parameter_group closes servers by their provider's"
                                                    + " control plane, which these have not; give another fence, or a profile of kind rds")),
                    limit,
                    new Await(Observer.NONE, LOOK_EVERY),
                    sent);
        }
    }
}
