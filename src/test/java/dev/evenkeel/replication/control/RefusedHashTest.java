package dev.evenkeel.replication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.OwnServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that checks passwords cannot check a hash, and may refuse it for that. */
@Timeout(180)
class RefusedHashTest {
    private static final Login ACCOUNT = new Login("follower", new Secret("Long-enough-1"));

    @Test
    void a_server_that_refuses_hashes_is_told_before_and_when_it_does() throws IOException {
        try (OwnServer own = OwnServer.start("--plugin-load-add=simple_password_check");
                Session session = own.server().open()) {
            List<String> sent = new ArrayList<>();
            SourceSettings settings = new SourceSettings(own.server(), sent::add);
            String remedy =
                    "so it refuses a password that comes as a hash, and a password in clear would be written to its"
                            + " binlog; set strict_password_validation to OFF in the parameter group until the migration has ended";

            assertThat(settings.obstacles())
                    .contains("source: strict_password_validation is ON with simple_password_check, " + remedy);
            assertThatThrownBy(() -> settings.createReplicationUser(ACCOUNT))
                    .isInstanceOf(NotPossible.class)
                    .hasMessage("source: strict_password_validation is ON, " + remedy);
            assertThat(settings.hasUser(ACCOUNT.user())).isFalse();

            session.execute("SET GLOBAL strict_password_validation = OFF");

            assertThat(PasswordHash.obstacle(session)).isEmpty();
            settings.createReplicationUser(ACCOUNT);
            assertThat(settings.takes(ACCOUNT)).isTrue();
        }
    }

    @Test
    void a_server_without_such_a_check_takes_hashes_however_strict_it_is() throws IOException {
        try (OwnServer own = OwnServer.start();
                Session session = own.server().open()) {
            assertThat(session.text("SELECT @@GLOBAL.strict_password_validation"))
                    .isEqualTo("1");

            assertThat(PasswordHash.obstacle(session)).isEmpty();
        }
    }
}
