package dev.evenkeel.provision.containers;

import dev.evenkeel.Required;
import dev.evenkeel.environment.Misconfigured;
import java.util.Arrays;
import java.util.List;

/** The Docker engine and the images that tests on containers want. */
public final class TestDocker {
    private TestDocker() {}

    /** Skips the calling test unless the engine answers and has the images, as environments/images/build makes them. */
    public static void need(String... images) {
        try {
            DockerEngine engine = DockerEngine.find();
            List<String> missing = Arrays.stream(images)
                    .filter(image -> !engine.has("evenkeel/mariadb:" + image))
                    .toList();
            Required.need(
                    "docker",
                    missing.isEmpty(),
                    "no image evenkeel/mariadb:" + String.join(", ", missing) + "; run environments/images/build");
        } catch (Misconfigured e) {
            Required.need("docker", false, e.getMessage());
        }
    }

    /** How many containers and networks of this process there are. */
    public static long leftBehind() {
        return leftBehind(ProcessHandle.current().pid());
    }

    /** How many containers and networks of a process of this host there are. */
    public static long leftBehind(long process) {
        var client = DockerEngine.find().client();
        ContainerOwner self = ContainerOwner.self();
        List<String> theirs = new ContainerOwner(self.host(), process, "")
                .labels().entrySet().stream()
                        .filter(label -> !label.getValue().isEmpty())
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .toList();
        return client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(theirs)
                        .exec()
                        .size()
                + client.listNetworksCmd().withFilter("label", theirs).exec().size();
    }

    /** The names of all volumes. */
    public static List<String> volumes() {
        return DockerEngine.find().client().listVolumesCmd().exec().getVolumes().stream()
                .map(volume -> volume.getName())
                .sorted()
                .toList();
    }
}
