package dev.evenkeel.provision.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.evenkeel.environment.Machine;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.provision.standin.LocalPort;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Source, replica and target as containers, each a host of its own on one network, standing in for three RDS instances.
 * The images are used as they were published.
 */
final class ContainerServers extends StandInServers {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration START_AGAIN_LIMIT = Duration.ofSeconds(30);
    private static final int PORT = 3306;
    private static final String INIT = "/evenkeel/init.sql";
    /** What a kept server holds when nobody has used it. */
    private static final String NEW = "/evenkeel/new";

    private final DockerClient client;
    private final ContainerImages images;
    private final Map<Role, ContainerMachine> machines = new ConcurrentHashMap<>();
    private final Opening opening;
    /** Where the profile keeps its servers, and no other run has them. */
    private final Optional<WarmSet> warm;

    private final Map<Role, ContainerSpec> specs;
    private ContainerNetwork network;
    /** The servers are those of an earlier run. */
    private boolean used;
    /** Everything is as it should be, so that another run may have the servers. */
    private boolean complete;

    private ContainerServers(
            DockerEngine engine,
            ContainerImages images,
            Map<Role, ContainerSpec> specs,
            Optional<WarmSet> warm,
            Opening opening) {
        super(opening.learn());
        this.client = engine.client();
        this.specs = specs;
        this.warm = warm;
        this.images = images;
        this.opening = opening;
    }

    static ContainerServers start(String profile, ContainerProvider given, Opening opening) {
        DockerEngine engine = DockerEngine.find();
        ContainerOwner.sweep(engine.client());
        ContainerImages images = ContainerImages.choose(engine, given.specs(), opening.say());
        Map<Role, ContainerSpec> specs = new EnumMap<>(Role.class);
        List<String> recipe = new ArrayList<>();
        for (Role role : Role.values()) {
            ContainerSpec spec = new ContainerSpec(given.specs().get(role), role, images.canEncrypt(role));
            spec.secrets().forEach(opening.learn());
            specs.put(role, spec);
            // Sorted: the options of a profile are in another order each time.
            recipe.add(role + " " + engine.id(images.of(role)) + " " + spec.port() + " "
                    + new TreeSet<>(spec.command(INIT)));
        }
        Optional<WarmSet> warm = given.reuse() ? WarmSet.claim(profile, recipe) : Optional.empty();
        if (given.reuse() && warm.isEmpty()) {
            opening.say().accept("another run has the servers that the profile keeps; starting others");
        }
        ContainerServers servers = new ContainerServers(engine, images, specs, warm, opening);
        try {
            servers.startAll();
            return servers;
        } catch (DockerException e) {
            servers.close();
            throw new Misconfigured("the Docker engine refuses the servers' containers: " + DockerEngine.reason(e)
                    + "; fix that, or use the profile embedded: -e embedded");
        } catch (RuntimeException e) {
            RuntimeException cause = servers.endedOr(e);
            servers.close();
            throw cause;
        }
    }

    /** How a server ended that had answered before, or else what was thrown. */
    private RuntimeException endedOr(RuntimeException thrown) {
        return !(thrown instanceof DatabaseException)
                ? thrown
                : machines.entrySet().stream()
                        .filter(each -> !each.getValue().running())
                        .findFirst()
                        .<RuntimeException>map(each -> ended(each.getKey(), "ended while it was set up"))
                        .orElse(thrown);
    }

    private void startAll() {
        if (!wake()) {
            warm.ifPresent(set -> set.discard(client));
            network = ContainerNetwork.create(client, warm.map(WarmSet::labels).orElseGet(() -> ContainerOwner.self()
                    .labels()));
            inParallel(role -> {
                launch(role, specs.get(role));
                awaitConnection(role, START_LIMIT);
                if (warm.isPresent()) {
                    UsedServer.empty(admin(role));
                    machines.get(role).copy(Map.of(NEW, UsedServer.contents(admin(role))));
                }
            });
        }
        inParallel(role -> {
            install(role);
            // Read again whenever the server is started again.
            machines.get(role).copy(Map.of(INIT, text(ContainerAccounts.kept())));
        });
        connect();
        complete = true;
    }

    /** Starts and empties what an earlier run left for this one. Whatever is wrong with it, there will be new ones. */
    private boolean wake() {
        Map<Role, String> kept = warm.map(set -> set.containers(client)).orElse(Map.of());
        Optional<ContainerNetwork> shared = warm.flatMap(set -> set.network(client));
        if (kept.isEmpty() || shared.isEmpty()) {
            return false;
        }
        network = shared.get();
        try {
            inParallel(role -> {
                startAgain(new ContainerMachine(client, role, kept.get(role), network), specs.get(role));
                awaitConnection(role, START_AGAIN_LIMIT);
                UsedServer.unlink(admin(role));
            });
            inParallel(role -> {
                UsedServer.empty(admin(role));
                String wanted = machines.get(role).run("cat", NEW).text();
                if (wanted.isEmpty() || !UsedServer.contents(admin(role)).equals(wanted)) {
                    throw new Misconfigured("the " + role + " is not as it was when it was new");
                }
            });
            used = true;
            return true;
        } catch (DockerException | DatabaseException | Misconfigured e) {
            opening.say().accept("the servers of an earlier run cannot be used, starting new ones: " + e.getMessage());
            machines.clear();
            network = null;
            return false;
        }
    }

