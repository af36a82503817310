package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionPoolTest {
    private static final Server SERVER = TestServers.admin(Role.SOURCE);

    @Test
    void what_was_opened_beforehand_is_what_is_used() {
        try (SessionPool pool = new SessionPool(SERVER);
                Session other = SERVER.open()) {
            pool.ready(2);
            long before = connections(other);

            pool.read(one -> pool.read(two -> one.number("SELECT 1") + two.number("SELECT 1")));
            assertThat(connections(other)).isEqualTo(before);

            pool.read(one -> pool.read(two -> pool.read(three -> three.number("SELECT 1"))));
            assertThat(connections(other)).as("a third").isEqualTo(before + 1);
        }
    }

    /** How many were made to the server since it was started. */
    private static long connections(Session session) {
        return session.list("SHOW GLOBAL STATUS LIKE 'Connections'", row -> row.number(2))
                .get(0);
    }

    @Test
    void a_connection_lost_while_reading_is_replaced_once() {
        SessionPool pool = new SessionPool(SERVER);
        try (pool) {
            List<Long> seen = new ArrayList<>();
            long answer = pool.read(session -> {
                seen.add(session.number("SELECT CONNECTION_ID()"));
                if (seen.size() == 1) {
                    kill(seen.get(0));
                }
                return session.number("SELECT 42");
            });

            assertThat(answer).isEqualTo(42);
            assertThat(seen).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_connection_lost_twice_is_an_error() {
        try (SessionPool pool = new SessionPool(SERVER)) {
            assertThat(catchThrowableOfType(
                            DatabaseException.class,
                            () -> pool.read(session -> {
                                kill(session.number("SELECT CONNECTION_ID()"));
                                return session.number("SELECT 42");
                            })))
                    .matches(DatabaseException::lost);
        }
    }

    private static void kill(long connection) {
        try (Session session = SERVER.open()) {
            session.execute("KILL " + connection);
        }
    }
}
