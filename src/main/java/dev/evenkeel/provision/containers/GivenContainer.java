package dev.evenkeel.provision.containers;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.provision.standin.StandInOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile says of a server that evenkeel starts in a container.
 *
 * @param images image names, the first available one is taken
 * @param options server variables by name, as they are in an option file
 * @param encrypted everything it stores is encrypted, with a key made for the run
 * @param disk how much its data folder holds, as 512m or 2g; empty for what the engine's disk holds
 */
record GivenContainer(
        List<String> images,
        Optional<Integer> port,
        Map<String, String> options,
        boolean encrypted,
        Optional<String> disk) {
    GivenContainer {
        images = List.copyOf(images);
        options = Map.copyOf(options);
    }

    static GivenContainer read(YamlMap server, Role role) {
        List<String> images = server.textOrTexts("image");
        if (images.isEmpty()) {
            server.problem(
                    "image",
                    "servers." + role
                            + ".image is missing; give an image, or a list of which the first available one is"
                            + " taken, for example mariadb:10.11");
        }
        return new GivenContainer(
                images,
                server.value("port", ProfileValues::port, "a port number from 1 to 65535"),
                StandInOptions.read(server),
                server.value("encrypted", ProfileValues::yesOrNo, "true or false")
                        .orElse(false),
                server.value("disk", ProfileValues::size, "a size such as 512m or 2g"));
    }
}
