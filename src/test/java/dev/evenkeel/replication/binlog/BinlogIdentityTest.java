package dev.evenkeel.replication.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that nobody follows, since their binlogs are thrown away. */
class BinlogIdentityTest {
    static List<Server> servers() {
        return List.of(
                TestServers.admin(Role.TARGET),
                TestServers.modern().parameters(Role.TARGET).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_file_keeps_its_identity_while_it_grows_and_when_it_is_closed(Server server) {
        try (Session session = server.open()) {
            BinlogPosition known = write(session);
            BinlogIdentity start = BinlogIdentity.of(server, known.file()).orElseThrow();
            BinlogIdentity more = BinlogIdentity.of(server, known).orElseThrow();

            write(session);
            assertThat(BinlogIdentity.of(server, known.file())).contains(start);
            assertThat(BinlogIdentity.of(server, known)).contains(more);

            session.execute("FLUSH BINARY LOGS");
            assertThat(BinlogIdentity.of(server, known.file())).contains(start);
            assertThat(BinlogIdentity.of(server, known)).contains(more);
            String next = Binlog.position(session).file();
            assertThat(BinlogIdentity.of(server, next).orElseThrow().digest()).isNotEqualTo(start.digest());
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_file_of_the_same_name_after_a_reset_has_another(Server server) {
        try (Session session = server.open()) {
            session.execute("RESET MASTER");
            BinlogPosition known = write(session);
            BinlogIdentity before = BinlogIdentity.of(server, known).orElseThrow();

            // Within the same second, with the same statements.
            session.execute("RESET MASTER");
            assertThat(BinlogIdentity.of(server, known)).isPresent().get().isNotEqualTo(before);
            // Events of the server's own come when they come, so the same statements can end a little earlier.
            while (!write(session).reached(known)) {
                assertThat(BinlogIdentity.of(server, known)).isPresent().get().isNotEqualTo(before);
            }

            assertThat(BinlogIdentity.of(server, known)).isPresent().get().isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_file_that_is_not_there_has_none(Server server) {
        assertThat(BinlogIdentity.of(server, "mysql-bin-changelog.000777")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_server_that_cannot_be_asked_is_no_answer(Server server) {
        Server nobody = new Server("target", new Endpoint("127.0.0.1", 1), server.login());

        assertThatThrownBy(() -> BinlogIdentity.of(nobody, "mysql-bin-changelog.000001"))
                .isInstanceOf(NotPossible.class)
                .hasMessage("the beginning of mysql-bin-changelog.000001 of the target (127.0.0.1:1) could not be read:"
                        + " the target (127.0.0.1:1) cannot be reached: Connection refused");
    }

    private static BinlogPosition write(Session session) {
        session.execute("CREATE DATABASE IF NOT EXISTS binlog_identity");
        session.execute("CREATE TABLE binlog_identity.t (id INT PRIMARY KEY) ENGINE = InnoDB");
        session.execute("INSERT INTO binlog_identity.t VALUES (1)");
        BinlogPosition position = Binlog.position(session);
        session.execute("DROP DATABASE binlog_identity");
        return position;
    }
}
