package dev.evenkeel.environment;

import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Source, replica and target as processes of this machine, standing in for three RDS instances. */
final class EmbeddedServers implements Servers {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /**
     * Nothing waits for the disk: the data end with the run, and a killed server loses nothing that it has written, for this
     * machine goes on. No setting that is compared or shown is another one. Tables by the thousand are opened once.
     */
    private static final List<String> SHORT_LIVED = List.of(
            "--loose-debug-no-sync=1",
            "--loose-innodb-flush-method=nosync",
            "--table-open-cache=8000",
            "--table-definition-cache=8000");

    private final Map<Role, ServerProcess> processes = new EnumMap<>(Role.class);
    private final Map<Role, ServerHome> homes = new EnumMap<>(Role.class);
    private final StandIns standIns;
    private final Path logs;
    private final Await await;

    private EmbeddedServers(StandIns standIns, Await await, Path logs) {
        this.standIns = standIns;
        this.await = await;
        this.logs = logs;
    }

    /**
     * Starts all three at once and sets the replica up to follow the source.
     *
     * @param logs where the servers' own logs are kept when they end
     */
    static EmbeddedServers start(
            Profile profile, Await await, Path logs, Consumer<Secret> learn, Consumer<String> say) {
        EmbeddedServers servers = new EmbeddedServers(new StandIns(learn), await, logs);
        try {
            servers.startAll(profile, learn, say);
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** Names everything that would keep the servers from starting, as far as it can be seen without starting them. */
    static void check(Profile profile, List<String> problems) {
        LocalFiles.cacheProblem().ifPresent(problems::add);
        ServerProcess.socketProblem().ifPresent(problems::add);
        if (profile.servers().values().stream()
                .anyMatch(spec -> ((ServerSpec.Embedded) spec).version().isPresent())) {
            ServerHome.foreignMachine(System.getProperty("os.name"), System.getProperty("os.arch"))
                    .ifPresent(problems::add);
        }
        Map<Integer, Role> ports = new HashMap<>();
        for (Role role : Role.values()) {
            ServerSpec.Embedded spec = (ServerSpec.Embedded) profile.servers().get(role);
            try {
                spec.home().ifPresent(home -> ServerHome.ofInstalled(home).share());
            } catch (Misconfigured e) {
                e.problems().forEach(problem -> problems.add("servers." + role + ".home: " + problem));
            }
            spec.port().ifPresent(port -> checkPort(role, port, ports, problems));
        }
    }

    static void checkPort(Role role, int port, Map<Integer, Role> ports, List<String> problems) {
        if (ports.containsKey(port)) {
            problems.add("servers." + role + ".port: port " + port + " is that of servers." + ports.get(port)
                    + " too; give another one or leave the key out, and a free one is taken");
        } else if (ServerProcess.inUse(port)) {
            problems.add(ServerProcess.portInUse(role.label(), port));
        }
        ports.putIfAbsent(port, role);
    }

    private void startAll(Profile profile, Consumer<Secret> learn, Consumer<String> say) {
        // Fetching and initialising are done one by one: their lines would mingle, and both cores are busy anyway.
        for (Role role : Role.values()) {
            ServerSpec.Embedded spec = (ServerSpec.Embedded) profile.servers().get(role);
            homes.put(
                    role,
                    spec.version()
                            .map(version -> ServerHome.ofArtifact(version, say))
                            .orElseGet(() -> ServerHome.ofInstalled(spec.home().orElseThrow())));
        }
        for (Role role : Role.values()) {
            Secret password = StandIns.randomPassword();
            learn.accept(password);
            launch(role, (ServerSpec.Embedded) profile.servers().get(role), password, say);
        }
        try {
            StandIns.inParallel(role -> {
                ServerProcess process = processes.get(role);
                standIns.awaitConnection(role, await, START_LIMIT, process::alive, how -> ended(role, how));
                standIns.install(role);
                deleteInitFile(role);
            });
            standIns.connect(reachedByOthers(Role.SOURCE));
        } catch (DatabaseException e) {
            throw processes.entrySet().stream()
                    .filter(each -> !each.getValue().alive())
                    .findFirst()
                    .<RuntimeException>map(each -> ended(each.getKey(), "ended while it was set up"))
                    .orElse(e);
        }
    }

    private void launch(Role role, ServerSpec.Embedded spec, Secret adminPassword, Consumer<String> say) {
        Path data = DataTemplate.of(homes.get(role), say);
        List<String> options = new ArrayList<>(StandIns.options(role));
        options.addAll(SHORT_LIVED);
        if (homes.get(role).version().atLeast(11, 4)) {
            options.add("--skip-ssl");
        }
        options.addAll(StandIns.options(spec.options()));
        ServerProcess process = ServerProcess.start(
                role.label(),
                homes.get(role),
                data,
                spec.port(),
                options,
                RdsStandIn.initStatements(adminPassword, "127.0.0.1", "localhost"));
        processes.put(role, process);
        standIns.admit(role, new Server(role.label(), process.endpoint(), new Login(RdsStandIn.ADMIN, adminPassword)));
    }

    private Misconfigured ended(Role role, String how) {
        return new Misconfigured("the " + role + " server " + how + ", its last words were: "
                + processes.get(role).lastWords() + "; check servers." + role + ".options in the profile and the space"
                + " in " + ServerProcess.runs() + "; its log is in " + logs);
    }

    private void deleteInitFile(Role role) {
        try {
            Files.deleteIfExists(processes.get(role).folder().resolve("init.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException("the statements the " + role + " server began with cannot be deleted", e);
        }
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
        return processes.get(role).endpoint();
    }

    @Override
    public Optional<ServerHome> home(Role role) {
        return Optional.of(homes.get(role));
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
    public synchronized void close() {
        standIns.close();
        List<RuntimeException> troubles = new ArrayList<>();
        processes.forEach((role, process) -> {
            attempt(troubles, () -> keepLog(role, process));
            attempt(troubles, process::stop);
        });
        processes.clear();
        if (!troubles.isEmpty()) {
            throw troubles.get(0);
        }
    }

    /** One that does not end must not keep the others running. */
    private static void attempt(List<RuntimeException> troubles, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            troubles.add(e);
        }
    }

    private void keepLog(Role role, ServerProcess process) {
        Path log = process.folder().resolve("error.log");
        try {
            if (Files.exists(log)) {
                PrivateFiles.folder(logs);
                PrivateFiles.copy(log, logs.resolve(role.label() + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the " + role + " server's log cannot be kept in " + logs + ": " + e, e);
        }
    }
}
