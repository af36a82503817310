package dev.evenkeel.provision.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.standin.LocalPort;
import dev.evenkeel.provision.standin.Strangers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other accounts of this machine, which try to get into servers in containers from before they listen. */
@Timeout(300)
class ContainerStrangersTest {
    @TempDir
    private Path folder;

    private final Redactor redactor = new Redactor();
    private final Map<Role, Integer> ports = Map.of(
            Role.SOURCE, LocalPort.free(),
            Role.REPLICA, LocalPort.free(),
            Role.TARGET, LocalPort.free());

    @AfterEach
    void nothing_is_left_behind() {
        if (redactor.known() > 0) {
            assertThat(TestDocker.leftBehind()).isZero();
        }
    }

    @Test
    void nobody_else_gets_in_and_the_engine_tells_no_password() throws Exception {
        TestDocker.need("10.1.8", "10.1.23", "10.11");
        Strangers strangers = new Strangers(ports);
        strangers.begin();
        try (Engine engine = new Engine();
                Servers servers = open()) {
            strangers.awaitRefusals();
            strangers.end();
            engine.close();

            assertThat(strangers.admitted()).isEmpty();
            for (Role role : Role.values()) {
                assertThat(strangers.refusedBy(role))
                        .as("refused by the " + role)
                        .isPositive();
                assertThat(accounts(servers, role))
                        .as("who is known to the " + role)
                        .isSubsetOf("rdsadmin", "admin", "rdsrepladmin", "mariadb.sys");
            }
            assertThat(engine.told).hasSizeGreaterThan(3);
            assertThat(engine.told)
                    .as("seen while the image's entry point was at work")
                    .anyMatch(text -> text.contains("skip-networking"));
            assertThat(engine.told).noneMatch(text -> !redactor.redact(text).equals(text));
            assertThat(engine.told).noneMatch(text -> text.contains("ROOT_PASSWORD=") && !text.contains("EMPTY"));
        } finally {
            strangers.end();
        }
    }

    private Servers open() throws IOException {
        String yaml = """
                kind: containers
                servers:
                  source: {image: 'evenkeel/mariadb:10.1.8', port: %d}
                  replica: {image: 'evenkeel/mariadb:10.1.23', port: %d}
                  target: {image: 'evenkeel/mariadb:10.11', encrypted: true, port: %d}
                """.formatted(ports.get(Role.SOURCE), ports.get(Role.REPLICA), ports.get(Role.TARGET));
        Path file = Files.writeString(folder.resolve("strangers.yaml"), yaml);
        return Environment.open(
                Provision.profiles().read(file.toString(), folder),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> redactor.learn(secret.reveal()),
                line -> {});
    }

    private static List<String> accounts(Servers servers, Role role) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            return session.list("SELECT user FROM mysql.user", row -> row.text(1));
        }
    }

    /** What the engine tells everybody who may ask it, while servers start: how containers are made, and their processes. */
    private static final class Engine implements AutoCloseable {
        private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
        private final DockerClient client = DockerEngine.find().client();
        private final Set<String> told = ConcurrentHashMap.newKeySet();
        private final Thread thread = new Thread(this::ask, "asks the engine");
        private volatile boolean over;

        Engine() {
            thread.start();
        }

        private void ask() {
            while (!over) {
                client.listContainersCmd()
                        .withLabelFilter(ContainerOwner.self().labels())
                        .exec()
                        .forEach(container -> about(container.getId()));
            }
        }

        private void about(String container) {
            try {
                told.add(JSON.writeValueAsString(
                        client.inspectContainerCmd(container).exec().getConfig()));
                for (String[] process : client.topContainerCmd(container)
                        .withPsArgs("-eo pid,args")
                        .exec()
                        .getProcesses()) {
                    told.add(String.join(" ", Arrays.copyOfRange(process, 1, process.length)));
                }
            } catch (DockerException gone) {
                // Not started yet, or ended.
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
        }
    }
}
