package dev.evenkeel.provision.containers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.evenkeel.environment.Role;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** Reads what the engine and the containers of this process's servers hold, while they run. */
public final class ContainerWatch implements AutoCloseable {
    /** A server that follows another keeps that link's password in its own master.info, and must. */
    private static final String READ = """
            for f in /proc/[0-9]*/cmdline /proc/[0-9]*/environ /evenkeel/init.sql /var/lib/mysql/mysql-bin-changelog.* \
            /var/lib/mysql/relaylog.* /var/lib/mysql/*.log /tmp/* /etc/mysql/*; do
              [ -f "$f" ] && echo "file $f" && cat "$f"
            done 2>/dev/null; true""";

    /** What servers are started with is there for a moment only, so until then nothing is waited for between two looks. */
    private static final long STARTED = Duration.ofSeconds(20).toNanos();

    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private final DockerClient client = DockerEngine.find().client();
    private final BiConsumer<String, String> look;
    private final Thread thread = new Thread(this::watch, "watch of containers");
    private volatile boolean over;

    /** @param look is told where something is, and all that is there */
    public ContainerWatch(BiConsumer<String, String> look) {
        this.look = look;
        thread.start();
    }

    private void watch() {
        long begun = System.nanoTime();
        while (!over) {
            client.listContainersCmd()
                    .withLabelFilter(ContainerOwner.self().labels())
                    .exec()
                    .forEach(container -> container(container.getId(), container.getNames()[0]));
            if (System.nanoTime() - begun > STARTED) {
                // Each look reads the whole logs, and takes time from the servers that it looks at.
                LockSupport.parkNanos(300_000_000);
            }
        }
    }

    private void container(String id, String name) {
        String role = name.replaceFirst("^/evenkeel-(.*)-.*", "$1");
        try {
            look.accept(
                    "docker inspect of the " + role,
                    JSON.writeValueAsString(client.inspectContainerCmd(id).exec()));
            Role.valueOf(role.toUpperCase(java.util.Locale.ROOT));
            ContainerMachine machine = new ContainerMachine(client, null, id, null);
            look.accept("docker logs of the " + role, machine.log());
            look.accept(
                    "the container of the " + role,
                    machine.run("sh", "-c", READ).text());
        } catch (DockerException | IllegalArgumentException gone) {
            // Not started yet, or ended; or one in which an image is looked at.
            return;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
