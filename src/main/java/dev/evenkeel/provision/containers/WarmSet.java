package dev.evenkeel.provision.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.provision.programs.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The containers that a profile keeps, stopped, from one run to the next. One run uses them at a time; a second one of the
 * same profile gets containers of its own. They carry no process in their labels, so that no sweep takes them.
 */
final class WarmSet implements AutoCloseable {
    private static final String PROFILE = "dev.evenkeel.warm";
    private static final String MADE_FROM = "dev.evenkeel.warm.made-from";
    private static final String ROLE = "dev.evenkeel.warm.role";
    /** Changes whenever something else about how they are made does. */
    private static final String EDITION = "2";

    private final String profile;
    private final String madeFrom;
    private final FileChannel lock;

    private WarmSet(String profile, String madeFrom, FileChannel lock) {
        this.profile = profile;
        this.madeFrom = madeFrom;
        this.lock = lock;
    }

    /**
     * The set of a profile, to be used by this run alone; empty while another run has it.
     *
     * @param recipe everything that its containers are made from
     */
    static Optional<WarmSet> claim(String profile, List<String> recipe) {
        Path file = LocalFiles.cache().resolve("warm").resolve(profile.replaceAll("[^A-Za-z0-9._-]", "_") + ".lock");
        try {
            PrivateFiles.folder(file.getParent());
            FileChannel channel = PrivateFiles.shared(file);
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new WarmSet(profile, sha256(recipe), channel));
        } catch (IOException e) {
            throw new Misconfigured("the servers that the profile keeps cannot be claimed with " + file + " ("
                    + LocalFiles.reason(e) + "); fix that, or leave reuse: out of the profile");
        }
    }

    /** Held until the channel is closed. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String sha256(List<String> recipe) {
        try {
            byte[] text = (EDITION + "\n" + String.join("\n", recipe)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, String> labels() {
        return Map.of(PROFILE, profile, MADE_FROM, madeFrom);
    }

    Map<String, String> labels(Role role) {
        return Map.of(PROFILE, profile, MADE_FROM, madeFrom, ROLE, role.label());
    }

    /** The containers of an earlier run; empty unless all are there and made from the same. */
    Map<Role, String> containers(DockerClient client) {
        Map<Role, String> found = new EnumMap<>(Role.class);
        for (Container container : all(client)) {
            for (Role role : Role.values()) {
                if (labels(role).entrySet().stream().allMatch(label -> label.getValue()
                        .equals(container.getLabels().get(label.getKey())))) {
                    found.put(role, container.getId());
                }
            }
        }
        return found.size() == Role.values().length ? found : Map.of();
    }

    /** The network they share; empty unless it is there. */
    Optional<ContainerNetwork> network(DockerClient client) {
        return client
                .listNetworksCmd()
                .withFilter("label", List.of(PROFILE + "=" + profile, MADE_FROM + "=" + madeFrom))
                .exec()
                .stream()
                .findFirst()
                .map(network -> ContainerNetwork.of(client, network.getId()));
    }

    /** Removes whatever the profile has kept, whatever it was made from. */
    void discard(DockerClient client) {
        all(client).forEach(container -> ContainerOwner.remove(client, container.getId()));
        client.listNetworksCmd().withFilter("label", List.of(PROFILE + "=" + profile)).exec().stream()
                .forEach(network -> ContainerOwner.removeNetwork(client, network.getId()));
    }

    private List<Container> all(DockerClient client) {
        return client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(PROFILE, profile))
                .exec();
    }

    /** Leaves the set to the next run. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the claim on the servers that the profile keeps cannot be given back", e);
        }
    }
}
