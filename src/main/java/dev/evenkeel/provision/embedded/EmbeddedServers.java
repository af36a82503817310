package dev.evenkeel.provision.embedded;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.tls.Tls;
import dev.evenkeel.provision.certificates.RunCertificates;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInOptions;
import dev.evenkeel.provision.standin.StandInServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Source, replica and target as processes of this machine, standing in for three RDS instances. */
final class EmbeddedServers extends StandInServers {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /**
     * Nothing waits for the disk: the data end with the run, and a killed server loses nothing that it has written, for this
     * machine continues. No setting that is compared or shown is another one. Tables by the thousand are opened once.
     */
    static final List<String> SHORT_LIVED = List.of(
            "--loose-debug-no-sync=1",
            "--loose-innodb-flush-method=nosync",
            "--table-open-cache=8000",
            "--table-definition-cache=8000");

    private final Map<Role, ServerProcess> processes = new EnumMap<>(Role.class);
    private final Map<Role, ServerHome> homes = new EnumMap<>(Role.class);
    private final Map<Role, EmbeddedSpec> specs;
    private final Opening opening;
    private final Optional<RunCertificates> certificates;

    private EmbeddedServers(Map<Role, EmbeddedSpec> specs, Optional<RunCertificates> certificates, Opening opening) {
        super(opening.learn());
        this.specs = specs;
        this.certificates = certificates;
        this.opening = opening;
    }

    /**
     * Starts all three at once and sets the replica up to follow the source. The servers' own logs are kept at their end.
     *
     * @param secured with certificates of an authority that is made for them, and taking no connection without TLS
     */
    static EmbeddedServers start(Map<Role, EmbeddedSpec> specs, boolean secured, Opening opening) {
        Optional<RunCertificates> certificates =
                secured ? Optional.of(RunCertificates.make(ServerProcess.runs())) : Optional.empty();
        EmbeddedServers servers = new EmbeddedServers(specs, certificates, opening);
        try {
            servers.startAll();
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private void startAll() {
        // Fetching and initialising are done one by one: their lines would mingle, and both cores are busy anyway.
        for (Role role : Role.values()) {
            EmbeddedSpec spec = specs.get(role);
            homes.put(
                    role,
                    spec.version()
                            .map(version -> ServerHome.ofArtifact(version, opening.say()))
                            .orElseGet(() -> ServerHome.ofInstalled(spec.home().orElseThrow())));
        }
        for (Role role : Role.values()) {
            Secret password = randomPassword();
            opening.learn().accept(password);
            launch(role, password);
        }
        try {
            inParallel(role -> {
                ServerProcess process = processes.get(role);
                awaitConnection(role, opening.await(), START_LIMIT, process::alive, how -> ended(role, how));
                install(role);
                deleteInitFile(role);
            });
            connect();
        } catch (DatabaseException e) {
            throw processes.entrySet().stream()
                    .filter(each -> !each.getValue().alive())
                    .findFirst()
                    .<RuntimeException>map(each -> ended(each.getKey(), "ended while it was set up"))
                    .orElse(e);
        }
    }

    private void launch(Role role, Secret adminPassword) {
        EmbeddedSpec spec = specs.get(role);
        Path data = DataTemplate.of(homes.get(role), opening.say());
        List<String> options = new ArrayList<>(StandInOptions.of(role));
        options.addAll(SHORT_LIVED);
        if (certificates.isPresent()) {
            options.addAll(certificates.get().of(role.label()).options());
            options.add("--loose-require-secure-transport=1");
        } else if (homes.get(role).version().atLeast(11, 4)) {
            options.add("--skip-ssl");
        }
        options.addAll(StandInOptions.of(spec.options()));
        ServerProcess process = ServerProcess.start(
                role.label(),
                homes.get(role),
                data,
                spec.port(),
                options,
                RdsStandIn.initStatements(adminPassword, "127.0.0.1", "localhost"));
        processes.put(role, process);
        Tls tls = certificates.map(RunCertificates::tls).orElse(Tls.OFF);
        admit(role, new Server(role.label(), process.endpoint(), new Login(RdsStandIn.ADMIN, adminPassword), tls));
    }

    private Misconfigured ended(Role role, String how) {
        return new Misconfigured("the " + role + " server " + how + ", its last words were: "
                + processes.get(role).lastWords() + "; check servers." + role + ".options in the profile and the space"
                + " in " + ServerProcess.runs() + "; its log is in " + opening.logs());
    }

    private void deleteInitFile(Role role) {
        try {
            Files.deleteIfExists(processes.get(role).folder().resolve("init.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException("the statements the " + role + " server began with cannot be deleted", e);
        }
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return processes.get(role).endpoint();
    }

    @Override
    public Optional<Programs> programs(Role role) {
        return Optional.of(homes.get(role));
    }

    @Override
    protected void end() {
        Map<Role, ServerProcess> running = new EnumMap<>(processes);
        processes.clear();
        Stream<Runnable> keys = certificates.stream().map(made -> made::close);
        attemptAll(Stream.concat(
                running.entrySet().stream()
                        .flatMap(each -> Stream.<Runnable>of(
                                () -> keepLog(each.getKey(), each.getValue()), each.getValue()::stop)),
                keys));
    }

    private void keepLog(Role role, ServerProcess process) {
        Path log = process.folder().resolve("error.log");
        try {
            if (Files.exists(log)) {
                PrivateFiles.folder(opening.logs());
                PrivateFiles.copy(log, opening.logs().resolve(role.label() + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the " + role + " server's log cannot be kept in " + opening.logs() + ": " + e, e);
        }
    }
}
