package dev.evenkeel.provision.embedded;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.StandInOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile says of a server that evenkeel starts on this machine.
 *
 * @param version an artifact version; empty when {@code home} is given
 * @param home an installed server's folder
 * @param options server variables by name, as they are in an option file
 */
record EmbeddedSpec(
        Optional<String> version, Optional<Path> home, Optional<Integer> port, Map<String, String> options) {
    private static final String VERSIONS = String.join(", ", ServerHome.ARTIFACT_VERSIONS);

    EmbeddedSpec {
        options = Map.copyOf(options);
    }

    static EmbeddedSpec read(YamlMap server, Role role) {
        Optional<String> version = server.text("version");
        Optional<Path> home = server.value("home", Path::of, "the folder of an installed server");
        if (version.isPresent() == home.isPresent()) {
            server.problem(
                    "version",
                    "servers." + role + " needs either version: or home:, one of them; available versions: "
                            + VERSIONS);
        } else if (version.isPresent() && !ServerHome.ARTIFACT_VERSIONS.contains(version.get())) {
            server.problem(
                    "version",
                    "servers." + role + ".version is '" + version.get() + "'; available versions are " + VERSIONS
                            + ", or an installed server by home:");
        } else if (role == Role.TARGET && version.filter("10.1.8"::equals).isPresent()) {
            server.problem(
                    "version",
                    "servers.target.version 10.1.8 cannot stand in for RDS as a target: its procedures"
                            + " cannot set a master; choose 10.1.13 or newer");
        }
        home.filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> server.problem("home", "servers." + role + ".home " + path + " is not a directory"));
        return new EmbeddedSpec(
                version,
                home,
                server.value("port", ProfileValues::port, "a port number from 1 to 65535"),
                StandInOptions.read(server));
    }
}
