package dev.evenkeel.provision.lookalike;

import dev.evenkeel.aws.Access;
import dev.evenkeel.aws.Creation;
import dev.evenkeel.aws.Policy;
import dev.evenkeel.aws.RdsProvider;
import dev.evenkeel.aws.RdsSpec;
import dev.evenkeel.aws.RecordKind;
import dev.evenkeel.aws.SecretKind;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.Traffic;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInServers;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;

/**
 * The look-alike of one profile, not started yet. Once its instances are there they are opened as those of RDS are, with
 * nothing replaced but the address.
 */
record LookAlikeProvider(Map<Role, LookAlikeKind.Spec> specs, List<Mishap> mishaps, Set<String> allowed)
        implements ServerProvider {
    private static final int GIBIBYTES = 20;
    private static final String PREFIX = "evenkeel-";
    /** Of the role that a run has. */
    private static final String ROLE_KEY = "AKIAEVENKEEL00000000";

    @Override
    public List<String> problems(Profile profile) {
        List<String> problems = new ArrayList<>();
        LocalFiles.cacheProblem().ifPresent(problems::add);
        ServerHome.foreignMachine(System.getProperty("os.name"), System.getProperty("os.arch"))
                .ifPresent(problems::add);
        return problems;
    }

    @Override
    public Optional<String> policy(Profile profile, Set<String> asked) {
        Map<Role, RdsSpec> named = new EnumMap<>(Role.class);
        specs.keySet().forEach(role -> named.put(role, toCreate(role, "alias/evenkeel")));
        return new RdsProvider(
                        Access.local(URI.create("http://127.0.0.1"), LookAlike.REGION, LookAlike.ACCOUNT, ROLE_KEY),
                        named)
                .policy(profile, asked);
    }

    @Override
    public Servers open(Profile profile, Opening opening) {
        specs.values().stream()
                .map(LookAlikeKind.Spec::version)
                .distinct()
                .forEach(version -> ServerHome.ofArtifact(version, opening.say()));
        // Only what it shows as times comes from this clock; nothing of the run is decided by it.
        LookAlike lookAlike =
                LookAlike.start(0, new Pace(opening.clock(), false), opening.observer(), opening.learn(), line -> {});
        try {
            Map<Role, RdsSpec> instances = instances(lookAlike, opening);
            // With the documented policy and no more: what is missing there is found here.
            lookAlike.admit(ROLE_KEY, "evenkeel", actions(profile.traffic()));
            serve(lookAlike, profile.traffic());
            Servers servers = new RdsProvider(
                            Access.local(
                                    lookAlike.endpoint(),
                                    List.of(lookAlike.nameServer()),
                                    LookAlike.REGION,
                                    LookAlike.ACCOUNT,
                                    ROLE_KEY),
                            instances)
                    .open(profile, opening);
            lookAlike.plan(mishaps, LookAlikeProvider::id, ROLE_KEY);
            return new LookAlikeServers(lookAlike, servers, opening.learn());
        } catch (Refusal e) {
            lookAlike.close();
            throw new Misconfigured("the look-alike refuses what the profile asks for: " + e.getMessage());
        } catch (RuntimeException e) {
            lookAlike.close();
            throw e;
        }
    }

    /** What the profile allows, else what is documented; who creates nothing may create nothing. */
    private Set<String> actions(Traffic traffic) {
        if (!allowed.isEmpty()) {
            return allowed;
        }
        Set<String> actions = Policy.actions(traffic);
        if (specs.values().stream().anyMatch(LookAlikeKind.Spec::created)) {
            actions.addAll(Policy.provisioning());
        }
        if (specs.values().stream().anyMatch(LookAlikeKind.Spec::blueGreen)) {
            actions.addAll(Policy.blueGreen());
        }
        return actions;
    }

    /** What the application is to be moved by is there before the run, as on AWS. */
    private static void serve(LookAlike lookAlike, Traffic traffic) {
        if (traffic instanceof RecordKind.Chosen chosen) {
            lookAlike.createZone(chosen.zone());
        } else if (traffic instanceof SecretKind.Chosen chosen) {
            lookAlike.createSecret(
                    chosen.secret(),
                    "{\"username\":\"assessment_app\",\"" + chosen.hostKey() + "\":\"nowhere.invalid\",\""
                            + chosen.portKey() + "\":3306}");
        }
    }

    private Map<Role, RdsSpec> instances(LookAlike lookAlike, Opening opening) {
        String key = lookAlike.createKey("alias/evenkeel");
        Map<Role, RdsSpec> instances = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            LookAlikeKind.Spec spec = specs.get(role);
            Group group = new Group(id(role), InstanceBirth.family(spec.version()), "for the " + role);
            group.values().putAll(spec.parameters());
            if (!spec.created()) {
                lookAlike.world().add(group);
            }
            if (role != Role.REPLICA && !spec.created()) {
                create(lookAlike, role, spec, key, opening);
            }
        }
        for (Role role : List.of(Role.SOURCE, Role.TARGET, Role.REPLICA)) {
            if (specs.get(role).created()) {
                instances.put(role, toCreate(role, key));
                continue;
            }
            if (role == Role.REPLICA) {
                lookAlike
                        .birth()
                        .replicate(CreateDbInstanceReadReplicaRequest.builder()
                                .dbInstanceIdentifier(id(role))
                                .sourceDBInstanceIdentifier(id(Role.SOURCE))
                                .dbParameterGroupName(id(role))
                                .build());
            }
            lookAlike.finish(id(role));
            Instance instance = lookAlike.world().instance(id(role));
            instances.put(
                    role,
                    new RdsSpec(
                            instance.id(),
                            Optional.of(instance.facts().dbiResourceId()),
                            RdsStandIn.MASTER,
                            Optional.empty(),
                            Optional.of(secret(role)),
                            Optional.empty()));
        }
        return instances;
    }

    private RdsSpec toCreate(Role role, String key) {
        LookAlikeKind.Spec spec = specs.get(role);
        return new RdsSpec(
                id(role),
                Optional.empty(),
                RdsStandIn.MASTER,
                Optional.empty(),
                Optional.of(secret(role)),
                Optional.empty(),
                Optional.of(new Creation(
                        "db.t4g.medium",
                        Optional.of(GIBIBYTES),
                        Optional.of(spec.version()).filter(version -> role == Role.TARGET),
                        Optional.of(key).filter(given -> spec.encrypted()),
                        spec.parameters(),
                        spec.blueGreen())));
    }

    private static Secret secret(LookAlike lookAlike, Role role, Opening opening) {
        Secret password = StandInServers.randomPassword();
        opening.learn().accept(password);
        lookAlike.createSecret(
                id(role) + "/master",
                "{\"username\":\"" + RdsStandIn.MASTER + "\",\"password\":\"" + password.reveal() + "\"}");
        return password;
    }

    private static void create(LookAlike lookAlike, Role role, LookAlikeKind.Spec spec, String key, Opening opening) {
        Secret password = secret(lookAlike, role, opening);
        CreateDbInstanceRequest.Builder request = CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(id(role))
                .dbInstanceClass("db.t4g.medium")
                .engine("mariadb")
                .engineVersion(spec.version())
                .masterUsername(RdsStandIn.MASTER)
                .masterUserPassword(password.reveal())
                .allocatedStorage(GIBIBYTES)
                .dbParameterGroupName(id(role))
                .storageEncrypted(spec.encrypted());
        if (spec.encrypted()) {
            request.kmsKeyId(key);
        }
        lookAlike.birth().create(request.build());
    }

    /** A replica has its source's accounts, and so has what is restored from its snapshot. */
    private String secret(Role role) {
        boolean sources = role == Role.REPLICA || specs.get(role).created();
        return id(sources ? Role.SOURCE : role) + "/master";
    }

    private static String id(Role role) {
        return PREFIX + role;
    }
}
