package dev.evenkeel.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointFileTest {
    private static final Endpoint SOURCE = new Endpoint("127.0.0.1", 3307);
    private static final Endpoint TARGET = new Endpoint("127.0.0.1", 3308);

    @TempDir
    private Path folder;

    private Path file;
    private EndpointFile endpoint;

    @BeforeEach
    void a_file() {
        file = folder.resolve("application.endpoint");
        endpoint = new EndpointFile(file);
    }

    @Test
    void what_the_file_held_is_put_back() throws IOException {
        Files.writeString(file, "db.example.com:3306\n");
        endpoint.pointTo(SOURCE);

        assertThat(endpoint.putBack(SOURCE)).contains("db.example.com:3306");

        assertThat(file).hasContent("db.example.com:3306\n");
    }

    @Test
    void whoever_could_read_it_still_can_and_nobody_else() throws IOException {
        endpoint.pointTo(SOURCE);
        assertThat(mode()).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        endpoint.pointTo(TARGET);

        assertThat(endpoint.current()).isEqualTo(TARGET);
        assertThat(mode()).isEqualTo("rw-r-----");
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void what_was_switched_stays_switched() throws IOException {
        Files.writeString(file, "db.example.com:3306\n");
        endpoint.pointTo(SOURCE);
        endpoint.pointTo(TARGET);

        assertThat(endpoint.putBack(SOURCE)).isEmpty();

        assertThat(endpoint.current()).isEqualTo(TARGET);
    }

    @Test
    void what_somebody_else_wrote_meanwhile_stays() throws IOException {
        Files.writeString(file, "db.example.com:3306\n");
        endpoint.pointTo(SOURCE);
        Files.writeString(file, "elsewhere.example.com:3306\n");

        assertThat(endpoint.putBack(SOURCE)).isEmpty();

        assertThat(file).hasContent("elsewhere.example.com:3306\n");
    }

    @Test
    void a_file_that_was_not_there_stays_as_it_is() {
        endpoint.pointTo(SOURCE);

        assertThat(endpoint.putBack(SOURCE)).isEmpty();

        assertThat(endpoint.current()).isEqualTo(SOURCE);
    }
}
