package dev.evenkeel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Source and target of the test servers with the same database {@code verified}, and the command run on them. */
final class VerifiedPair implements AutoCloseable {
    static final List<Role> SIDES = List.of(Role.SOURCE, Role.TARGET);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** What a run gave. */
    record Ran(int exit, List<JsonNode> lines, String err) {
        List<JsonNode> of(String type) {
            return lines.stream()
                    .filter(line -> line.at("/type").asText().equals(type))
                    .toList();
        }

        JsonNode table(String name) {
            return of("table").stream()
                    .filter(line -> line.at("/table").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no verdict on " + name + " among " + lines + err));
        }

        JsonNode end() {
            return of("end").get(0);
        }
    }

    /** With the databases as they are. */
    static VerifiedPair asTheyAre(Path folder) {
        return new VerifiedPair(folder, false);
    }

    VerifiedPair(Path folder) {
        this(folder, true);
    }

    private VerifiedPair(Path folder, boolean made) {
        this.folder = folder;
        if (made) {
            make();
        }
    }

    private static void make() {
        for (Role side : SIDES) {
            on(side, "DROP DATABASE IF EXISTS verified");
            on(side, "CREATE DATABASE verified");
            on(side, "CREATE TABLE verified.orders (id INT PRIMARY KEY, total DOUBLE, note VARCHAR(20))");
            on(side, "INSERT INTO verified.orders VALUES (1, 1.5, 'a'), (2, 2.5, NULL), (3, 3.5, '')");
            on(side, "CREATE TABLE verified.lines (id INT, n INT, PRIMARY KEY (id, n))");
            on(side, "INSERT INTO verified.lines VALUES (1, 1), (1, 2)");
        }
    }

    static void on(Role side, String sql) {
        try (Session session = TestServers.admin(side).open()) {
            session.execute(sql);
        }
    }

    /** As RDS's master user, who may write and does not. */
    Path profile() {
        return profile(
                "given",
                TestServers.embedded().master(Role.SOURCE).login(),
                TestServers.embedded().master(Role.SOURCE).endpoint());
    }

    Path profile(Login login) {
        return profile("as", login, TestServers.embedded().master(Role.SOURCE).endpoint());
    }

    Path profile(String name, Login login, Endpoint source) {
        try {
            Path secret = Files.writeString(
                    folder.resolve(name + ".secret"), login.password().reveal());
            Endpoint target = TestServers.embedded().master(Role.TARGET).endpoint();
            return Files.writeString(folder.resolve(name + ".yaml"), """
                    kind: servers
                    servers:
                      source: {host: %s, port: %d, user: %s, password: "file:%s"}
                      target: {host: %s, port: %d, user: %s, password: "file:%s"}
                    databases: [verified]
                    """.formatted(
                            source.host(),
                            source.port(),
                            login.user(),
                            secret,
                            target.host(),
                            target.port(),
                            login.user(),
                            secret));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path reports() {
        return folder.resolve("reports");
    }

    /** Runs {@code verify --json} with these and what else it needs. */
    Ran verify(Path profile, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("verify", "--json", "--reports", reports().toString()));
        if (!List.of(more).contains("--resume")) {
            arguments.addAll(List.of("-e", profile.toString()));
        }
        arguments.addAll(List.of(more));
        Ran ran = run(arguments.toArray(String[]::new));
        ran.lines().forEach(line -> CommandSchemas.check("verify", line));
        return ran;
    }

    Ran run(String... arguments) {
        printed.reset();
        said.reset();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int exit = Main.run(arguments);
            return new Ran(exit, lines(), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What was printed so far, by a run that may go on. */
    List<JsonNode> lines() {
        return parsed(printed.toString(StandardCharsets.UTF_8));
    }

    static List<JsonNode> parsed(String text) {
        List<JsonNode> lines = new ArrayList<>();
        text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("{"))
                .forEach(line -> {
                    try {
                        lines.add(JSON.readTree(line));
                    } catch (IOException e) {
                        throw new UncheckedIOException("no JSON: " + line, e);
                    }
                });
        return lines;
    }

    JsonNode audit() {
        try {
            return JSON.readTree(reports().resolve("latest/audit.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        SIDES.forEach(side -> on(side, "DROP DATABASE IF EXISTS verified"));
    }
}
