package dev.evenkeel.provision.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.LocalPort;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other accounts of this machine, which try to get into its servers from before they listen. */
class StrangersTest {
    /** Those that MariaDB makes for a new server, the account of nobody, and ours without their passwords. */
    private static final List<String> USERS = List.of(
            "root", "", "mysql", "mariadb.sys", "PUBLIC", "rdsadmin", "admin", "rdsrepladmin", "assessment_app");

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

            assertThat(strangers.admitted).isEmpty();
            for (Role role : Role.values()) {
                assertThat(strangers.refused.get(role).get())
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

    /** One thread for each server, which logs in without a password as often as it can. */
    private static final class Strangers {
        private final Map<Role, Integer> ports;
        private final Map<Role, AtomicInteger> refused = new ConcurrentHashMap<>();
        private final Set<String> admitted = new ConcurrentSkipListSet<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Strangers(Map<Role, Integer> ports) {
            this.ports = ports;
            ports.keySet().forEach(role -> refused.put(role, new AtomicInteger()));
        }

        void begin() {
            ports.forEach((role, port) -> {
                Thread thread = new Thread(() -> hammer(role, port), "stranger at the " + role);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            });
        }

        private void hammer(Role role, int port) {
            for (int turn = 0; !over; turn++) {
                // Every other time as root: nobody else of them could do as much.
                String user = turn % 2 == 0 ? "root" : USERS.get(turn / 2 % USERS.size());
                Endpoint endpoint = new Endpoint("127.0.0.1", port);
                Server server = new Server(role.label(), endpoint, new Login(user, new Secret("")));
                try (Session session = server.open()) {
                    admitted.add("the " + role + " as '" + user + "'");
                } catch (DatabaseException e) {
                    if (e.is(ServerError.ER_ACCESS_DENIED_ERROR)) {
                        refused.get(role).incrementAndGet();
                    }
                }
            }
        }

        /** Every account once more, when all is set up. */
        void awaitRefusals() throws InterruptedException {
            Map<Role, Integer> before = new ConcurrentHashMap<>();
            refused.forEach((role, count) -> before.put(role, count.get()));
            for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                    admitted.isEmpty()
                            && System.nanoTime() < end
                            && refused.entrySet().stream()
                                    .anyMatch(each -> each.getValue().get() < before.get(each.getKey()) + 40); ) {
                Thread.sleep(5);
            }
        }

        void end() throws InterruptedException {
            over = true;
            for (Thread thread : threads) {
                thread.join(20_000);
            }
        }
    }
}
