package dev.evenkeel.provision.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import dev.evenkeel.environment.Machine;
import dev.evenkeel.environment.Role;
import dev.evenkeel.provision.standin.LastWords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The container that one server of a run is alone in. Its published port stays where it is whatever is done to the network
 * between the servers.
 */
final class ContainerMachine implements Machine {
    private static final int STOP_SECONDS = 30;
    private static final int LINES_READ = 400;

    private final DockerClient client;
    private final Role role;
    private final String container;
    private final ContainerNetwork network;
    /** When an earlier run ended it, in seconds of the epoch; what it said before is not of this run. */
    private volatile int since;

    ContainerMachine(DockerClient client, Role role, String container, ContainerNetwork network) {
        this.client = client;
        this.role = role;
        this.container = container;
        this.network = network;
    }

    @Override
    public Role role() {
        return role;
    }

    /** The engine's number for it. */
    String id() {
        return container;
    }

    @Override
    public void disconnect() {
        client.disconnectFromNetworkCmd()
                .withContainerId(container)
                .withNetworkId(network.id())
                .withForce(true)
                .exec();
    }

    @Override
    public void connect() {
        client.connectToNetworkCmd()
                .withContainerId(container)
                .withNetworkId(network.id())
                .withContainerNetwork(new com.github.dockerjava.api.model.ContainerNetwork()
                        .withAliases(List.of(role.label()))
                        .withIpamConfig(new com.github.dockerjava.api.model.ContainerNetwork.Ipam()
                                .withIpv4Address(network.address(role))))
                .exec();
    }

    @Override
    public void pause() {
        client.pauseContainerCmd(container).exec();
    }

    @Override
    public void resume() {
        client.unpauseContainerCmd(container).exec();
    }

    @Override
    public void restart() {
        client.killContainerCmd(container).exec();
        client.startContainerCmd(container).exec();
    }

    @Override
    public boolean paused() {
        return Boolean.TRUE.equals(state().getPaused());
    }

    @Override
    public boolean running() {
        return Boolean.TRUE.equals(state().getRunning());
    }

    @Override
    public boolean connected() {
        return inspect().getNetworkSettings().getNetworks().values().stream()
                .anyMatch(each -> network.id().equals(each.getNetworkID()));
    }

    @Override
    public Answer run(String... command) {
        String exec = client.execCreateCmd(container)
                .withUser("root")
                .withCmd(command)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        String text = collect(client.execStartCmd(exec).exec(new Collected()));
        return new Answer(client.inspectExecCmd(exec).exec().getExitCodeLong().intValue(), text);
    }

    private InspectContainerResponse inspect() {
        return client.inspectContainerCmd(container).exec();
    }

    private InspectContainerResponse.ContainerState state() {
        return inspect().getState();
    }

    void start() {
        // Of one that never ran, the engine says that it ended in the year 1.
        since = (int) Math.max(0, Instant.parse(state().getFinishedAt()).getEpochSecond());
        client.startContainerCmd(container).exec();
    }

    /** Ends the server in good order, or at once when it takes too long. */
    void stop() {
        if (paused()) {
            resume();
        }
        try {
            client.stopContainerCmd(container).withTimeout(STOP_SECONDS).exec();
        } catch (NotModifiedException e) {
            // It has ended already, which is what was wanted.
            return;
        }
    }

    /** The port of this machine that leads to the server; empty where there is none. */
    Optional<Integer> port() {
        return inspect().getHostConfig().getPortBindings().getBindings().values().stream()
                .flatMap(Arrays::stream)
                .map(binding -> Integer.valueOf(binding.getHostPortSpec()))
                .findFirst();
    }

    /** Files readable by everyone in the container, by their absolute names; folders are made. */
    void copy(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey().substring(1));
                entry.setMode(0644);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory cannot be written", e);
        }
        client.copyArchiveToContainerCmd(container)
                .withTarInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                .withRemotePath("/")
                .exec();
    }

    /** Everything the server has said since it was started for this run. */
    String log() {
        return log(Integer.MAX_VALUE);
    }

    private String log(int lines) {
        var logs = client.logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withSince(since);
        return collect((lines == Integer.MAX_VALUE ? logs.withTailAll() : logs.withTail(lines)).exec(new Collected()));
    }

    /** What the server says was wrong, or else the end of what it said, in one line. */
    String lastWords() {
        return LastWords.of(log(LINES_READ).lines().toList());
    }

    void remove() {
        try {
            ContainerOwner.remove(client, container);
        } catch (DockerException e) {
            throw new IllegalStateException(
                    "the container of the " + role + " cannot be removed: " + DockerEngine.reason(e)
                            + "; remove it with: docker rm -f -v " + container,
                    e);
        }
    }

    private static String collect(Collected callback) {
        try {
            callback.awaitCompletion(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return callback.text();
    }

    private static final class Collected extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void onNext(Frame frame) {
            bytes.writeBytes(frame.getPayload());
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
