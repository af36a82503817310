package dev.evenkeel.transfer.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientOptionsTest {
    private static final Server SERVER =
            new Server("source", new Endpoint("h", 3307), new Login("me", new Secret("a\"b\\c#d' e")));

    @Test
    void no_argument_holds_the_account() {
        List<String> arguments = Dump.arguments(List.of("d"), 1 << 20);

        assertThat(arguments.get(0)).isEqualTo("--defaults-file=/dev/stdin");
        assertThat(arguments).noneMatch(argument -> argument.contains("a\"b") || argument.contains("user"));
    }

    @Test
    void every_sign_of_a_password_survives() {
        assertThat(new String(ClientOptions.of(SERVER), StandardCharsets.UTF_8))
                .contains("password=\"a\\\"b\\\\c#d' e\"\n");
    }
}
