package dev.evenkeel.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * The instances of one profile, not asked yet.
 *
 * @param specs by role
 */
public record RdsProvider(Access access, Map<Role, RdsSpec> specs) implements ServerProvider {
    @Override
    public List<Secret> secrets() {
        return specs.values().stream()
                .flatMap(spec -> spec.login().stream())
                .map(Login::password)
                .toList();
    }

    /** Nothing is asked before the run has a journal that the calls go to. */
    @Override
    public List<String> problems(Profile profile) {
        return List.of();
    }

    /** To open the servers asks for some, the switch and the fence for others. */
    @Override
    public Optional<String> policy(Profile profile, Set<String> asked) {
        Set<String> actions = new TreeSet<>(asked);
        actions.add("sts:GetCallerIdentity");
        actions.add("rds:DescribeDBInstances");
        if (specs.values().stream().anyMatch(spec -> spec.secret().isPresent())) {
            actions.add("secretsmanager:GetSecretValue");
        }
        actions.addAll(profile.traffic().apiActions());
        actions.addAll(profile.fence().apiActions());
        return Optional.of(new PolicyDocument(access, specs, profile.traffic()).text(actions));
    }

    @Override
    public Servers open(Profile profile, Opening opening) {
        Plane plane = new Plane(new Clients(access, opening.calls()), access, specs);
        try {
            return opened(profile, opening, plane);
        } catch (Refused e) {
            plane.close();
            throw new Misconfigured(e.getMessage());
        } catch (RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    private Servers opened(Profile profile, Opening opening, Plane plane) {
        List<String> wrong = plane.identity().obstacles();
        if (!wrong.isEmpty()) {
            throw new Misconfigured(wrong);
        }
        plane.logins(spec -> spec.login().orElseGet(() -> fromSecret(plane, spec, opening)));
        Map<Role, Reached> servers = new EnumMap<>(Role.class);
        for (Map.Entry<Role, RdsSpec> each : specs.entrySet()) {
            Role role = each.getKey();
            plane.find(role)
                    .filter(instance -> each.getValue().creation().isEmpty() || instance.endpoint() != null)
                    .ifPresent(instance -> servers.put(role, reached(role, instance, profile, plane)));
        }
        List<String> unreached = servers.values().stream()
                .flatMap(reached -> unreached(reached.server()).stream())
                .toList();
        if (!unreached.isEmpty()) {
            throw new Misconfigured(unreached);
        }
        return new RdsServers(profile, plane, servers, role -> plane.find(role)
                .filter(instance -> instance.endpoint() != null)
                .map(instance -> reached(role, instance, profile, plane)));
    }

    /**
     * An instance with its address.
     *
     * @param server as this machine reaches it
     * @param endpoint as the instances reach each other
     */
    record Reached(Server server, Endpoint endpoint) {}

    private Reached reached(Role role, DBInstance instance, Profile profile, Plane plane) {
        Endpoint endpoint = endpoint(role, instance);
        Endpoint here = specs.get(role).address().orElse(endpoint);
        return new Reached(
                new Server(role.label(), here, plane.login(role), profile.tls().of(role, here)), endpoint);
    }

    private static Endpoint endpoint(Role role, DBInstance instance) {
        if (instance.endpoint() == null) {
            throw new Misconfigured(role + ": instance " + instance.dbInstanceIdentifier() + " is "
                    + instance.dbInstanceStatus() + " and has no endpoint yet; wait until it is available");
        }
        return new Endpoint(instance.endpoint().address(), instance.endpoint().port());
    }

    /** A secret of RDS or of an application is JSON with the password in it; any other is the password. */
    private static Login fromSecret(Plane plane, RdsSpec spec, Opening opening) {
        String name = spec.secret().orElseThrow();
        String text = plane.secret(name);
        opening.learn().accept(new Secret(text));
        String password = text;
        if (text.strip().startsWith("{")) {
            password = passwordIn(text)
                    .orElseThrow(() -> new Misconfigured("the secret " + name
                            + " is JSON and has no text \"password\"; give one that has, or one that is the password"));
        }
        Secret secret = new Secret(password);
        opening.learn().accept(secret);
        return new Login(spec.user(), secret);
    }

    private static Optional<String> passwordIn(String json) {
        try {
            JsonNode password = new ObjectMapper().readTree(json).path("password");
            return password.isTextual() ? Optional.of(password.asText()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> unreached(Server server) {
        try (Session session = server.open()) {
            session.version();
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of(e.getMessage() + "; check user and password of servers." + server.name()
                    + ", the instance's security group, and servers." + server.name()
                    + ".address where it is reached through a tunnel");
        }
    }

    /** To read from them. The calls are told to nobody: a comparison keeps its own record. */
    @Override
    public Servers reach(Profile profile) {
        List<String> said = new ArrayList<>();
        return open(
                profile,
                new Opening(
                        Observer.NONE,
                        Path.of(""),
                        secret -> {},
                        said::add,
                        java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC),
                        call -> {}));
    }
}
