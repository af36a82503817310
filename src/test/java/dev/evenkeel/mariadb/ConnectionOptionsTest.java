package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile says of a server stays a value: it sets no option of the connection, and names no other server. */
class ConnectionOptionsTest {
    private final Server server = TestServers.embedded().master(Role.SOURCE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s?allowMultiQueries=true&x=",
                "%s/mysql?user=root&x=",
                "%s,%s",
                "address=(host=%s)(port=%d)(type=primary)",
                "(host=%s)",
                "sequential:%s",
                "%s#",
                "%s;x="
            })
    void a_host_is_a_host_and_nothing_else(String host) {
        Endpoint endpoint = server.endpoint();
        String given = host.replace("%s", endpoint.host()).replace("%d", Integer.toString(endpoint.port()));
        Server other = new Server("source", new Endpoint(given, endpoint.port()), server.login());

        // The name is looked up as it is, and nobody has it.
        assertThatThrownBy(() -> other.open().close())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(given);
        assertThat(SideDoor.look(other, List.of(1L))).isInstanceOf(SideDoor.Look.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a?b&c=d,e(f)g",
                "a&allowMultiQueries=true",
                "x,y",
                "(host=x)",
                "?sslMode=trust",
                "a/b:c@d",
                "50%25 \"'`\\ ;#"
            })
    void users_and_passwords_are_taken_as_they_are(String text) {
        Login login = new Login(text.length() > 16 ? text.substring(0, 16) : text, new Secret(text));
        Server admin = TestServers.admin(Role.SOURCE);
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("GRANT USAGE ON *.* TO ?@'%' IDENTIFIED BY ?", login.user(), login.password());
            try (Session own = admin.as(login).open()) {
                assertThat(own.text("SELECT CURRENT_USER()")).isEqualTo(login.user() + "@%");
                assertThatThrownBy(() -> own.execute("SELECT 1; SELECT 2")).isInstanceOf(DatabaseException.class);
                assertThat(SideDoor.look(admin.as(login), List.of(1L))).isInstanceOf(SideDoor.Look.Seen.class);
            } finally {
                session.execute("DROP USER ?@'%'", login.user());
            }
        }
    }

    @Test
    void a_wrong_password_is_still_a_refusal() {
        Server wrong = server.as(new Login(
                server.login().user(), new Secret("?user=" + server.login().user())));

        assertThatThrownBy(() -> wrong.open().close())
                .isInstanceOfSatisfying(
                        DatabaseException.class, refused -> assertThat(refused.is(ServerError.ER_ACCESS_DENIED_ERROR))
                                .isTrue());
    }
}
