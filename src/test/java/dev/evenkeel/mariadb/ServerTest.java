package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server does to every session of an account without SUPER. */
class ServerTest {
    private static final Server ADMIN = TestServers.admin(Role.SOURCE);
    private static final Server PLAIN = ADMIN.as(new Login("plain_session", new Secret("plain")));

    @BeforeEach
    void every_session_begins_without_autocommit() {
        on(
                "GRANT SELECT ON *.* TO plain_session@'%' IDENTIFIED BY 'plain'",
                "CREATE DATABASE IF NOT EXISTS plain_session",
                "CREATE TABLE IF NOT EXISTS plain_session.t (id INT PRIMARY KEY)",
                "SET GLOBAL init_connect = 'SET autocommit = 0, sql_select_limit = 1'");
    }

    @AfterEach
    void clean_up() {
        on("SET GLOBAL init_connect = ''", "DROP DATABASE plain_session", "DROP USER plain_session@'%'");
    }

    @Test
    void a_session_reads_what_is_there_and_not_what_was() {
        try (Session session = PLAIN.openPinned()) {
            assertThat(session.number("SELECT COUNT(*) FROM plain_session.t")).isZero();

            on("INSERT INTO plain_session.t VALUES (1), (2)");

            assertThat(session.list("SELECT id FROM plain_session.t", row -> row.number(1)))
                    .containsExactly(1L, 2L);
        }
    }

    private static void on(String... statements) {
        try (Session session = ADMIN.open()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
