package dev.evenkeel.environment;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Servers at the addresses a profile gives. Nothing is started, so closing ends nothing. */
final class GivenServers implements Servers {
    private final Map<Role, ServerSpec.Given> specs = new TreeMap<>();
    private final Profile profile;

    GivenServers(Profile profile) {
        this.profile = profile;
        profile.servers().forEach((role, spec) -> specs.put(role, (ServerSpec.Given) spec));
    }

    /** Names every server that cannot be reached or refuses an account. */
    static void check(Profile profile, List<String> problems) {
        GivenServers servers = new GivenServers(profile);
        for (Role role : Role.values()) {
            Optional<DatabaseException> refused = refusal(servers.master(role));
            refused.ifPresent(e -> problems.add(sentence(e, role, "")));
            if (refused.isEmpty() || refused.get().is(ServerError.ER_ACCESS_DENIED_ERROR)) {
                servers.parameters(role)
                        .flatMap(GivenServers::refusal)
                        .ifPresent(e -> problems.add(sentence(e, role, ".parameters")));
            }
        }
    }

    /** Names those of the servers that cannot be reached or refuse the account to read with. */
    void checkMasters(List<String> problems) {
        specs.keySet().forEach(role -> refusal(master(role)).ifPresent(e -> problems.add(sentence(e, role, ""))));
    }

    private static Optional<DatabaseException> refusal(Server server) {
        try (Session session = server.open()) {
            session.version();
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of(e);
        }
    }

    private static String sentence(DatabaseException e, Role role, String login) {
        return e.getMessage()
                + (e.is(ServerError.ER_ACCESS_DENIED_ERROR)
                        ? "; check user and password of servers." + role + login + " in the profile"
                        : "; check host and port of servers." + role
                                + " in the profile, and that this machine may connect");
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
    public Endpoint reachedByOthers(Role role) {
        return specs.get(role).endpoint();
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
