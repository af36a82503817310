package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.options.DataOptions;
import dev.evenkeel.provision.containers.TestDocker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What goes wrong before a run, as the user meets it: one message, exit code 2, nothing started, no folder left. */
class ErrorPathsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void an_unknown_profile_key_is_named_with_its_line_beside_every_other_problem() throws IOException {
        Path profile = profile("""
                kind: embedded
                servers:
                  source: {version: 10.1.9}
                  replica: {version: 10.1.8}
                  target: {version: 10.1.23}
                budget:
                  outage: 60s
                """);

        assertRefused("-e", profile.toString());

        assertThat(lines())
                .anyMatch(line -> line.matches(".*profile\\.yaml:3: .*servers\\.source\\.version is '10\\.1\\.9'.*"))
                .anyMatch(line -> line.contains("profile.yaml:6: unknown key budget; did you mean budgets?"))
                .hasSize(2);
    }

    @Test
    void a_profile_that_is_nested_without_an_end() throws IOException {
        for (String open : List.of("{? ", "[", "{a: ", "- ", "? ")) {
            said.reset();
            Path profile = profile("kind: " + open.repeat(100_000));

            assertRefused("-e", profile.toString());

            assertThat(lines()).as(open).hasSize(1);
        }
    }

    @Test
    void a_time_that_no_wait_can_take() throws IOException {
        Path profile = profile("""
                kind: embedded
                servers: {source: {version: 10.1.8}, replica: {version: 10.1.8}, target: {version: 10.1.23}}
                budgets: {outage: 9223372036854775807h, drain: 9s}
                """);

        assertRefused("-e", profile.toString());

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("budgets.outage is '9223372036854775807h', must be a time");
    }

    @Test
    void all_problems_of_a_profile_of_containers() throws IOException {
        Path profile = profile("""
                kind: containers
                servers:
                  source: {image: 'mariadb:10.1', disk: lots}
                  replica: {version: 10.1.8}
                  target: {image: 'mariadb:10.1', encrypted: perhaps}
                """);

        assertRefused("-e", profile.toString());

        assertThat(lines())
                .anyMatch(line -> line.contains(":3: servers.source.disk is 'lots', must be a size such as 512m or 2g"))
                .anyMatch(line -> line.contains("servers.replica.image is missing; give an image"))
                .anyMatch(line -> line.contains(
                        ":4: unknown key servers.replica.version here; it belongs to profiles of kind embedded"))
                .anyMatch(line -> line.contains(":5: servers.target.encrypted is 'perhaps', must be true or false"))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:3306/?allowPublicKeyRetrieval=true&x=",
                "db.example.com/mysql",
                "a,b",
                "address=(host=a)",
                "user@db",
                "db example",
                "-db",
                "db'",
                "::1?x",
            })
    void a_host_that_is_more_than_a_host(String host) throws IOException {
        Path profile = profile("""
                kind: servers
                servers:
                  source: {host: "%s", user: a, password: env:PATH}
                  replica: {host: db_2.example-a.com, user: a, password: env:PATH}
                  target: {host: 'fe80::1', user: a, password: env:PATH}
                replication: {user: repl, password: env:PATH}
                """.formatted(host));

        assertRefused("-e", profile.toString());

        assertThat(lines())
                .singleElement()
                .asString()
                .contains(":3: servers.source.host is '" + host
                        + "', must be a host name or an address and nothing else");
    }

    @Test
    void a_docker_engine_that_does_not_answer() throws IOException {
        Path profile = profile("""
                kind: containers
                servers:
                  source: {image: 'mariadb:10.1'}
                  replica: {image: 'mariadb:10.1'}
                  target: {image: 'mariadb:10.1'}
                """);
        System.setProperty("DOCKER_HOST", "unix:///nowhere/docker.sock");
        try {
            assertRefused("-e", profile.toString());
        } finally {
            System.clearProperty("DOCKER_HOST");
        }

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("evenkeel: no Docker engine answers on this machine")
                .endsWith("the profile embedded needs none: -e embedded");
    }

    @Test
    void an_image_that_is_nowhere() throws IOException {
        TestDocker.need("10.1.8");
        Path profile = profile("""
                kind: containers
                servers:
                  source: {image: 'evenkeel/mariadb:10.1.8'}
                  replica: {image: 'evenkeel/mariadb:10.1.8'}
                  target: {image: 'evenkeel/nobody-built-this:1'}
                """);

        assertRefused("-e", profile.toString());

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("servers.target.image: no image of evenkeel/nobody-built-this:1 is here or can be pulled")
                .contains("environments/images/build")
                .contains("-e embedded");
    }

    @Test
    void settings_that_nobody_may_accept() throws IOException {
        Path profile = profile("""
                kind: embedded
                servers:
                  source: {version: 10.1.8}
                  replica: {version: 10.1.8}
                  target: {version: 10.1.23}
                accept:
                  settings: [max_connections, server_id, colour]
                """);

        assertRefused("-e", profile.toString());

        assertThat(lines())
                .anyMatch(line -> line.contains("accept.settings names colour, which is not compared"))
                .anyMatch(line -> line.contains("accept.settings names server_id, which must not be equal"))
                .hasSize(2);
    }

    @Test
    void a_profile_that_is_not_there() {
        assertRefused("-e", "nowhere");

        assertThat(lines()).singleElement().asString().contains("nowhere.yaml cannot be read; give");
    }

    @Test
    void a_port_in_use() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path profile = profile("""
                    kind: embedded
                    servers:
                      source: {version: 10.1.8, port: %d}
                      replica: {version: 10.1.8}
                      target: {version: 10.1.23}
                    """.formatted(taken.getLocalPort()));

            assertRefused("-e", profile.toString());

            assertThat(lines()).singleElement().asString().contains("port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void a_port_in_use_that_a_container_is_to_have() throws IOException {
        TestDocker.need("10.1.8");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path profile = profile("""
                    kind: containers
                    servers:
                      source: {image: 'evenkeel/mariadb:10.1.8', port: %d}
                      replica: {image: 'evenkeel/mariadb:10.1.8'}
                      target: {image: 'evenkeel/mariadb:10.1.8'}
                    """.formatted(taken.getLocalPort()));

            assertRefused("-e", profile.toString());

            assertThat(lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " is in use")
                    .endsWith("-e embedded");
        }
    }

    @Test
    void a_password_in_the_open_is_refused_and_not_repeated() throws IOException {
        Path profile = profile("""
                kind: servers
                servers:
                  source: {host: 127.0.0.1, user: a, password: hunter2}
                  replica: {host: 127.0.0.1, user: a, password: hunter2}
                  target: {host: 127.0.0.1, user: a, password: hunter2}
                replication: {user: repl, password: hunter2}
                """);

        assertRefused("-e", profile.toString());

        assertThat(text()).contains("give env:NAME or file:PATH").doesNotContain("hunter2");
    }

    @Test
    void a_missing_feature_file() {
        assertRefused("--features", folder.resolve("none.feature").toString());

        assertThat(lines()).singleElement().asString().contains("none.feature");
    }

    @Test
    void a_feature_without_steps_and_one_with_an_undefined_step() throws IOException {
        Path empty = feature("empty", "Feature: Nothing\n  Rule: r\n    @phase:a @read-only\n    Scenario: s\n");
        assertRefused("--features", empty.toString());
        assertThat(text()).contains("empty.feature:4:").contains("no step");

        said.reset();
        Path undefined = feature(
                "undefined",
                "Feature: Wrong\n  Rule: r\n    @phase:a @read-only\n    Scenario: s\n      Given the source writes no binlog at all\n");
        assertRefused("--features", undefined.toString());
        assertThat(text()).contains("undefined.feature:5: no step is written 'the source writes no binlog at all'");
    }

    @Test
    void options_nobody_knows_and_numbers_that_cannot_be() {
        assertRefused("--frobnicate");
        said.reset();
        assertRefused("--drill", "none");
        assertThat(text()).contains("there is no drill 'none'; known are fetched-coordinates, ");
        said.reset();
        assertRefused("--rows", "999");
        assertThat(text()).contains("--rows is 999, must be 1000 or more");
    }

    @Test
    void data_that_is_not_there() {
        assertRefused("--data", folder.resolve("none.sql").toString());

        assertThat(lines()).singleElement().asString().contains("none.sql").contains("give");
    }

    @Test
    void data_that_hold_nothing_or_are_no_sql_are_refused_all_at_once() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.sql"), "");
        Path comments = Files.writeString(folder.resolve("comments.sql"), "-- nothing\n# here\n");
        Path zip = Files.writeString(folder.resolve("shop.zip"), "PK\u0003\u0004");
        Path good = Files.writeString(folder.resolve("good.sql"), "CREATE TABLE t (a INT);");
        Path gz = folder.resolve("empty.sql.gz");
        new GZIPOutputStream(Files.newOutputStream(gz)).close();

        assertRefused(
                "--data",
                empty.toString(),
                "--data",
                comments.toString(),
                "--data",
                good.toString(),
                "--data",
                zip.toString(),
                "--data",
                gz.toString(),
                "--data",
                folder.resolve("none.sql").toString());

        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "evenkeel: --data: the dump " + empty + " holds no statement; dump again, or leave it out",
                        "evenkeel: --data: the dump " + comments + " holds no statement; dump again, or leave it out",
                        "evenkeel: --data: the dump " + gz + " holds no statement; dump again, or leave it out",
                        "evenkeel: --data: the dump " + zip + " is a zip archive; unpack it; needed is SQL text",
                        "evenkeel: --data " + folder.resolve("none.sql")
                                + " is not there; give a dump, plain SQL or .gz, that this account may read");
    }

    @Test
    void data_from_a_pipe_or_a_device() {
        assertRefused("--data", "/dev/null");

        assertThat(lines())
                .containsExactly("evenkeel: --data /dev/null is a pipe or a device, and must be a file that can be read"
                        + " twice; give a dump, plain SQL or .gz, that this account may read");
    }

    @Test
    void databases_that_files_cannot_go_into() throws IOException {
        Path good = Files.writeString(folder.resolve("good.sql"), "CREATE TABLE t (a INT);");

        assertRefused("--into", "shop");
        assertThat(text()).contains("--into says where the files of --data go, and there is none");
        said.reset();
        assertRefused("--data", good.toString(), "--into", "MySQL");
        assertThat(text()).contains("--into MySQL: this database is the server's own; name another");
        said.reset();
        assertRefused("--data", good.toString(), "--into", "assessment");
        assertThat(text()).contains("writes to a database of that name; name another");
        said.reset();
        assertRefused("--into", "a", "--data", good.toString(), "--into", "b");
        assertThat(text()).contains("--into a comes before the first --data; of several, each must follow its files");
        said.reset();
        assertRefused("--data", good.toString(), "--into", "x".repeat(65));
        assertThat(text()).contains("1 to 64 characters");
        said.reset();
        assertRefused("--data");
    }

    @Test
    void each_file_goes_where_the_options_around_it_say() {
        assertThat(where("--data", "a", "--data", "b", "--into", "x", "--data", "c", "--into", "y", "--data", "d"))
                .containsExactly("a x", "b x", "c y", "d -");
        assertThat(where("--into", "x", "--data", "a", "--data=b")).containsExactly("a x", "b x");
        assertThat(where("--data", "a")).containsExactly("a -");
    }

    private static List<String> where(String... arguments) {
        DataOptions options = new DataOptions();
        CommandSpec command = CommandSpec.create().addMixin("data", CommandSpec.forAnnotatedObject(options));
        new CommandLine(command).parseArgs(arguments);
        return options.files().stream()
                .map(file -> file.file() + " " + file.into().orElse("-"))
                .toList();
    }

    @Test
    void a_dump_that_the_server_refuses_is_named_with_its_line_and_leaves_a_report() throws IOException {
        Path dump = folder.resolve("broken.sql.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(dump))) {
            out.write("CREATE DATABASE broken;\nUSE broken;\nCREATE TABLE t (id INT);\nINSRT INTO t VALUES (1);\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(rehearse("--data", dump.toString())).isEqualTo(2);

        assertThat(text()).contains("broken.sql.gz line 4: ").doesNotContain("\tat ");
        Path run = folder.resolve("reports/latest");
        assertThat(run.resolve("journal.ndjson")).exists();
        assertThat(run.resolve("audit.html")).exists();
        assertThat(run.resolve("audit.json")).exists();
    }

    private void assertRefused(String... arguments) {
        assertThat(rehearse(arguments)).as(text()).isEqualTo(2);
        assertThat(text()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(folder.resolve("reports")).doesNotExist();
    }

    private int rehearse(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "rehearse";
        arguments[1] = "--quiet";
        arguments[2] = "--reports";
        arguments[3] = folder.resolve("reports").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Main.run(arguments);
    }

    private Path profile(String yaml) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), yaml);
    }

    private Path feature(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".feature"), text);
    }

    private List<String> lines() {
        return text().lines().filter(line -> !line.isBlank()).toList();
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
