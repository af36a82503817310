package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server running as a process of this machine, in a folder of its own, listening on 127.0.0.1 alone. It ends with this
 * JVM however the JVM ends: beside it waits a shell whose standard input only this JVM holds open, and which kills the
 * server and deletes its folder when that input closes.
 */
final class ServerProcess {
    static final String REDO_LOG_SIZE = "48M";
    private static final int STOP_SECONDS = 20;

    /** $1 is the folder; the rest is the server's command line. */
    private static final String KEEPER = """
            exec 3<&0
            folder=$1; shift
            "$@" </dev/null 3<&- &
            server=$!
            ( cat <&3 >/dev/null; kill -9 $server 2>/dev/null; sleep 0.2; rm -rf "$folder" ) &
            keeper=$!
            exec 3<&-
            trap 'kill -TERM $server 2>/dev/null' TERM
            while :; do
              wait $server; exit=$?
              kill -0 $server 2>/dev/null || break
            done
            kill -9 $keeper 2>/dev/null
            exit $exit
            """;

    private final String name;
    private final Process keeper;
    private final Path folder;
    private final Endpoint endpoint;

    private ServerProcess(String name, Process keeper, Path folder, Endpoint endpoint) {
        this.name = name;
        this.keeper = keeper;
        this.folder = folder;
        this.endpoint = endpoint;
    }

    /**
     * Starts a server on a data folder that is prepared at {@code folder/data}. Returns at once; whoever connects waits.
     *
     * @param port the port the profile asks for; empty for any free one
     * @param initStatements run by the server before it listens, one a line; the file is deleted with the folder
     */
    static ServerProcess start(
            String name,
            ServerHome home,
            Path folder,
            Optional<Integer> port,
            List<String> options,
            List<String> initStatements) {
        Endpoint endpoint = new Endpoint(
                "127.0.0.1", port.map(wanted -> checkFree(name, wanted)).orElseGet(ServerProcess::freePort));
        try {
            Path init = folder.resolve("init.sql");
            Files.createFile(init, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(init, String.join("\n", initStatements) + "\n");
            List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", KEEPER, "keeper", folder.toString()));
            command.addAll(List.of(
                    home.server().toString(),
                    "--no-defaults",
                    "--basedir=" + home.folder(),
                    "--lc-messages-dir=" + home.share(),
                    "--datadir=" + folder.resolve("data"),
                    "--tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                    "--socket=" + folder.resolve("s"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--log-error=" + folder.resolve("error.log"),
                    "--init-file=" + init,
                    "--bind-address=127.0.0.1",
                    "--port=" + endpoint.port(),
                    "--skip-name-resolve",
                    "--innodb-log-file-size=" + REDO_LOG_SIZE));
            userOption().ifPresent(command::add);
            command.addAll(options);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile());
            home.addLibraries(builder.environment());
            return new ServerProcess(name, builder.start(), folder, endpoint);
        } catch (IOException e) {
            throw new UncheckedIOException("the " + name + " server cannot be started: " + e, e);
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Path folder() {
        return folder;
    }

    boolean alive() {
        return keeper.isAlive();
    }

    /** The server's own last words, for a message. */
    String lastWords() {
        try {
            Path log = folder.resolve("error.log");
            return DataTemplate.lastLines(Files.exists(log) ? log : folder.resolve("output.log"));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    /** Ends the server without ceremony: its data goes with it. */
    void stop() {
        try {
            // Closing its input makes the keeper kill the server at once and delete the folder.
            keeper.getOutputStream().close();
            if (!keeper.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the " + name + " server, process " + keeper.pid() + ", does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the " + name + " server cannot be ended: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LocalFiles.deleteTree(folder);
    }

    /** A server refuses to run as root unless told so by name. */
    static Optional<String> userOption() {
        return "root".equals(System.getProperty("user.name")) ? Optional.of("--user=root") : Optional.empty();
    }

    private static int checkFree(String name, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Misconfigured("servers." + name + ".port: port " + port
                    + " is in use on this machine; give a free" + " one or leave the key out, and a free one is taken");
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1: " + e, e);
        }
    }
}
