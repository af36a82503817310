package dev.evenkeel.provision.embedded;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One server of this machine that is not part of a set: it can be started again with other options, and started from a copy
 * of another one's data. Not safe for several threads.
 */
public final class SoloServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final ServerHome home;
    private final int serverId;
    private final Secret adminPassword;
    private ServerProcess process;

    private SoloServer(String name, ServerHome home, int serverId, Secret adminPassword) {
        this.name = name;
        this.home = home;
        this.serverId = serverId;
        this.adminPassword = adminPassword;
    }

    /**
     * Starts a server; returns at once.
     *
     * @param data a data folder to begin with, which is copied; empty for an initialised one without anything in it
     * @param options server variables by name
     * @param adminPassword rdsadmin's; that of the server whose data are given
     */
    public static SoloServer start(
            String name,
            ServerHome home,
            int serverId,
            Optional<Path> data,
            Map<String, String> options,
            Secret adminPassword) {
        SoloServer server = new SoloServer(name, home, serverId, adminPassword);
        server.launch(
                data.orElseGet(() -> DataTemplate.of(home, line -> {})),
                Optional.empty(),
                options,
                // An account that is there cannot be changed before anybody has logged in.
                data.isPresent() ? List.of() : RdsStandIn.initStatements(adminPassword, "127.0.0.1", "localhost"));
        return server;
    }

    private void launch(Path data, Optional<Integer> port, Map<String, String> options, List<String> first) {
        List<String> line = new ArrayList<>(StandInOptions.of(serverId));
        line.addAll(EmbeddedServers.SHORT_LIVED);
        if (home.version().atLeast(11, 4)) {
            line.add("--skip-ssl");
        }
        line.addAll(StandInOptions.of(options));
        process = ServerProcess.start(name, home, data, port, line, first);
    }

    public Endpoint endpoint() {
        return process.endpoint();
    }

    /** As rdsadmin sees it. */
    public Server admin() {
        return new Server(name, endpoint(), new Login(RdsStandIn.ADMIN, adminPassword));
    }

    public Programs programs() {
        return home;
    }

    /** @throws Misconfigured when it ends, or answers nobody within a minute */
    public void awaitConnection(Await await) {
        try {
            await.until("the " + name + " server accepts connections", "a connection", START_LIMIT, () -> {
                if (!process.alive()) {
                    throw ended("ended while starting");
                }
                try (Session session = admin().open()) {
                    return new Await.Look("MariaDB " + session.version(), true);
                } catch (DatabaseException e) {
                    return new Await.Look(e.getMessage(), false);
                }
            });
        } catch (GaveUp e) {
            throw ended("accepts no connection (" + e.getMessage() + ")");
        }
    }

    private Misconfigured ended(String how) {
        return new Misconfigured("the " + name + " server " + how + ", its last words were: " + process.lastWords()
                + "; check its options and the space in " + ServerProcess.runs());
    }

    /** Ends it as an operator would, and starts it on the same data and port. */
    public void restart(Map<String, String> options, Await await) {
        ServerProcess before = process;
        before.shutDown();
        launch(before.folder().resolve("data"), Optional.of(before.endpoint().port()), options, List.of());
        try {
            awaitConnection(await);
        } finally {
            before.stop();
        }
    }

    /** What its data take on the disk now, its binlogs among them. */
    public long dataBytes() {
        try (Stream<Path> files = Files.walk(process.folder().resolve("data"))) {
            // A file that is gone by now has no length.
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the data of the " + name + " server cannot be measured: " + e, e);
        }
    }

    /**
     * Copies its data as a storage snapshot does: what is on the disk at one moment, the server going on. Restored, it
     * recovers as after a loss of power.
     */
    public void copyData(Path folder) {
        Path data = process.folder().resolve("data");
        try (Session session = admin().open();
                Stream<Path> files = Files.walk(data)) {
            // The oldest servers keep their accounts in tables that no recovery repairs; this closes them.
            session.execute("FLUSH TABLES WITH READ LOCK");
            process.pause();
            try {
                for (Path file : files.toList()) {
                    Path copy = folder.resolve(data.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        PrivateFiles.folder(copy);
                    } else {
                        PrivateFiles.copy(file, copy);
                    }
                }
            } finally {
                process.resume();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data of the " + name + " server cannot be copied: " + e, e);
        }
    }

    /** Ends it; its data go with it. */
    @Override
    public void close() {
        process.stop();
    }
}
