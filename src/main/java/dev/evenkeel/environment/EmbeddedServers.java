package dev.evenkeel.environment;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Source, replica and target as processes of this machine, standing in for three RDS instances. */
final class EmbeddedServers implements Servers {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Map<Role, ServerProcess> processes = new EnumMap<>(Role.class);
    private final Map<Role, ServerHome> homes = new EnumMap<>(Role.class);
    private final Map<Role, Server> admins = new EnumMap<>(Role.class);
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final Login master = new Login(RdsStandIn.MASTER, randomPassword());
    private final Login replication = new Login("repl", randomPassword());
    private final Login readReplica = new Login("rdsrepladmin", randomPassword());
    private final Login application = new Login("assessment_app", randomPassword());
    private final Path logs;
    private final Await await;

    private EmbeddedServers(Await await, Path logs) {
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
        EmbeddedServers servers = new EmbeddedServers(await, logs);
        servers.secrets().forEach(learn);
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
        Map<Integer, Role> ports = new HashMap<>();
        for (Role role : Role.values()) {
            ServerSpec.Embedded spec = (ServerSpec.Embedded) profile.servers().get(role);
            try {
                spec.home().ifPresent(home -> ServerHome.ofInstalled(home).share());
            } catch (Misconfigured e) {
                e.problems().forEach(problem -> problems.add("servers." + role + ".home: " + problem));
            }
            spec.port().ifPresent(port -> {
                if (ports.containsKey(port)) {
                    problems.add("servers." + role + ".port: port " + port + " is that of servers." + ports.get(port)
                            + " too; give another one or leave the key out, and a free one is taken");
                } else if (ServerProcess.inUse(port)) {
                    problems.add(ServerProcess.portInUse(role.label(), port));
                }
                ports.putIfAbsent(port, role);
            });
        }
    }

    private List<Secret> secrets() {
        return List.of(master.password(), replication.password(), readReplica.password(), application.password());
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
            Secret password = randomPassword();
            learn.accept(password);
            launch(role, (ServerSpec.Embedded) profile.servers().get(role), password, say);
        }
        inParallel(role -> {
            awaitConnection(role);
            RdsStandIn.install(admins.get(role), master);
            deleteInitFile(role);
        });
        heartbeats.add(Heartbeat.start(admins.get(Role.SOURCE)));
        heartbeats.add(Heartbeat.start(admins.get(Role.TARGET)));
        followSource();
    }

    private void launch(Role role, ServerSpec.Embedded spec, Secret adminPassword, Consumer<String> say) {
        Path data = DataTemplate.of(homes.get(role), say);
        List<String> options = new ArrayList<>(List.of(
                "--server-id=" + (role.ordinal() + 1),
                "--log-bin=mysql-bin-changelog",
                "--relay-log=relaylog",
                "--binlog-format=ROW",
                "--log-slave-updates=1",
                "--event-scheduler=ON",
                "--log-bin-trust-function-creators=1",
                "--innodb-buffer-pool-size=256M",
                "--max-connections=200",
                "--lower-case-table-names=0"));
        if (homes.get(role).version().atLeast(11, 4)) {
            options.add("--skip-ssl");
        }
        spec.options().forEach((name, value) -> options.add("--" + name.replace('_', '-') + "=" + value));
        ServerProcess process = ServerProcess.start(
                role.label(), homes.get(role), data, spec.port(), options, RdsStandIn.initStatements(adminPassword));
        processes.put(role, process);
        admins.put(role, new Server(role.label(), process.endpoint(), new Login(RdsStandIn.ADMIN, adminPassword)));
    }

    private void awaitConnection(Role role) {
        ServerProcess process = processes.get(role);
        await.until("the " + role + " server accepts connections", "a connection", START_LIMIT, () -> {
            if (!process.alive()) {
                throw new Misconfigured("the " + role + " server ended while starting, its last words were: "
                        + process.lastWords() + "; check servers." + role
                        + ".options in the profile and the space in " + ServerProcess.runs() + "; its log is in "
                        + logs);
            }
            try (Session session = admins.get(role).open()) {
                return new Await.Look("MariaDB " + session.version(), true);
            } catch (DatabaseException e) {
                return new Await.Look("no connection yet", false);
            }
        });
    }

    /** The replica starts from the source's present position: both are empty but for what RDS itself keeps. */
    private void followSource() {
        BinlogPosition begin;
        try (Session session = admins.get(Role.SOURCE).open()) {
            session.execute(
                    "GRANT REPLICATION SLAVE ON *.* TO ?@'%' IDENTIFIED BY ?",
                    readReplica.user(), readReplica.password());
            begin = session.first("SHOW MASTER STATUS", row -> new BinlogPosition(row.text(1), row.number(2)))
                    .orElseThrow();
        }
        RdsStandIn.followAsReadReplica(
                admins.get(Role.REPLICA), admins.get(Role.SOURCE), readReplica, begin.file(), begin.offset());
    }

    private void inParallel(Consumer<Role> work) {
        ExecutorService pool = Executors.newFixedThreadPool(Role.values().length);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Role role : Role.values()) {
                futures.add(pool.submit(() -> work.accept(role)));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the servers were starting", e);
        } finally {
            pool.shutdownNow();
        }
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
        return admins.get(role).as(master);
    }

    @Override
    public Optional<Server> parameters(Role role) {
        return Optional.of(admins.get(role));
    }

    @Override
    public Optional<ServerHome> home(Role role) {
        return Optional.of(homes.get(role));
    }

    @Override
    public Login replication() {
        return replication;
    }

    @Override
    public Optional<Login> application() {
        return Optional.of(application);
    }

    @Override
    public void restore(Role role, Consumer<Server> work) {
        RdsStandIn.withEveryRight(admins.get(role), master.user(), () -> work.accept(master(role)));
    }

    @Override
    public boolean expendable() {
        return true;
    }

    @Override
    public synchronized void close() {
        heartbeats.forEach(Heartbeat::close);
        heartbeats.clear();
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
                Files.createDirectories(logs);
                Files.copy(log, logs.resolve(role.label() + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the " + role + " server's log cannot be kept in " + logs + ": " + e, e);
        }
    }

    private static Secret randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
