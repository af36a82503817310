package dev.evenkeel.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.HostileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A profile may name servers of MySQL by mistake. */
@Timeout(60)
class ForeignFlavourTest {
    @TempDir
    private Path folder;

    @Test
    void every_server_of_mysql_in_a_profile_is_named_before_a_run_and_before_a_comparison() throws IOException {
        try (HostileServer mysql = HostileServer.callingItself("8.0.36", true)) {
            Profile profile = profile(mysql.endpoint().port());
            List<String> expected =
                    List.of(sentence(mysql, Role.SOURCE), sentence(mysql, Role.REPLICA), sentence(mysql, Role.TARGET));

            assertThat(Environment.problems(profile)).isEqualTo(expected);
            assertThatThrownBy(() -> Environment.reach(profile, secret -> {}).close())
                    .isInstanceOfSatisfying(
                            Misconfigured.class, e -> assertThat(e.problems()).isEqualTo(expected));
            assertThat(mysql.heard()).isEmpty();
        }
    }

    private static String sentence(HostileServer mysql, Role role) {
        return role + " (" + mysql.endpoint() + "): this is MySQL 8.0.36; evenkeel moves MariaDB; give the address of a"
                + " MariaDB server in servers." + role + " of the profile";
    }

    private Profile profile(int port) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "any");
        StringBuilder yaml = new StringBuilder(
                "kind: servers\nreplication: {user: repl, password: 'file:" + password + "'}\nservers:\n");
        for (Role role : Role.values()) {
            yaml.append("  %s: {host: 127.0.0.1, port: %d, user: admin, password: 'file:%s'}%n"
                    .formatted(role, port, password));
        }
        Path file = Files.writeString(folder.resolve("mysql.yaml"), yaml);
        return Provision.profiles().read(file.toString(), folder);
    }
}
