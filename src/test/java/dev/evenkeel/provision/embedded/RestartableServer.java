package dev.evenkeel.provision.embedded;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.LocalPort;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real server that tests may stop, kill and start again on the same port and data, with other options each time. It ends
 * with this JVM, however the JVM ends.
 */
public final class RestartableServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** $1 is the folder; the rest is the server's command line. Ends the server when its standard input closes. */
    private static final String KEEPER = """
            exec 3<&0
            folder=$1; shift
            "$@" </dev/null 3<&- &
            server=$!
            echo $server >"$folder/server"
            (
              trap '' HUP INT TERM
              cat <&3 >/dev/null
              [ -e "$folder/ended" ] || kill -9 $server 2>/dev/null
            ) >/dev/null 2>&1 &
            exec 3<&-
            wait $server
            : >"$folder/ended"
            """;

    private final String name;
    private final ServerHome home;
    private final Path folder;
    private final List<String> options;
    private final Server admin;
    private Process keeper;

    private RestartableServer(String name, ServerHome home, Path folder, List<String> options) {
        this.name = name;
        this.home = home;
        this.folder = folder;
        this.options = List.copyOf(options);
        this.admin = new Server(
                name,
                new Endpoint("127.0.0.1", LocalPort.free()),
                new Login("attacked", new Secret("attacked-" + System.nanoTime())));
    }

    /** Starts a server on new data and waits until it answers. */
    public static RestartableServer start(String name, String version, List<String> options) {
        ServerHome home = ServerHome.ofArtifact(version, line -> {});
        try {
            Path runs = Files.createDirectories(ServerProcess.runs());
            RestartableServer server =
                    new RestartableServer(name, home, Files.createTempDirectory(runs, "a-"), options);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            copy(DataTemplate.of(home, line -> {}), server.folder.resolve("data"));
            Files.createDirectory(server.folder.resolve("tmp"));
            Files.writeString(
                    server.folder.resolve("init.sql"),
                    String.join(
                                    "\n",
                                    RdsStandIn.initStatements(
                                            server.admin.login().password(), "127.0.0.1", "localhost"))
                            .replace(
                                    "'" + RdsStandIn.ADMIN + "'",
                                    "'" + server.admin.login().user() + "'"));
            server.start(List.of());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an account that may do everything. */
    public Server admin() {
        return admin;
    }

    /** A folder that the server may read and write. */
    public Path scratch() {
        return folder.resolve("tmp");
    }

    /** Starts it again with these options beside the usual ones, and waits until it answers. */
    public void start(List<String> more) {
        try {
            Files.deleteIfExists(folder.resolve("ended"));
            List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", KEEPER, "keeper", folder.toString()));
            command.addAll(List.of(
                    home.server().toString(),
                    "--no-defaults",
                    "--basedir=" + home.folder(),
                    "--lc-messages-dir=" + home.share(),
                    "--datadir=" + folder.resolve("data"),
                    "--tmpdir=" + folder.resolve("tmp"),
                    "--socket=" + folder.resolve("s"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--log-error=" + folder.resolve("error.log"),
                    "--bind-address=127.0.0.1",
                    "--port=" + admin.endpoint().port(),
                    "--innodb-log-file-size=" + StandInOptions.REDO_LOG_SIZE));
            Path init = folder.resolve("init.sql");
            if (Files.exists(init)) {
                command.add("--init-file=" + init);
            }
            if (home.version().atLeast(11, 4)) {
                command.add("--skip-ssl");
            }
            ServerHome.userOption().ifPresent(command::add);
            command.addAll(options);
            command.addAll(more);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile());
            home.addLibraries(builder.environment());
            keeper = builder.start();
            awaitAnswer();
            Files.deleteIfExists(init);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try (Session session = admin.open()) {
                session.number("SELECT 1");
                return;
            } catch (DatabaseException e) {
                if (!keeper.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            name + " does not answer: " + e.getMessage() + "; its log ends: " + lastWords(), e);
                }
                LockSupport.parkNanos(20_000_000L);
            }
        }
    }

    private String lastWords() throws IOException {
        Path log = folder.resolve("error.log");
        if (!Files.exists(log)) {
            return "none";
        }
        List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    /** Ends it in good order, and waits for that. */
    public void stop() {
        end("TERM");
    }

    /** As when the machine loses its process: nothing is written any more, what the system was handed is kept. */
    public void kill() {
        end("KILL");
    }

    private void end(String signal) {
        try {
            String pid = Files.readString(folder.resolve("server")).strip();
            new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
            if (!keeper.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + ", process " + pid + ", does not end");
            }
            keeper.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it by force; its data goes with it. */
    @Override
    public synchronized void close() {
        try {
            Optional<Process> running = Optional.ofNullable(keeper).filter(Process::isAlive);
            if (running.isPresent()) {
                // Whoever waits beside the server kills it.
                running.get().getOutputStream().close();
                running.get().waitFor(20, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LocalFiles.deleteTree(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
