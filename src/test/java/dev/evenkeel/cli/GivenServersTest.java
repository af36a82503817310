package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.ProfileReader;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same runbook on servers that are there already: everything but starting and breaking them. */
class GivenServersTest {
    @TempDir
    Path folder;

    private Servers servers;

    @BeforeEach
    void servers_of_somebody_else() {
        servers = Environment.open(
                ProfileReader.read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        try (Session source = servers.master(Role.SOURCE).open()) {
            source.execute("CREATE DATABASE shop");
            source.execute(
                    "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total FLOAT, at TIMESTAMP(6))");
            source.execute("INSERT INTO shop.orders (total) VALUES (16777216), (1234567), (0.1)");
        }
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void are_migrated_by_the_same_runbook() throws IOException {
        assertThat(rehearse(profile("purpose: rehearsal", "automatic"))).isZero();

        JsonNode audit = new ObjectMapper().readTree(run().resolve("audit.json").toFile());
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/parity/tables/0/table").asText()).isEqualTo("orders");
        assertThat(audit.at("/parity/tables/0/rowsTarget").asInt()).isEqualTo(3);
        assertThat(audit.at("/workload").isNull()
                        || audit.at("/workload/acknowledged").isNull())
                .isTrue();
        assertNoPasswordWritten();
        try (Session target = servers.master(Role.TARGET).open()) {
            assertThat(target.text("SELECT SUM(total + 0e0 = 16777216) FROM shop.orders"))
                    .isEqualTo("1");
            assertThat(target.number("SELECT @@GLOBAL.read_only")).isZero();
        }
        try (Session source = servers.master(Role.SOURCE).open()) {
            assertThat(source.number("SELECT @@GLOBAL.read_only")).isEqualTo(1);
        }
    }

    @Test
    void are_let_alone_where_a_gate_asks_a_person() throws IOException {
        assertThat(rehearse(profile("purpose: production", "ask"))).isEqualTo(8);

        try (Session source = servers.master(Role.SOURCE).open()) {
            assertThat(source.number("SELECT @@GLOBAL.read_only")).isZero();
        }
    }

    @Test
    void are_not_touched_with_a_wrong_password() throws IOException {
        Path profile = profile("purpose: rehearsal", "automatic");
        Files.writeString(folder.resolve("source-master"), "wrong");

        assertThat(rehearse(profile)).isEqualTo(2);

        assertThat(folder.resolve("reports")).doesNotExist();
    }

    @Test
    void are_never_broken_on_purpose() throws IOException {
        int exit = Main.run(
                "rehearse",
                "--quiet",
                "--reports",
                folder.resolve("reports").toString(),
                "--drill",
                "stranger-changed-a-row",
                "-e",
                profile("purpose: rehearsal", "automatic").toString());

        assertThat(exit).isEqualTo(4);
        try (Session source = servers.master(Role.SOURCE).open()) {
            assertThat(source.number("SELECT @@GLOBAL.read_only")).isZero();
        }
    }

    private void assertNoPasswordWritten() throws IOException {
        Set<String> passwords = Stream.of(Role.values())
                .flatMap(role -> Stream.of(
                        servers.master(role).login(),
                        servers.parameters(role).orElseThrow().login()))
                .map(login -> login.password().reveal())
                .collect(Collectors.toSet());
        passwords.add(servers.replication().password().reveal());
        try (Stream<Path> files = Files.walk(folder.resolve("reports"))) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).hasSizeGreaterThan(8);
            for (Path file : written) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(passwords);
            }
        }
    }

    private int rehearse(Path profile) {
        return Main.run(
                "rehearse", "--quiet", "--reports", folder.resolve("reports").toString(), "-e", profile.toString());
    }

    private Path profile(String purpose, String gate) throws IOException {
        StringBuilder yaml = new StringBuilder("kind: servers\n" + purpose + "\nservers:\n");
        for (Role role : Role.values()) {
            Server master = servers.master(role);
            yaml.append("  %s:\n    host: %s\n    port: %d\n%s    parameters:\n%s"
                    .formatted(
                            role,
                            master.endpoint().host(),
                            master.endpoint().port(),
                            login(role + "-master", master.login(), "    "),
                            login(
                                    role + "-parameters",
                                    servers.parameters(role).orElseThrow().login(),
                                    "      ")));
        }
        yaml.append("replication:\n").append(login("replication", servers.replication(), "  "));
        yaml.append("gates:\n  cutover: ").append(gate).append('\n');
        return Files.writeString(folder.resolve("given.yaml"), yaml.toString());
    }

    private String login(String file, Login login, String indent) throws IOException {
        Path secret = Files.writeString(folder.resolve(file), login.password().reveal());
        return "%suser: %s\n%spassword: file:%s\n".formatted(indent, login.user(), indent, secret);
    }

    private Path run() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("reports"))) {
            return runs.filter(run -> !Files.isSymbolicLink(run)).findFirst().orElseThrow();
        }
    }
}
