package dev.evenkeel.replication.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.HostileServer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.OwnServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinlogLoginTest {
    private static final Login OURS = new Login("binlog_login", new Secret("Zoë's 🦊"));

    static List<Server> servers() {
        return List.of(
                TestServers.admin(Role.SOURCE),
                TestServers.admin(Role.TARGET),
                TestServers.modern().parameters(Role.SOURCE).orElseThrow(),
                TestServers.modern().parameters(Role.TARGET).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_password_is_known_wrong_or_empty(Server server) throws IOException {
        try (Session session = server.open()) {
            session.execute("CREATE USER binlog_login@'%' IDENTIFIED BY 'Zoë''s 🦊', binlog_empty@'%'");
            session.execute("GRANT REPLICATION SLAVE ON *.* TO binlog_login@'%', binlog_empty@'%'");
            try {
                follow(server.as(OURS));
                follow(server.as(new Login("binlog_empty", new Secret(""))));
                assertThatThrownBy(() -> follow(server.as(new Login("binlog_login", new Secret("wrong")))))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("1045 Access denied for user 'binlog_login'@")
                        .hasMessageEndingWith("(using password: YES)");
            } finally {
                session.execute("DROP USER binlog_login@'%', binlog_empty@'%'");
            }
        }
    }

    @Test
    void a_password_can_be_proved_by_a_signature() throws IOException {
        try (OwnServer own = OwnServer.start();
                Session session = own.server().open()) {
            session.execute("INSTALL SONAME 'auth_ed25519'");
            session.execute("CREATE USER binlog_login@'%' IDENTIFIED VIA ed25519 USING PASSWORD('Zoë''s 🦊')");
            session.execute("GRANT REPLICATION SLAVE ON *.* TO binlog_login@'%'");

            follow(own.server().as(OURS));
            assertThatThrownBy(() -> follow(own.server().as(new Login("binlog_login", new Secret("wrong")))))
                    .hasMessageStartingWith("1045 Access denied for user 'binlog_login'@");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql_clear_password",
                "dialog",
                "caching_sha2_password",
                "sha256_password",
                "mysql_old_password",
                "auth_gssapi_client",
                "no_such_plugin"
            })
    void what_could_show_the_password_is_refused_by_name(String plugin) throws Exception {
        for (String greeted : List.of(HostileServer.NATIVE, plugin)) {
            try (HostileServer hostile = HostileServer.switchingTo(plugin, greeted)) {
                assertRefused(hostile, plugin);
            }
        }
    }

    @Test
    void the_oldest_way_is_refused_in_its_own_words_too() throws Exception {
        try (HostileServer hostile = HostileServer.switchingToTheOldestWay()) {
            assertRefused(hostile, "mysql_old_password");
        }
    }

    @Test
    void a_server_of_mysql_is_refused_by_its_greeting() throws Exception {
        try (HostileServer mysql = HostileServer.callingItself("8.0.36-28", true)) {
            assertThatThrownBy(() -> follow(new Server("source", mysql.endpoint(), OURS)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "the source (" + mysql.endpoint() + "): this is MySQL 8.0.36-28; evenkeel moves MariaDB");
            assertThat(mysql.heard()).isEmpty();
        }
    }

    private static void assertRefused(HostileServer hostile, String plugin) {
        assertThatThrownBy(() -> follow(new Server("source", hostile.endpoint(), OURS)))
                .isInstanceOf(IOException.class)
                .hasMessage("the source (" + hostile.endpoint() + ") asks account binlog_login to log in with " + plugin
                        + "; evenkeel logs in with mysql_native_password or client_ed25519 only, which never show a"
                        + " password: give it an account that has one of these, and if the account has one, find out what"
                        + " answers at this address");
        assertThat(hostile.heard()).contains("binlog_login").doesNotContain("Zoë");
    }

    @Test
    void a_server_that_asks_for_a_file_or_for_more_gets_nothing() throws Exception {
        for (byte[] ask : List.of(new byte[] {1, 2}, joined(new byte[] {(byte) 0xfb}, "/etc/passwd".getBytes()))) {
            try (Fake fake = new Fake(ask)) {
                assertThatThrownBy(() -> follow(fake.server()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("asked for more than an answer to its challenge");
                assertThat(fake.heard()).doesNotContain("Zoë").doesNotContain("root");
            }
        }
        try (Fake fake = new Fake(
                new byte[] {0, 0, 0, 2, 0, 0, 0}, joined(new byte[] {(byte) 0xfb}, "/etc/passwd".getBytes()))) {
            assertThatThrownBy(() -> follow(fake.server()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the source answered SET with a message of type 251");
            assertThat(fake.heard()).doesNotContain("Zoë").doesNotContain("root:");
        }
    }

    @Test
    void something_that_is_no_server_is_said_to_be_none() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread thread = new Thread(() -> {
                try (Socket socket = listener.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                } catch (IOException e) {
                    // The test is over.
                }
            });
            thread.start();
            Server server = new Server("source", new Endpoint("127.0.0.1", listener.getLocalPort()), OURS);

            assertThatThrownBy(() -> follow(server)).isInstanceOf(IOException.class);
            thread.join();
        }
    }

    private static void follow(Server server) throws IOException {
        try (BinlogConnection connection = new BinlogConnection(server)) {
            connection.open();
            connection.dump(
                    new dev.evenkeel.mariadb.BinlogPosition("mysql-bin-changelog.000001", 4),
                    BinlogConnection.AtTheEnd.STOP);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Greets as a server does, and answers the login and what follows with what a server should not. */
    private static final class Fake implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final Thread thread;

        Fake(byte[]... answers) throws IOException {
            thread = new Thread(() -> serve(answers));
            thread.start();
        }

        Server server() {
            return new Server("source", new Endpoint("127.0.0.1", listener.getLocalPort()), OURS);
        }

        private void serve(byte[]... answers) {
            try (Socket socket = listener.accept()) {
                byte[] greeting = joined(
                        new byte[] {10},
                        "10.11.5-MariaDB\0".getBytes(StandardCharsets.US_ASCII),
                        new byte[] {1, 0, 0, 0},
                        "12345678\0".getBytes(StandardCharsets.US_ASCII),
                        new byte[] {(byte) 0xfe, (byte) 0xf7, 45, 2, 0, (byte) 0xff, (byte) 0x81, 21},
                        new byte[10],
                        "123456789012\0".getBytes(StandardCharsets.US_ASCII),
                        "mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
                send(socket, 0, greeting);
                int sequence = 2;
                for (byte[] answer : answers) {
                    heard.write(socket.getInputStream().read());
                    heard.writeBytes(socket.getInputStream()
                            .readNBytes(socket.getInputStream().available()));
                    send(socket, sequence, answer);
                    sequence = 1;
                }
                heard.writeBytes(socket.getInputStream().readAllBytes());
            } catch (IOException e) {
                // It hung up, as it should.
            }
        }

        private static void send(Socket socket, int sequence, byte[] message) throws IOException {
            socket.getOutputStream().write(joined(new byte[] {(byte) message.length, 0, 0, (byte) sequence}, message));
        }

        String heard() throws InterruptedException {
            thread.join(5_000);
            return heard.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
