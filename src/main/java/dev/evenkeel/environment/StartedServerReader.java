package dev.evenkeel.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a profile says of servers that are started for the run. */
final class StartedServerReader {
    private StartedServerReader() {}

    static ServerSpec embedded(YamlMap server, Role role) {
        Optional<String> version = server.text("version");
        Optional<Path> home = server.value("home", Path::of, "the folder of an installed server");
        if (version.isPresent() == home.isPresent()) {
            server.problem(
                    "version",
                    "servers." + role + " needs either version: or home:, one of them; versions to be had: "
                            + String.join(", ", ServerHome.ARTIFACT_VERSIONS));
        } else if (version.isPresent() && !ServerHome.ARTIFACT_VERSIONS.contains(version.get())) {
            server.problem(
                    "version",
                    "servers." + role + ".version is '" + version.get() + "'; to be had are "
                            + String.join(", ", ServerHome.ARTIFACT_VERSIONS) + ", or an installed server by home:");
        } else if (role == Role.TARGET && version.filter("10.1.8"::equals).isPresent()) {
            server.problem(
                    "version",
                    "servers.target.version 10.1.8 cannot stand in for RDS as a target: its procedures"
                            + " cannot set a master; choose 10.1.13 or newer");
        }
        home.filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> server.problem("home", "servers." + role + ".home " + path + " is no folder"));
        return new ServerSpec.Embedded(
                version,
                home,
                server.value("port", ProfileValues::port, "a port number from 1 to 65535"),
                options(server));
    }

    static ServerSpec container(YamlMap server, Role role) {
        List<String> images = server.textOrTexts("image");
        if (images.isEmpty()) {
            server.problem(
                    "image",
                    "servers." + role + ".image is missing; give an image, or a list of which the first to be had is"
                            + " taken, for instance mariadb:10.11");
        }
        return new ServerSpec.Container(
                images,
                server.value("port", ProfileValues::port, "a port number from 1 to 65535"),
                options(server),
                server.value("encrypted", ProfileValues::yesOrNo, "true or false")
                        .orElse(false),
                server.value("disk", ProfileValues::size, "a size such as 512m or 2g"));
    }

    private static Map<String, String> options(YamlMap server) {
        YamlMap options = server.map("options");
        Map<String, String> values = new TreeMap<>();
        if (server.has("options")) {
            options.keys().forEach(key -> options.text(key).ifPresent(value -> values.put(key, value)));
        }
        return values;
    }
}