    private void startAgain(ContainerMachine machine, ContainerSpec spec) {
        Role role = machine.role();
        machines.put(role, machine);
        if (machine.running()) {
            // A run that was killed could not stop it.
            machine.stop();
        }
        if (!machine.connected()) {
            machine.connect();
        }
        prepare(machine, spec, machine.port().orElseThrow());
    }

    /** Tells the server who rules it in this run, and starts it. */
    private void prepare(ContainerMachine machine, ContainerSpec spec, int port) {
        machine.copy(Map.of(INIT, text(ContainerAccounts.ours(spec.adminPassword()))));
        admit(
                machine.role(),
                new Server(
                        machine.role().label(),
                        new Endpoint("127.0.0.1", port),
                        new Login(RdsStandIn.ADMIN, spec.adminPassword())));
        machine.start();
    }

    private static String text(List<String> statements) {
        return String.join("\n", statements) + "\n";
    }

    private void launch(Role role, ContainerSpec spec) {
        int port = spec.port().orElseGet(LocalPort::free);
        // The port is chosen here: one that the engine chooses changes whenever the container is started again.
        HostConfig host = HostConfig.newHostConfig()
                .withPortBindings(
                        new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(PORT)))
                .withTmpFs(spec.tmpfs());
        String container = client.createContainerCmd(images.of(role))
                .withName("evenkeel-" + role + "-" + randomHex(4))
                .withHostName(role.label())
                .withLabels(warm.map(set -> set.labels(role))
                        .orElseGet(() -> ContainerOwner.self().labels()))
                .withEnv(ContainerSpec.ENVIRONMENT)
                .withExposedPorts(ExposedPort.tcp(PORT))
                .withHostConfig(host)
                .withCmd(spec.command(INIT))
                .exec()
                .getId();
        ContainerMachine machine = new ContainerMachine(client, role, container, network);
        machines.put(role, machine);
        if (!spec.files().isEmpty()) {
            machine.copy(spec.files());
        }
        machine.connect();
        prepare(machine, spec, port);
    }

    private void awaitConnection(Role role, Duration limit) {
        super.awaitConnection(
                role, opening.await(), limit, () -> machines.get(role).running(), how -> ended(role, how));
    }

    private Misconfigured ended(Role role, String how) {
        return new Misconfigured("the " + role + " server (image " + images.of(role) + ") " + how
                + ", its last words were: " + machines.get(role).lastWords() + "; check servers." + role
                + ".options in the profile; its log is in " + opening.logs());
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return new Endpoint(role.label(), PORT);
    }

    @Override
    public Optional<Machine> machine(Role role) {
        return Optional.of(machines.get(role));
    }

    @Override
    public boolean canEncrypt(Role role) {
        return images.canEncrypt(role);
    }

    @Override
    public Map<String, String> substitutions() {
        Map<String, String> all = new LinkedHashMap<>(images.substitutions());
        if (used) {
            all.put(
                    "the servers were used by an earlier run",
                    "the profile says reuse: true; they were emptied, and what is left was compared with what was there"
                            + " when they were new");
        }
        return all;
    }

    @Override
    protected void end() {
        boolean kept = complete && warm.isPresent();
        attemptAll(Stream.of(() -> endMachines(kept), () -> endNetwork(kept), () -> warm.ifPresent(WarmSet::close)));
    }

    private void endMachines(boolean kept) {
        Map<Role, ContainerMachine> running = Map.copyOf(machines);
        machines.clear();
        attemptAll(running.entrySet().parallelStream()
                .map(each -> () -> attemptAll(Stream.of(
                        () -> keepLog(each.getKey(), each.getValue()),
                        kept ? each.getValue()::stop : each.getValue()::remove))));
    }

    private void endNetwork(boolean kept) {
        ContainerNetwork shared = network;
        network = null;
        if (shared != null && !kept) {
            ContainerOwner.removeNetwork(client, shared.id());
        }
    }

    private void keepLog(Role role, ContainerMachine machine) {
        try {
            PrivateFiles.folder(opening.logs());
            PrivateFiles.write(opening.logs().resolve(role.label() + ".log"), machine.log());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the " + role + " server's log cannot be kept in " + opening.logs() + ": " + e, e);
        }
    }
}
