package dev.evenkeel.provision;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The given servers of one profile, not asked yet. */
record GivenProvider(Map<Role, GivenServer> servers) implements ServerProvider {
    @Override
    public List<Secret> secrets() {
        return servers.values().stream()
                .flatMap(server -> Stream.concat(Stream.of(server.master()), server.parameters().stream()))
                .map(Login::password)
                .toList();
    }

    @Override
    public List<String> problems(Profile profile) {
        Servers opened = new GivenServers(servers, profile);
        List<String> problems = new ArrayList<>();
        for (Role role : servers.keySet()) {
            Optional<DatabaseException> refused = refusal(opened.master(role));
            refused.ifPresent(e -> problems.add(sentence(e, role, "")));
            if (refused.isEmpty() || refused.get().is(ServerError.ER_ACCESS_DENIED_ERROR)) {
                opened.parameters(role)
                        .flatMap(GivenProvider::refusal)
                        .ifPresent(e -> problems.add(sentence(e, role, ".parameters")));
            }
        }
        return problems;
    }

    @Override
    public Servers open(Profile profile, Opening opening) {
        return new GivenServers(servers, profile);
    }

    /** Asks only the accounts to read with. */
    @Override
    public Servers reach(Profile profile) {
        Servers opened = new GivenServers(servers, profile);
        List<String> problems = servers.keySet().stream()
                .flatMap(role -> refusal(opened.master(role)).map(e -> sentence(e, role, "")).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        return opened;
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
        if (e.foreign()) {
            return e.getMessage() + "; give the address of a MariaDB server in servers." + role + " of the profile";
        }
        return e.getMessage()
                + (e.is(ServerError.ER_ACCESS_DENIED_ERROR)
                        ? "; check user and password of servers." + role + login + " in the profile"
                        : "; check host and port of servers." + role
                                + " in the profile, and that this machine may connect");
    }
}
