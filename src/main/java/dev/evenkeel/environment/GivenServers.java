package dev.evenkeel.environment;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Servers at the addresses a profile gives. Nothing is started, so closing ends nothing. */
final class GivenServers implements Servers {
    private final Map<Role, ServerSpec.Given> specs = new TreeMap<>();
    private final Profile profile;

    /** @throws Misconfigured naming every server that cannot be reached or refuses the account */
    GivenServers(Profile profile) {
        this.profile = profile;
        profile.servers().forEach((role, spec) -> specs.put(role, (ServerSpec.Given) spec));
        List<String> problems = new ArrayList<>();
        for (Role role : Role.values()) {
            check(master(role), role).ifPresent(problems::add);
            parameters(role).flatMap(server -> check(server, role)).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
    }

    private static Optional<String> check(Server server, Role role) {
        try (Session session = server.open()) {
            session.version();
            return Optional.empty();
        } catch (DatabaseException e) {
            String todo = e.is(ServerError.ER_ACCESS_DENIED_ERROR)
                    ? "; check user and password of servers." + role + " in the profile"
                    : "; check host and port of servers." + role + " in the profile, and that this machine may connect";
            return Optional.of(e.getMessage() + todo);
        }
    }

    @Override
    public Server master(Role role) {
        ServerSpec.Given spec = specs.get(role);
        return new Server(role.label(), spec.endpoint(), spec.master());
    }

    @Override
    public Optional<Server> parameters(Role role) {
        return specs.get(role).parameters().map(login -> master(role).as(login));
    }

    @Override
    public Optional<ServerHome> home(Role role) {
        return Optional.empty();
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
