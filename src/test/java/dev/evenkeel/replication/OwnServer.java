package dev.evenkeel.replication;

import dev.evenkeel.Required;
import dev.evenkeel.environment.Await;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The system's own MariaDB, where there is one, with a new data directory: to be stopped, and for plugins. */
public final class OwnServer implements AutoCloseable {
    /** Where its packages are unpacked; with LD_LIBRARY_PATH for libraries that the system lacks. */
    private static final Path USR = Path.of(System.getProperty("evenkeel.test.ownServer", "/"), "usr");

    private static final Path PROGRAM = USR.resolve("sbin/mariadbd");
    private static final Path INSTALL = USR.resolve("bin/mariadb-install-db");

    private final Path home;
    private final Process process;
    private final Server server;

    private OwnServer(Path home, Process process, Server server) {
        this.home = home;
        this.process = process;
        this.server = server;
    }

    public static OwnServer start(String... options) throws IOException {
        Required.need(
                "server",
                Files.isExecutable(PROGRAM) && Files.isExecutable(INSTALL),
                "no server of the system at " + PROGRAM + ", for what cannot be done to the others");
        Path home = Files.createTempDirectory("own-server-");
        String data = "--datadir=" + home.resolve("data");
        try {
            run(
                            home,
                            INSTALL.toString(),
                            "--no-defaults",
                            "--basedir=" + USR,
                            data,
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db")
                    .waitFor(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--no-defaults",
                "--basedir=" + USR,
                "--plugin-dir=" + USR.resolve("lib/mysql/plugin"),
                data,
                "--user=" + System.getProperty("user.name"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + home.resolve("s"),
                "--pid-file=" + home.resolve("pid"),
                "--skip-name-resolve",
                "--server-id=77",
                "--log-bin=own-bin",
                "--binlog-format=ROW",
                "--innodb-flush-log-at-trx-commit=0"));
        command.addAll(List.of(options));
        Server server = new Server("source", new Endpoint("127.0.0.1", port), new Login("root", new Secret("")));
        OwnServer own = new OwnServer(home, run(home, command.toArray(String[]::new)), server);
        new Await(Observer.NONE, Duration.ofMillis(50))
                .until("the server starts", "up", Duration.ofSeconds(60), own::up);
        return own;
    }

    private static Process run(Path home, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
    }

    private Await.Look up() {
        try (Session session = server.open()) {
            return new Await.Look("up", true);
        } catch (DatabaseException e) {
            return new Await.Look(e.getMessage(), false);
        }
    }

    public Server server() {
        return server;
    }

    /** As its service does. */
    public void shutDown() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        shutDown();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
