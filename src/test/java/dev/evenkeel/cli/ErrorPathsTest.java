package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.provision.containers.TestDocker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong before a run, as the user meets it: one message, exit code 2, nothing started, no folder left. */
class ErrorPathsTest extends RefusedRehearsals {
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
}
