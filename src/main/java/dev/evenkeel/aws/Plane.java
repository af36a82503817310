package dev.evenkeel.aws;

import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Provisioning;
import dev.evenkeel.environment.Provisioning.BlueGreen;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** RDS, asked about the instances of one profile. Every answer is of now; only who was who at first is remembered. */
final class Plane implements ControlPlane, AutoCloseable {
    private static final String DEFAULT_GROUP = "default.";

    private final Clients clients;
    private final Access access;
    private final Map<Role, RdsSpec> specs;
    /** Their resource ids, which no rename moves. */
    private final Map<Role, String> known = new ConcurrentHashMap<>();

    private final Optional<Deployment> deployment;
    /** How often names were moved from one instance to another since this began. */
    private final AtomicInteger moves = new AtomicInteger();

    private Function<RdsSpec, Login> logins = spec -> spec.login().orElseThrow();

    Plane(Clients clients, Access access, Map<Role, RdsSpec> specs) {
        this.clients = clients;
        this.access = access;
        this.specs = specs;
        this.deployment = Optional.ofNullable(specs.get(Role.TARGET))
                .flatMap(RdsSpec::creation)
                .filter(Creation::blueGreen)
                .map(creation -> new Deployment(clients.rds, this, specs));
    }

    @Override
    public Optional<BlueGreen> blueGreen() {
        return deployment.map(each -> each);
    }

    /** Whoever keeps an address must ask for it again. */
    void namesMoved() {
        moves.incrementAndGet();
    }

    int moves() {
        return moves.get();
    }

    /** @throws Misconfigured where the servers are not RDS's */
    static Plane of(Servers servers, String what) {
        return servers.controlPlane()
                .filter(Plane.class::isInstance)
                .map(Plane.class::cast)
                .orElseThrow(() -> needed(what));
    }

    static Misconfigured needed(String what) {
        return new Misconfigured(what + " asks AWS with the credentials of aws: in the profile; give it to a profile of"
                + " kind rds or rds-lookalike, or choose another one");
    }

    /** @param reader of the passwords that are kept in Secrets Manager */
    void logins(Function<RdsSpec, Login> reader) {
        this.logins = reader;
    }

    Login login(Role role) {
        return logins.apply(specs.get(role));
    }

    @Override
    public Optional<Provisioning> provisioning() {
        return Optional.of(new Provisioner(clients.rds, this, specs));
    }

