package dev.evenkeel.provision.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are kept between runs, and are as good as new or not used. */
class WarmSetTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @AfterEach
    void discard() {
        if (Files.exists(folder.resolve("warm-test.yaml"))) {
            discardKept();
        }
    }

    private static void discardKept() {
        try (WarmSet set = WarmSet.claim("warm-test", List.of()).orElseThrow()) {
            set.discard(DockerEngine.find().client());
        }
    }

    @Test
    void the_next_run_gets_the_same_servers_without_anything_of_this_one() throws IOException {
        TestDocker.need("10.1.8", "10.1.23", "10.11");
        // Of a test that was killed.
        discardKept();
        Map<Role, String> first = new EnumMap<>(Role.class);
        try (Servers servers = open()) {
            assertThat(servers.substitutions()).isEmpty();
            for (Role role : Role.values()) {
                first.put(role, machine(servers, role));
                try (Session session = servers.parameters(role).orElseThrow().open()) {
                    session.execute("SET GLOBAL read_only = 0");
                    // Else the replica would have the source's too.
                    session.execute("SET sql_log_bin = 0");
                    session.execute("CREATE DATABASE left_over");
                    session.execute("CREATE TABLE left_over.t (id INT PRIMARY KEY)");
                    session.execute("CREATE EVENT left_over.e ON SCHEDULE EVERY 1 SECOND DO INSERT INTO left_over.t"
                            + " SELECT COALESCE(MAX(id), 0) + 1 FROM left_over.t");
                    session.execute("GRANT SELECT ON *.* TO 'somebody'@'%' IDENTIFIED BY 'x'");
                    session.execute("CREATE ROLE somerole");
                    session.execute("SET GLOBAL read_only = 1");
                    session.execute("SET GLOBAL max_connections = 77");
                }
            }
        }
        assertThat(running()).isZero();

        try (Servers servers = open()) {
            assertThat(servers.substitutions())
                    .as("%s", said)
                    .containsOnlyKeys("the servers were used by an earlier run");
            for (Role role : Role.values()) {
                assertThat(machine(servers, role)).isEqualTo(first.get(role));
                try (Session session = servers.parameters(role).orElseThrow().open()) {
                    assertThat(session.list("SHOW DATABASES", row -> row.text(1)))
                            .doesNotContain("left_over");
                    assertThat(session.list("SELECT user FROM mysql.user", row -> row.text(1)))
                            .contains("admin")
                            .doesNotContain("somebody", "somerole", "root");
                    assertThat(session.number("SELECT @@GLOBAL.max_connections"))
                            .isEqualTo(200);
                    assertThat(session.number("SELECT @@GLOBAL.read_only")).isEqualTo(role == Role.REPLICA ? 1 : 0);
                }
            }
            try (Session source = servers.master(Role.SOURCE).open()) {
                assertThat(source.first("SHOW MASTER STATUS", row -> row.text(1))
                                .orElseThrow())
                        .isEqualTo("mysql-bin-changelog.000001");
            }
            // A second run at the same time has servers of its own, which go with it.
            try (Servers other = open()) {
                assertThat(machine(other, Role.SOURCE)).isNotEqualTo(first.get(Role.SOURCE));
            }
            assertThat(said).anyMatch(line -> line.startsWith("another run has the servers that the profile keeps"));
            assertThat(TestDocker.leftBehind()).isZero();
            try (Session target = servers.parameters(Role.TARGET).orElseThrow().open()) {
                target.execute("CREATE SERVER forgotten FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'nowhere')");
            }
        }

        try (Servers servers = open()) {
            assertThat(said)
                    .last()
                    .asString()
                    .startsWith(
                            "the servers of an earlier run cannot be used, starting new ones: the target is not as it"
                                    + " was when it was new");
            assertThat(machine(servers, Role.TARGET)).isNotEqualTo(first.get(Role.TARGET));
        }
    }

    private Servers open() throws IOException {
        Path file = folder.resolve("warm-test.yaml");
        Files.writeString(file, """
                kind: containers
                reuse: true
                servers:
                  source: {image: 'evenkeel/mariadb:10.1.8'}
                  replica: {image: 'evenkeel/mariadb:10.1.8'}
                  target: {image: 'evenkeel/mariadb:10.11', encrypted: true}
                """);
        return Environment.open(
                Provision.profiles().read(file.toString(), folder), Observer.NONE, folder, secret -> {}, said::add);
    }

    /** Its address and its name on the network are the same in every set, the number that the engine gave it is not. */
    private static String machine(Servers servers, Role role) {
        return ((ContainerMachine) servers.machine(role).orElseThrow()).id();
    }

    private static long running() {
        return DockerEngine.find()
                .client()
                .listContainersCmd()
                .withLabelFilter(Map.of("dev.evenkeel.warm", "warm-test"))
                .exec()
                .size();
    }
}
