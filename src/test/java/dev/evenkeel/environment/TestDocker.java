package dev.evenkeel.environment;

import dev.evenkeel.Required;
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

    /** How many containers, networks and volumes of this process there are. */
    public static long leftBehind() {
        var client = DockerEngine.find().client();
        List<String> ours = ContainerOwner.self().labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
        return client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(ours)
                        .exec()
                        .size()
                + client.listNetworksCmd().withFilter("label", ours).exec().size();
    }
}
