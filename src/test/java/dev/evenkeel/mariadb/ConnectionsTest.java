package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What is kept of connections. */
class ConnectionsTest {
    private static final int ATTEMPTS = 200;

    @Test
    void nothing_is_kept_of_attempts_that_are_refused() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        Server away = new Server("away", new Endpoint("127.0.0.1", port), new Login("a", new Secret("b")));
        int before = Connections.count();

        for (int i = 0; i < ATTEMPTS; i++) {
            assertThatThrownBy(away::open).isInstanceOf(DatabaseException.class);
        }

        // Others may have opened some meanwhile.
        assertThat(Connections.count() - before).isLessThan(ATTEMPTS / 4);
    }
}
