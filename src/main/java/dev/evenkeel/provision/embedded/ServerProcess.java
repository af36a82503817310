package dev.evenkeel.provision.embedded;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.ChildProcess;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.LastWords;
import dev.evenkeel.provision.standin.LocalPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private static final int STOP_SECONDS = 20;
    /** It writes what it has in memory, on a machine that may be busy. */
    private static final int SHUTDOWN_SECONDS = 60;

    private static final int SOCKET_PATH_BYTES = 107;

    /**
     * $1 is the folder, $2 the data to begin with; the rest is the server's command line. Whoever waits beside the server
     * never takes a server's number for its own after that one has ended. The JVM closes the input of a process that has
     * ended too, so the folder of a server that was shut down stays as long as a file says so and the JVM lives.
     */
    private static final String KEEPER = """
            umask 077
            exec 3<&0
            jvm=$PPID; folder=$1; data=$2; shift 2
            cp -R "$data" "$folder/data" || exit
            "$@" </dev/null 3<&- &
            server=$!
            (
              trap '' HUP INT TERM
              cat <&3 >/dev/null
              [ -e "$folder/ended" ] || kill -9 $server 2>/dev/null
              sleep 0.2
              while [ -e "$folder/stays" ] && kill -0 $jvm 2>/dev/null; do sleep 0.2; done
              rm -rf "$folder"
            ) &
            exec 3<&-
            trap ': >"$folder/stays"; kill -TERM $server 2>/dev/null' TERM
            while :; do
              wait $server; exit=$?
              kill -0 $server 2>/dev/null || break
            done
            { : >"$folder/ended"; } 2>/dev/null
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
     * Starts a server in a new folder, on a copy of some data. Returns at once; whoever connects waits.
     *
     * @param data an initialised data folder, which is copied
     * @param port the port the profile asks for; empty for any free one
     * @param initStatements run by the server before it listens, one a line; the file is deleted with the folder
     */
    static ServerProcess start(
            String name,
            ServerHome home,
            Path data,
            Optional<Integer> port,
            List<String> options,
            List<String> initStatements) {
        Optional<Integer> taken = port.filter(LocalPort::inUse);
        if (taken.isPresent()) {
            throw new Misconfigured(LocalPort.saidInUse(name, taken.get()));
        }
        Endpoint endpoint = new Endpoint("127.0.0.1", port.orElseGet(LocalPort::free));
        Path folder = newFolder(name);
        try {
            Path init = folder.resolve("init.sql");
            PrivateFiles.write(init, String.join("\n", initStatements) + "\n");
            List<String> command = new ArrayList<>(
                    List.of("setsid", "sh", "-c", KEEPER, "keeper", folder.toString(), data.toString()));
            command.addAll(List.of(
                    home.server().toString(),
                    "--no-defaults",
                    "--basedir=" + home.folder(),
                    "--lc-messages-dir=" + home.share(),
                    "--datadir=" + folder.resolve("data"),
                    "--tmpdir=" + PrivateFiles.folder(folder.resolve("tmp")),
                    // SQL of somebody else's dump must not read or write what this account may: INTO OUTFILE,
                    // LOAD_FILE,
                    // DATA DIRECTORY.
                    "--secure-file-priv=" + PrivateFiles.folder(folder.resolve("files")),
                    "--symbolic-links=0",
                    "--socket=" + folder.resolve("s"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--log-error=" + folder.resolve("error.log"),
                    "--init-file=" + init,
                    "--bind-address=127.0.0.1",
                    "--port=" + endpoint.port()));
            ServerHome.userOption().ifPresent(command::add);
            command.addAll(options);
            ProcessBuilder builder = ChildProcess.of(command)
                    .redirectErrorStream(true)
                    .redirectOutput(PrivateFiles.words(folder.resolve("output.log")));
            home.addLibraries(builder.environment());
            return new ServerProcess(name, builder.start(), folder, endpoint);
        } catch (IOException e) {
            LocalFiles.deleteTree(folder);
            throw new Misconfigured("the " + name + " server cannot be started: " + LocalFiles.reason(e)
                    + "; check the space in " + runs() + " and the programs in " + home.folder());
        }
    }

    private static Path newFolder(String name) {
        try {
            return PrivateFiles.newFolder(runs(), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the " + name + " server's data: " + e, e);
        }
    }

    /** The folder below which every server has its own while it runs. */
    static Path runs() {
        return LocalFiles.cache().resolve("runs");
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

    /** What the server says was wrong, or else the end of what it said, in one line. */
    String lastWords() {
        return LastWords.in(folder.resolve("output.log"), folder.resolve("error.log"));
    }

    /** Ends the server as an operator would; its data stay until {@link #stop}. */
    void shutDown() {
        // Through the handle: the process's own method closes its input too, and the keeper kills.
        keeper.toHandle().destroy();
        try {
            if (!keeper.waitFor(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the " + name + " server, process " + keeper.pid() + ", does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops every process of it where it is. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        for (ProcessHandle child : keeper.toHandle().descendants().toList()) {
            if (child.info()
                    .command()
                    .filter(path -> path.contains("mysqld") || path.contains("mariadbd"))
                    .isPresent()) {
                send(signal, child.pid());
            }
        }
    }

    private void send(String signal, long pid) {
        try {
            ChildProcess.of(List.of("kill", "-" + signal, Long.toString(pid)))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("the " + name + " server cannot be sent " + signal + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the server by force: its data goes with it. */
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

    /** Why no server could make its socket, if so: the system cuts a socket's path short. */
    static Optional<String> socketProblem() {
        String longest = runs().toAbsolutePath()
                .resolve("replica-9223372036854775807")
                .resolve("s")
                .toString();
        int bytes = longest.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= SOCKET_PATH_BYTES
                ? Optional.empty()
                : Optional.of("the cache folder " + LocalFiles.cache() + " has too long a path: a server's socket in it"
                        + " would have " + bytes + " bytes, " + SOCKET_PATH_BYTES
                        + " are possible; set EVENKEEL_CACHE to a folder with a shorter one");
    }
}
