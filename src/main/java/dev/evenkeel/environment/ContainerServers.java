package dev.evenkeel.environment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Source, replica and target as containers, each a host of its own on one network, standing in for three RDS instances.
 * The images are used as they were published.
 */
final class ContainerServers implements Servers {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final int PORT = 3306;
    private static final String INIT = "/evenkeel/init.sql";

    private final StandIns standIns;
    private final DockerClient client;
    private final ContainerImages images;
    private final Map<Role, Machine> machines = new ConcurrentHashMap<>();
    private final Path logs;
    private final Await await;
    private ContainerNetwork network;

    private ContainerServers(DockerEngine engine, ContainerImages images, StandIns standIns, Await await, Path logs) {
        this.client = engine.client();
        this.images = images;
        this.standIns = standIns;
        this.await = await;
        this.logs = logs;
    }

    static ContainerServers start(
            Profile profile, Await await, Path logs, Consumer<Secret> learn, Consumer<String> say) {
        DockerEngine engine = DockerEngine.find();
        ContainerOwner.sweep(engine.client());
        ContainerImages images = ContainerImages.choose(engine, profile, say);
        ContainerServers servers = new ContainerServers(engine, images, new StandIns(learn), await, logs);
        try {
            servers.startAll(profile, learn);
            return servers;
        } catch (DockerException e) {
            servers.close();
            throw new Misconfigured("the Docker engine refuses the servers' containers: " + DockerEngine.reason(e)
                    + "; mend that, or use the profile embedded: -e embedded");
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private void startAll(Profile profile, Consumer<Secret> learn) {
        network = ContainerNetwork.create(client);
        StandIns.inParallel(role -> {
            ContainerSpec spec = new ContainerSpec(
                    (ServerSpec.Container) profile.servers().get(role), role, images.canEncrypt(role));
            spec.secrets().forEach(learn);
            launch(role, spec);
            awaitConnection(role);
            standIns.install(role);
            // Kept, empty, for the server reads it again when it is started again.
            machines.get(role).copy(Map.of(INIT, ""));
        });
        standIns.connect(reachedByOthers(Role.SOURCE));
    }

    private void launch(Role role, ContainerSpec spec) {
        int port = spec.port().orElseGet(ServerProcess::freePort);
        // The port is chosen here: one that the engine chooses changes whenever the container is started again.
        HostConfig host = HostConfig.newHostConfig()
                .withPortBindings(
                        new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(PORT)))
                .withTmpFs(spec.tmpfs());
        String container = client.createContainerCmd(images.of(role))
                .withName("evenkeel-" + role + "-" + StandIns.randomHex(4))
                .withHostName(role.label())
                .withLabels(ContainerOwner.self().labels())
                .withEnv(spec.environment())
                .withExposedPorts(ExposedPort.tcp(PORT))
                .withHostConfig(host)
                .withCmd(spec.command(INIT))
                .exec()
                .getId();
        Machine machine = new Machine(client, role, container, network);
        machines.put(role, machine);
        Map<String, String> files = new HashMap<>(spec.files());
        files.put(INIT, String.join("\n", RdsStandIn.initStatements(spec.adminPassword(), "%")) + "\n");
        machine.copy(files);
        machine.connect();
        standIns.admit(
                role,
                new Server(
                        role.label(),
                        new Endpoint("127.0.0.1", port),
                        new Login(RdsStandIn.ADMIN, spec.adminPassword())));
        machine.start();
    }

    private void awaitConnection(Role role) {
        await.until("the " + role + " server accepts connections", "a connection", START_LIMIT, () -> {
            Machine machine = machines.get(role);
            if (!machine.running()) {
                throw new Misconfigured("the " + role + " server (image " + images.of(role)
                        + ") ended while starting, its last words were: " + machine.lastWords() + "; check servers."
                        + role + ".options in the profile; its log is in " + logs);
            }
            try (Session session = standIns.admin(role).open()) {
                return new Await.Look("MariaDB " + session.version(), true);
            } catch (DatabaseException e) {
                return new Await.Look("no connection yet", false);
            }
        });
    }

    @Override
    public Server master(Role role) {
        return standIns.master(role);
    }

    @Override
    public Optional<Server> parameters(Role role) {
        return Optional.of(standIns.admin(role));
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return new Endpoint(role.label(), PORT);
    }

    @Override
    public Optional<ServerHome> home(Role role) {
        return Optional.empty();
    }

    @Override
    public Login replication() {
        return standIns.replication();
    }

    @Override
    public Optional<Login> application() {
        return Optional.of(standIns.application());
    }

    @Override
    public void restore(Role role, Consumer<Server> work) {
        standIns.restore(role, work);
    }

    @Override
    public boolean expendable() {
        return true;
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
        return images.substitutions();
    }

    @Override
    public synchronized void close() {
        standIns.close();
        List<RuntimeException> troubles = new ArrayList<>();
        machines.forEach((role, machine) -> {
            attempt(troubles, () -> keepLog(role, machine));
            attempt(troubles, machine::remove);
        });
        machines.clear();
        if (network != null) {
            attempt(troubles, () -> ContainerOwner.removeNetwork(client, network.id()));
            network = null;
        }
        if (!troubles.isEmpty()) {
            throw troubles.get(0);
        }
    }

    /** One that does not end must not keep the others. */
    private static void attempt(List<RuntimeException> troubles, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            troubles.add(e);
        }
    }

    private void keepLog(Role role, Machine machine) {
        try {
            Files.createDirectories(logs);
            Files.writeString(logs.resolve(role.label() + ".log"), machine.log());
        } catch (IOException e) {
            throw new UncheckedIOException("the " + role + " server's log cannot be kept in " + logs + ": " + e, e);
        }
    }
}
