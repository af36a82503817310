package dev.evenkeel.cli;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.nio.file.Path;
import java.util.List;

/** Three servers that a run finds there, as {@link GivenProfile} names them to it. */
final class SomebodysServers {
    private SomebodysServers() {}

    /** @param source statements that make what is to be moved */
    static Servers open(Path folder, String... source) {
        Servers servers = Environment.open(
                Provision.profiles().read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        try (Session session = servers.master(Role.SOURCE).open()) {
            List.of(source).forEach(session::execute);
        }
        return servers;
    }
}
