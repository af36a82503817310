package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Foreign keys that change rows, asked of each version, and with an account that InnoDB tells nothing. */
class CascadesTest {
    private static final String USER = "'cascades_reader'@'127.0.0.1'";
    private static final Login READER = new Login("cascades_reader", new Secret("Cascades-1-reader"));

    static Stream<Server> all() {
        return Stream.of(
                TestServers.admin(Role.SOURCE),
                TestServers.modern().parameters(Role.SOURCE).orElseThrow(),
                TestServers.modern().parameters(Role.TARGET).orElseThrow());
    }

    @BeforeEach
    void a_parent_and_an_account_without_process() {
        all().forEach(server -> on(
                server,
                "DROP DATABASE IF EXISTS cascades",
                "CREATE DATABASE cascades",
                "CREATE TABLE cascades.up (id INT PRIMARY KEY)",
                "GRANT SELECT, REFERENCES ON cascades.* TO " + USER + " IDENTIFIED BY 'Cascades-1-reader'"));
    }

    @AfterAll
    static void clean_up() {
        all().forEach(server -> on(server, "DROP DATABASE IF EXISTS cascades", "DROP USER " + USER));
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_action_is_seen_with_and_without_the_right_to_ask_the_engine(Server server) {
        for (String action :
                List.of("ON DELETE CASCADE", "ON DELETE SET NULL", "ON UPDATE CASCADE", "ON UPDATE SET NULL")) {
            on(
                    server,
                    "CREATE TABLE cascades.down (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES cascades.up (id) "
                            + action + ")");

            assertThat(here(server)).as(action).isEqualTo(1);
            assertThat(here(server.as(READER))).as(action).isEqualTo(1);
            on(server, "DROP TABLE cascades.down");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_foreign_key_that_only_refuses_is_none(Server server) {
        on(
                server,
                "CREATE TABLE cascades.down (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES cascades.up (id)"
                        + " ON DELETE RESTRICT ON UPDATE NO ACTION)");

        assertThat(here(server)).isZero();
        assertThat(here(server.as(READER))).isZero();
    }

    private static long here(Server server) {
        try (Session session = server.openPinned()) {
            return Cascades.read(session).keys().stream()
                    .filter(key -> key.child().schema().equals("cascades"))
                    .count();
        }
    }

    private static void on(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            Stream.of(statements).forEach(session::execute);
        }
    }
}
