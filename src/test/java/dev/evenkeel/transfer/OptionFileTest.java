package dev.evenkeel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionFileTest {
    private static final Server SERVER =
            new Server("source", new Endpoint("h", 3307), new Login("me", new Secret("a\"b\\c#d' e")));

    @Test
    void only_its_owner_reads_it_and_it_is_gone_when_closed() throws IOException {
        Path file;
        try (OptionFile options = OptionFile.write(SERVER)) {
            file = options.file();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
            assertThat(Dump.arguments(options, List.of("d"), 1 << 20)).noneMatch(argument -> argument.contains("a\"b"));
        }
        assertThat(file).doesNotExist();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void every_sign_of_a_password_survives() {
        assertThat(OptionFile.content(SERVER)).contains("password=\"a\\\"b\\\\c#d' e\"\n");
    }
}
