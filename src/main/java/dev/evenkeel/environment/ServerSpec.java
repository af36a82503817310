package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a profile says of one server. */
public sealed interface ServerSpec {
    /**
     * A server that evenkeel starts on this machine.
     *
     * @param version an artifact version; empty when {@code home} is given
     * @param home an installed server's folder
     * @param options server variables by name, as they stand in an option file
     */
    record Embedded(Optional<String> version, Optional<Path> home, Optional<Integer> port, Map<String, String> options)
            implements ServerSpec {
        public Embedded {
            options = Map.copyOf(options);
        }
    }

    /**
     * A server that evenkeel starts in a container.
     *
     * @param images image names, the first that can be had is taken
     * @param options server variables by name, as they stand in an option file
     * @param encrypted everything it stores is encrypted, with a key made for the run
     * @param disk how much its data folder holds, as 512m or 2g; empty for what the engine's disk holds
     */
    record Container(
            List<String> images,
            Optional<Integer> port,
            Map<String, String> options,
            boolean encrypted,
            Optional<String> disk)
            implements ServerSpec {
        public Container {
            images = List.copyOf(images);
            options = Map.copyOf(options);
        }
    }

    /**
     * A server that is there already.
     *
     * @param master the account the runbook runs as
     * @param parameters an account that may set global variables, standing in for RDS's parameter group
     */
    record Given(Endpoint endpoint, Login master, Optional<Login> parameters) implements ServerSpec {}
}
