package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import java.util.Map;
import java.util.Optional;

/**
 * Instances of RDS. Nothing is started, so closing ends nothing but the clients.
 *
 * @param servers as this machine reaches them
 * @param endpoints as the instances reach each other
 */
record RdsServers(Profile profile, Plane plane, Map<Role, Server> servers, Map<Role, Endpoint> endpoints)
        implements Servers.Found {
    @Override
    public Server master(Role role) {
        return servers.get(role);
    }

    /** RDS gives no account that may set global variables: parameters are set by the control plane. */
    @Override
    public Optional<Server> parameters(Role role) {
        return Optional.empty();
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return endpoints.get(role);
    }

    @Override
    public Optional<ControlPlane> controlPlane() {
        return Optional.of(plane);
    }

    @Override
    public void close() {
        plane.close();
    }
}