    /** Empty for one that is not there yet; only one that a step creates may be missing. */
    Optional<DBInstance> find(Role role) {
        try {
            return Optional.of(instance(role));
        } catch (Refused e) {
            if (specs.get(role).creation().isPresent() && e.getCause() instanceof DbInstanceNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Records records(String zone, String name, RecordKind.Type type) {
        return new Records(clients.route53, zone, name, type);
    }

    SecretsManagerClient secrets() {
        return clients.secrets;
    }

    List<Endpoint> resolvers() {
        return access.resolvers();
    }

    /**
     * The instance that had the role at first, whatever it is called by now: another one may have its name.
     *
     * @throws Refused where there is none, or it may not be asked for
     */
    DBInstance instance(Role role) {
        Optional<String> resource = Optional.ofNullable(known.get(role));
        try {
            DBInstance named = named(role);
            // RDS chooses the names of a deployment, and moves them.
            deployment.ifPresent(each -> known.putIfAbsent(role, named.dbiResourceId()));
            if (resource.isEmpty() || resource.get().equals(named.dbiResourceId())) {
                return named;
            }
        } catch (Refused e) {
            if (resource.isEmpty() || !(e.getCause() instanceof DbInstanceNotFoundException)) {
                throw e;
            }
        }
        List<DBInstance> found = Clients.ask(
                        role + ": instance " + resource.get(),
                        () -> clients.rds.describeDBInstances(request -> request.filters(Filter.builder()
                                .name("dbi-resource-id")
                                .values(resource.get())
                                .build())))
                .dbInstances();
        if (found.size() != 1) {
            throw new Refused(
                    role + ": the instance " + specs.get(role).instance() + " with the resource id " + resource.get()
                            + " is there no more; somebody has deleted it since this run began",
                    null);
        }
        return found.get(0);
    }

    /** Whether an instance has another name than the profile gives it. */
    Optional<String> renamed(Role role, DBInstance instance) {
        String given = specs.get(role).instance();
        return deployment.isPresent() || given.equalsIgnoreCase(instance.dbInstanceIdentifier())
                ? Optional.empty()
                : Optional.of(role + ": the instance " + given + " of the profile (" + instance.dbiResourceId()
                        + ") is called " + instance.dbInstanceIdentifier() + " now, and its endpoint has moved with its"
                        + " name; give it its name again, or correct servers." + role + " and plan a new run");
    }

    private String name(Role role) {
        String given = specs.get(role).instance();
        if (deployment.isEmpty() || role == Role.REPLICA) {
            return given;
        }
        Optional<String> member = deployment.get().member(role);
        if (role == Role.TARGET && member.isEmpty()) {
            throw new Refused(
                    deployment.get() + " is not there",
                    DbInstanceNotFoundException.builder()
                            .message("no deployment")
                            .build());
        }
        return member.orElse(given);
    }

    private DBInstance named(Role role) {
        String id = name(role);
        List<DBInstance> found = Clients.ask(
                        role + ": instance " + id,
                        () -> clients.rds.describeDBInstances(request -> request.dbInstanceIdentifier(id)))
                .dbInstances();
        if (found.size() != 1) {
            throw new Refused(
                    role + ": RDS answers with " + found.size() + " instances for the identifier " + id
                            + ", must be one; check servers." + role + ".instance in the profile",
                    null);
        }
        return found.get(0);
    }

    String secret(String name) {
        String text = Clients.ask(
                        "secret " + name, () -> clients.secrets.getSecretValue(request -> request.secretId(name)))
                .secretString();
        if (text == null || text.isBlank()) {
            throw new Refused("secret " + name + " holds no text; store the password in it as text", null);
        }
        return text;
    }

    @Override
    public Look identity() {
        List<String> obstacles = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        GetCallerIdentityResponse caller =
                Clients.ask("who is asking", () -> clients.sts.getCallerIdentity(request -> {}));
        access.account()
                .filter(account -> !account.equals(caller.account()))
                .ifPresent(account -> obstacles.add("the credentials are of the account " + caller.account()
                        + ", the profile says " + account
                        + "; use credentials of that account, or correct aws.account"));
        notes.add("AWS account " + caller.account() + ", region " + access.region() + ", asked as " + caller.arn());
        if (!obstacles.isEmpty()) {
            // What an instance of the same name in another account is does not matter.
            return new Look(obstacles, notes);
        }
        List<String> seen = new ArrayList<>();
        for (Map.Entry<Role, RdsSpec> each : specs.entrySet()) {
            Role role = each.getKey();
            Optional<DBInstance> found = find(role);
            if (found.isEmpty()) {
                notes.add(role + ": the instance " + each.getValue().instance()
                        + " is not there; a step of the runbook is to create it");
                continue;
            }
            DBInstance instance = found.get();
            renamed(role, instance).ifPresent(obstacles::add);
            known.putIfAbsent(role, instance.dbiResourceId());
            if (seen.contains(instance.dbiResourceId())) {
                obstacles.add(role + ": instance " + instance.dbInstanceIdentifier()
                        + " is given for another role too; the profile must name three");
            }
            seen.add(instance.dbiResourceId());
            each.getValue()
                    .resource()
                    .filter(expected -> !expected.equals(instance.dbiResourceId()))
                    .ifPresent(expected -> obstacles.add(role + ": the instance " + instance.dbInstanceIdentifier()
                            + " has the resource id " + instance.dbiResourceId() + ", the profile says " + expected
                            + "; another instance has its name now, so correct servers." + role));
            notes.add(role + ": " + instance.dbInstanceArn() + ", " + instance.dbiResourceId() + ", "
                    + instance.engine() + " " + instance.engineVersion() + ", " + instance.dbInstanceClass() + ", "
                    + (instance.multiAZ() ? "Multi-AZ" : "one zone") + ", " + instance.dbInstanceStatus());
        }
        return new Look(obstacles, notes);
    }

    @Override
    public AtRest atRest(Role role) {
        return Storage.look(clients, role, instance(role));
    }

    @Override
    public Look readiness(Instant now) {
        return new Readiness(clients, this, roles()).look(now);
    }

    @Override
    public Recorded recorded(Instant now, Duration back, Function<Role, Optional<Long>> connections) {
        return new Recording(clients, this, now, back).look(roles(), connections);
    }

    private Set<Role> roles() {
        Set<Role> roles = new TreeSet<>(specs.keySet());
        if (deployment.isPresent()) {
            roles.remove(Role.REPLICA);
        }
        return roles;
    }

    @Override
    public String settingByHand(Role role, String parameter, String value) {
        return "aws rds modify-db-parameter-group --db-parameter-group-name " + group(role)
                + " --parameters ParameterName=" + parameter + ",ParameterValue=" + value + ",ApplyMethod=immediate";
    }

    private String group(Role role) {
        return status(role).dbParameterGroupName();
    }

    private DBParameterGroupStatus status(Role role) {
        return Optional.of(instance(role).dbParameterGroups())
                .filter(groups -> !groups.isEmpty())
                .map(groups -> groups.get(0))
                .orElseThrow(() -> new Refused(role + ": RDS shows no parameter group of it", null));
    }

    @Override
    public void set(Role role, String parameter, String value) {
        String group = group(role);
        if (group.startsWith(DEFAULT_GROUP)) {
            throw new Refused(
                    role + ": its parameter group is " + group + ", which cannot be changed; give the instance a"
                            + " parameter group of its own and restart it",
                    null);
        }
        Clients.ask(
                role + ": parameter " + parameter + " of group " + group,
                () -> clients.rds.modifyDBParameterGroup(request -> request.dbParameterGroupName(group)
                        .parameters(Parameter.builder()
                                .parameterName(parameter)
                                .parameterValue(value)
                                .applyMethod(ApplyMethod.IMMEDIATE)
                                .build())));
    }

    @Override
    public String progress(Role role) {
        DBInstance instance = instance(role);
        return instance.dbInstanceStatus() + ", "
                + instance.dbParameterGroups().stream()
                        .findFirst()
                        .map(DBParameterGroupStatus::parameterApplyStatus)
                        .orElse("no parameter group");
    }

    @Override
    public boolean settled(Role role) {
        DBInstance instance = instance(role);
        return instance.dbInstanceStatus().equals("available")
                && instance.dbParameterGroups().stream()
                        .allMatch(group -> group.parameterApplyStatus().equals("in-sync"));
    }

    @Override
    public void close() {
        clients.close();
    }
}
