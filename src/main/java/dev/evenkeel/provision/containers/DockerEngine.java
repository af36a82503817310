package dev.evenkeel.provision.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/**
 * The Docker engine of this machine. Testcontainers finds it and speaks to it; what is started there is ours to remove,
 * see docs/decisions/0006-containers-without-a-reaper.md.
 */
final class DockerEngine {
    private static final Duration PULL_LIMIT = Duration.ofMinutes(10);

    private final DockerClient client;
    private final Info info;

    private DockerEngine(DockerClient client, Info info) {
        this.client = client;
        this.info = info;
    }

    /** @throws Misconfigured when none answers */
    static DockerEngine find() {
        List<DockerClientProviderStrategy> strategies = new ArrayList<>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        Optional<String> asked = Optional.ofNullable(System.getProperty("DOCKER_HOST", System.getenv("DOCKER_HOST")))
                .filter(text -> !text.isBlank());
        DockerClientProviderStrategy found;
        try {
            found = DockerClientProviderStrategy.getFirstValidStrategy(strategies);
        } catch (IllegalStateException e) {
            throw none("");
        }
        // Testcontainers passes over an address that does not answer; who gave one means that engine and no other.
        asked.filter(given ->
                        !given.equals(found.getTransportConfig().getDockerHost().toString()))
                .ifPresent(given -> {
                    throw none(" at DOCKER_HOST=" + given);
                });
        URI host = found.getTransportConfig().getDockerHost();
        if (host.getHost() != null && !List.of("localhost", "127.0.0.1").contains(host.getHost())) {
            throw new Misconfigured("the Docker engine is another machine's (" + host.getHost()
                    + "), and servers that listen on its 127.0.0.1 cannot be reached from here; use an engine of this"
                    + " machine, or the profile embedded: -e embedded");
        }
        return new DockerEngine(found.getDockerClient(), found.getInfo());
    }

    private static Misconfigured none(String where) {
        return new Misconfigured("no Docker engine answers on this machine" + where
                + "; start one (dockerd, Docker Desktop), see that you may speak to it, or set DOCKER_HOST to its socket;"
                + " the profile embedded needs none: -e embedded");
    }

    DockerClient client() {
        return client;
    }

    /** The memory that all containers share. */
    long memoryBytes() {
        return Optional.ofNullable(info.getMemTotal()).orElse(Long.MAX_VALUE);
    }

    /** Where the engine keeps containers, which is a folder of this machine unless the engine runs in a machine of its own. */
    String folder() {
        return Optional.ofNullable(info.getDockerRootDir()).orElse("");
    }

    boolean has(String image) {
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** The engine's own number of an image that is here, which says what is in it. */
    String id(String image) {
        return client.inspectImageCmd(image).exec().getId();
    }

    /** Why the image cannot be pulled; empty when it is here now. */
    Optional<String> pull(String image, Consumer<String> say) {
        try {
            boolean done = client.pullImageCmd(image)
                    .exec(new PullImageResultCallback() {
                        private boolean told;

                        @Override
                        public void onNext(PullResponseItem item) {
                            if (!told) {
                                say.accept("pulling the image " + image + " (once)");
                                told = true;
                            }
                            super.onNext(item);
                        }
                    })
                    .awaitCompletion(PULL_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return done ? Optional.empty() : Optional.of("not within " + PULL_LIMIT.toMinutes() + " minutes");
        } catch (DockerException | com.github.dockerjava.api.exception.DockerClientException e) {
            return Optional.of(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** The image holds one of these files. */
    boolean holds(String image, List<String> files) {
        String container = client.createContainerCmd(image)
                .withLabels(ContainerOwner.self().labels())
                .withEntrypoint("true")
                .exec()
                .getId();
        try {
            return files.stream().anyMatch(file -> holdsFile(container, file));
        } finally {
            ContainerOwner.remove(client, container);
        }
    }

    private boolean holdsFile(String container, String file) {
        try (InputStream archive =
                client.copyArchiveFromContainerCmd(container, file).exec()) {
            return archive.read() >= 0;
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the Docker engine does not show " + file + " of an image", e);
        }
    }

    /** What the engine said, without the frame of its protocol around it. */
    static String reason(RuntimeException e) {
        String message =
                Optional.ofNullable(e.getMessage()).orElse(e.toString()).replaceAll("\\s+", " ");
        return message.replaceFirst("^Status \\d+: \\{\"message\":\"(.*)\"}\\s*$", "$1")
                .replace("\\\"", "\"");
    }
}
