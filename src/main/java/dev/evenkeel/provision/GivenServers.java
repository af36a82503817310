package dev.evenkeel.provision;

import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import java.util.Map;
import java.util.Optional;

/** Servers at the addresses a profile gives. Nothing is started, so closing ends nothing. */
record GivenServers(Map<Role, GivenServer> given, Profile profile) implements Servers.Found {
    @Override
    public Server master(Role role) {
        GivenServer server = given.get(role);
        return new Server(
                role.label(), server.endpoint(), server.master(), profile.tls().of(role, server.endpoint()));
    }

    @Override
    public Optional<Server> parameters(Role role) {
        return given.get(role).parameters().map(login -> master(role).as(login));
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return given.get(role).endpoint();
    }

    @Override
    public void close() {}
}
