package dev.evenkeel.provision.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Machine;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerServersTest {
    @TempDir
    static Path logs;

    private static final Await AWAIT = new Await(Observer.NONE, Duration.ofMillis(50));
    private static final List<String> secrets = new ArrayList<>();
    private static Servers servers;

    @BeforeAll
    static void start() {
        TestDocker.need("10.1.8", "10.1.23");
        Profile profile = Provision.profiles().read("containers", Path.of("environments"));
        servers = Environment.open(profile, Observer.NONE, logs, secret -> secrets.add(secret.reveal()), line -> {});
    }

    @AfterAll
    static void stop() {
        if (servers != null) {
            servers.close();
            assertThat(logs.resolve("target.log")).isNotEmptyFile();
            assertThat(TestDocker.leftBehind()).isZero();
        }
    }

    @Test
    void listen_on_this_machine_alone() {
        DockerClient client = DockerEngine.find().client();
        for (Role role : Role.values()) {
            var ports = client.inspectContainerCmd("evenkeel-" + role + "-" + name(role))
                    .exec()
                    .getNetworkSettings()
                    .getPorts()
                    .getBindings()
                    .values();

            assertThat(ports).isNotEmpty().allSatisfy(bindings -> assertThat(bindings)
                    .allSatisfy(binding -> assertThat(binding.getHostIp()).isEqualTo("127.0.0.1")));
        }
    }

    private static String name(Role role) {
        return DockerEngine.find()
                .client()
                .listContainersCmd()
                .withLabelFilter(ContainerOwner.self().labels())
                .exec()
                .stream()
                .map(container -> container.getNames()[0])
                .filter(name -> name.startsWith("/evenkeel-" + role + "-"))
                .map(name -> name.substring(name.lastIndexOf('-') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reach_each_other_by_the_names_of_their_roles() {
        assertThat(servers.reachedByOthers(Role.SOURCE)).hasToString("source:3306");
        try (Session replica = servers.parameters(Role.REPLICA).orElseThrow().open()) {
            assertThat(replica.first(
                                    "SHOW SLAVE STATUS",
                                    row -> row.text("Master_Host") + " " + row.text("Slave_IO_Running"))
                            .orElseThrow())
                    .isEqualTo("source Yes");
        }
    }

    @Test
    void behave_as_the_embedded_ones_do() {
        try (Session session = servers.master(Role.SOURCE).open()) {
            assertThat(session.first("SHOW MASTER STATUS", row -> row.text(1)).orElseThrow())
                    .matches("mysql-bin-changelog\\.\\d{6}");
            assertThat(session.list("SELECT user FROM mysql.user ORDER BY user", row -> row.text(1)))
                    .contains("admin", "rdsadmin", "rdsrepladmin")
                    .doesNotContain("root", "");
        }
    }

    @Test
    void keep_no_password_where_it_can_be_read_later() {
        for (Role role : Role.values()) {
            Machine machine = servers.machine(role).orElseThrow();

            assertThat(machine.run("cat", "/evenkeel/init.sql").text())
                    .contains("FLUSH PRIVILEGES")
                    .doesNotContain("IDENTIFIED");
            String arguments = machine.run("cat", "/proc/1/cmdline").text();
            assertThat(arguments).contains("init-file");
            assertThat(secrets).isNotEmpty().noneMatch(arguments::contains);
        }
    }

    @Test
    void keep_their_port_and_their_address_when_they_are_restarted_or_cut_off() {
        Machine machine = servers.machine(Role.REPLICA).orElseThrow();
        String before = address(machine);

        machine.disconnect();
        assertThat(machine.connected()).isFalse();
        assertThat(answers(Role.REPLICA)).isTrue();
        machine.connect();
        machine.restart();

        AWAIT.until(
                "the replica answers", "yes", Duration.ofSeconds(30), () -> new Await.Look("", answers(Role.REPLICA)));
        assertThat(address(machine)).isEqualTo(before);
    }

    private static String address(Machine machine) {
        return machine.run("hostname", "-I").text().strip();
    }

    private static boolean answers(Role role) {
        try (Session session = servers.master(role).open()) {
            return session.number("SELECT 1") == 1;
        } catch (DatabaseException e) {
            return false;
        }
    }

    @Test
    void sweep_what_a_dead_owner_left_and_nothing_of_a_living_one() throws Exception {
        DockerClient client = DockerEngine.find().client();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        ContainerOwner self = ContainerOwner.self();
        String dead = container(client, new ContainerOwner(self.host(), gone.pid(), self.began()).labels());
        String elsewhere = container(client, new ContainerOwner("elsewhere", gone.pid(), self.began()).labels());
        try {
            ContainerOwner.sweep(client);

            assertThat(ids(client)).doesNotContain(dead).contains(elsewhere);
            assertThat(answers(Role.SOURCE)).isTrue();
        } finally {
            ContainerOwner.remove(client, dead);
            ContainerOwner.remove(client, elsewhere);
        }
    }

    private static String container(DockerClient client, Map<String, String> labels) {
        return client.createContainerCmd("evenkeel/mariadb:10.1.8")
                .withLabels(labels)
                .exec()
                .getId();
    }

    private static List<String> ids(DockerClient client) {
        return client.listContainersCmd().withShowAll(true).exec().stream()
                .map(container -> container.getId())
                .toList();
    }

    @Test
    void too_little_room_is_told_before_anything_is_started() {
        List<String> problems = new ArrayList<>();

        ContainerImages.room(1L << 30, Long.MAX_VALUE, Path.of("/nowhere"), problems);

        assertThat(problems)
                .singleElement()
                .asString()
                .isEqualTo("the Docker engine has 1024 MiB of memory to give,"
                        + " three servers need 2048 MiB; give it more or end something; or use the profile embedded, which needs"
                        + " no containers: -e embedded");
        assertThat(Files.exists(Path.of("/nowhere"))).isFalse();

        problems.clear();
        // A folder of the kernel's: no file system has less room.
        ContainerImages.room(Long.MAX_VALUE, Long.MAX_VALUE, Path.of("/proc"), problems);

        assertThat(problems)
                .singleElement()
                .asString()
                .isEqualTo("the disk that holds /proc has 0 MiB left, three servers need 2048 MiB; make room there;"
                        + " or use the profile embedded, which needs no containers: -e embedded");
    }
}
