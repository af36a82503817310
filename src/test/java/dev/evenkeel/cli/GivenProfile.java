package dev.evenkeel.cli;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Writes a profile of kind servers, with every password in a file beside it. */
final class GivenProfile {
    private final Path folder;
    private final Map<Role, String> servers = new EnumMap<>(Role.class);
    private String further = "";

    GivenProfile(Path folder) {
        this.folder = folder;
    }

    /** All three servers of a test's own, with every account that they have. */
    static GivenProfile of(Servers servers, Path folder) throws IOException {
        GivenProfile profile = new GivenProfile(folder);
        for (Role role : Role.values()) {
            profile.with(role, servers.master(role))
                    .parameters(role, servers.parameters(role).orElseThrow().login());
        }
        return profile.replication(servers.replication());
    }

    /** A server at its address, as the account it names. */
    GivenProfile with(Role role, Server master) throws IOException {
        servers.put(
                role,
                "  %s:\n    host: %s\n    port: %d\n%s"
                        .formatted(
                                role,
                                master.endpoint().host(),
                                master.endpoint().port(),
                                login(role + "-master", master.login(), "    ")));
        return this;
    }

    GivenProfile parameters(Role role, Login login) throws IOException {
        servers.merge(
                role, "    parameters:\n" + login(role + "-parameters", login, "      "), (one, more) -> one + more);
        return this;
    }

    GivenProfile replication(Login login) throws IOException {
        further += "replication:\n" + login("replication", login, "  ");
        return this;
    }

    /** Lines of the profile as they are. */
    GivenProfile lines(String lines) {
        further += lines.stripTrailing() + "\n";
        return this;
    }

    Path write(String name) throws IOException {
        return Files.writeString(
                folder.resolve(name), "kind: servers\nservers:\n" + String.join("", servers.values()) + further);
    }

    private String login(String file, Login login, String indent) throws IOException {
        Path secret = Files.writeString(folder.resolve(file), login.password().reveal());
        return "%suser: %s\n%spassword: file:%s\n".formatted(indent, login.user(), indent, secret);
    }
}
