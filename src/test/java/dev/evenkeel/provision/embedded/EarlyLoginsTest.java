package dev.evenkeel.provision.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.LocalPort;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInOptions;
import dev.evenkeel.provision.standin.Strangers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other accounts of this machine, which try to get into its servers from before they listen. */
class EarlyLoginsTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void nobody_else_gets_into_a_server_from_before_it_listens_until_it_is_set_up() throws Exception {
        Map<Role, Integer> ports = Map.of(
                Role.SOURCE, LocalPort.free(),
                Role.REPLICA, LocalPort.free(),
                Role.TARGET, LocalPort.free());
        Strangers strangers = new Strangers(ports);
        strangers.begin();
        Servers servers = Environment.open(profile(ports), Observer.NONE, folder, secret -> {}, line -> {});
        try {
            strangers.awaitRefusals();
            strangers.end();

            assertThat(strangers.admitted()).isEmpty();
            for (Role role : Role.values()) {
                assertThat(strangers.refusedBy(role))
                        .as("refused by the " + role)
                        .isPositive();
                assertThat(accounts(servers.parameters(role).orElseThrow()))
                        .as("who is known to the " + role)
                        .doesNotContain("root", "", "mysql");
            }
        } finally {
            strangers.end();
            servers.close();
        }
    }

    @Test
    void no_other_account_of_the_machine_reads_what_a_server_keeps() throws Exception {
        ServerHome home = ServerHome.ofArtifact("11.4.5", line -> {});
        ServerProcess server = ServerProcess.start(
                "private",
                home,
                DataTemplate.of(home, line -> {}),
                Optional.empty(),
                List.of("--skip-ssl", "--innodb-log-file-size=" + StandInOptions.REDO_LOG_SIZE),
                RdsStandIn.initStatements(new Secret("any"), "127.0.0.1"));
        try {
            Path socket = server.folder().resolve("s");
            new Await(Observer.NONE, Duration.ofMillis(20))
                    .until(
                            "the server makes its socket",
                            "a socket",
                            Duration.ofSeconds(60),
                            () -> new Await.Look(server.lastWords(), Files.exists(socket)));

            assertThat(permissions(server.folder())).as("what holds the socket").isEqualTo("rwx------");
            assertThat(permissions(server.folder().resolve("data"))).isEqualTo("rwx------");
            assertThat(permissions(server.folder().resolve("tmp"))).isEqualTo("rwx------");
            assertThat(permissions(server.folder().resolve("init.sql"))).isEqualTo("rw-------");
        } finally {
            server.stop();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> accounts(Server admin) {
        try (Session session = admin.open()) {
            return session.list("SELECT user FROM mysql.user", row -> row.text(1));
        }
    }

    private Profile profile(Map<Role, Integer> ports) throws IOException {
        Map<Role, String> versions = Map.of(Role.SOURCE, "10.1.8", Role.REPLICA, "10.11.5", Role.TARGET, "11.4.5");
        StringBuilder yaml = new StringBuilder("kind: embedded\nservers:\n");
        for (Role role : Role.values()) {
            yaml.append("  %s:\n    version: %s\n    port: %d\n"
                    .formatted(role.label(), versions.get(role), ports.get(role)));
        }
        Path file = Files.writeString(folder.resolve("strangers.yaml"), yaml);
        return Provision.profiles().read(file.toString(), folder);
    }
}
