package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptSessionsTest {
    private final KeptSessions sessions = new KeptSessions();
    private final Server server = TestServers.embedded().master(Role.SOURCE).keeping(sessions);

    @AfterEach
    void close() {
        sessions.close();
    }

    @Test
    void what_was_read_over_is_used_again() {
        assertThat(server.read(KeptSessionsTest::id)).isEqualTo(server.read(KeptSessionsTest::id));
    }

    @Test
    void what_is_read_within_a_reading_has_a_session_of_its_own_and_both_are_kept() {
        List<Long> two = both();

        assertThat(two).doesNotHaveDuplicates();
        assertThat(both()).containsExactlyInAnyOrderElementsOf(two);
    }

    private List<Long> both() {
        return server.read(session -> List.of(id(session), server.read(KeptSessionsTest::id)));
    }

    @Test
    void another_account_has_sessions_of_its_own() {
        Server other = TestServers.admin(Role.SOURCE).keeping(sessions);
        String master = server.read(KeptSessionsTest::account);

        assertThat(other.read(KeptSessionsTest::account)).isNotEqualTo(master);
        assertThat(server.read(KeptSessionsTest::account)).isEqualTo(master);
    }

    @Test
    void one_with_an_open_transaction_is_not_used_again() {
        long left = server.read(session -> {
            session.begin();
            session.number("SELECT COUNT(*) FROM mysql.user");
            return id(session);
        });

        assertThat(server.read(KeptSessionsTest::id)).isNotEqualTo(left);
    }

    @Test
    void one_whose_work_failed_is_not_used_again() {
        long before = server.read(KeptSessionsTest::id);

        assertThatThrownBy(() -> server.read(session -> session.number("SELECT 1 FROM nowhere.nothing")))
                .isInstanceOf(DatabaseException.class);
        assertThat(server.read(KeptSessionsTest::id)).isNotEqualTo(before);
    }

    @Test
    void one_that_the_server_ended_meanwhile_costs_another_and_no_failure() {
        long ended = server.read(KeptSessionsTest::id);
        try (Session admin = TestServers.admin(Role.SOURCE).open()) {
            admin.execute("KILL " + ended);
        }

        assertThat(server.read(KeptSessionsTest::id)).isNotEqualTo(ended);
    }

    @Test
    void none_is_kept_after_the_end() {
        long before = server.read(KeptSessionsTest::id);
        sessions.close();

        long after = server.read(KeptSessionsTest::id);

        assertThat(after).isNotEqualTo(before);
        assertThat(server.read(KeptSessionsTest::id)).isNotEqualTo(after);
    }

    private static String account(Session session) {
        return session.text("SELECT CURRENT_USER()");
    }

    private static long id(Session session) {
        return session.number("SELECT CONNECTION_ID()");
    }
}
