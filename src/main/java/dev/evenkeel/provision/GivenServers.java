package dev.evenkeel.provision;

import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.tls.Tls;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Servers at the addresses a profile gives. Nothing is started, so closing ends nothing. */
record GivenServers(Map<Role, GivenServer> given, Profile profile) implements Servers {
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
    public Tls elsewhere(Endpoint at) {
        return profile.tls().of(at);
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return given.get(role).endpoint();
    }

    @Override
    public Login replication() {
        return profile.replication().orElseThrow();
    }

    @Override
    public Optional<Login> application() {
        return profile.application().flatMap(Profile.Application::login);
    }

    @Override
    public void restore(Role role, Consumer<Server> work) {
        throw new IllegalStateException("the " + role + " was not started for this run, so nothing is restored to it");
    }

    @Override
    public boolean expendable() {
        return false;
    }

    @Override
    public void close() {}
}
