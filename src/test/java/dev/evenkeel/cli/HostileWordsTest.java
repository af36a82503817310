package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.HostileServer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.screen.SafeText;
import org.junit.jupiter.api.Test;

/** A server chooses its own words, and they are shown on a terminal. */
class HostileWordsTest {
    @Test
    void an_error_of_a_server_commands_no_terminal() throws Exception {
        try (HostileServer hostile =
                        HostileServer.refusing("innocent", "HY000\u001b]0;owned\u0007\u001b[2Jall is well");
                Session session =
                        new Server("source", hostile.endpoint(), new Login("migrator", new Secret("any"))).open()) {
            assertThatThrownBy(() -> session.execute("SELECT 'innocent'"))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(SafeText.escape(e.getMessage(), true))
                                    .contains("\\x1b]0;owned\\x07\\x1b[2Jall is well")
                                    .doesNotContain("\u001b")
                                    .doesNotContain("\u0007"));
        }
    }
}
