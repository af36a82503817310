package dev.evenkeel.provision.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is taken from a Maven repository when it matches the repository's own checksum, and else refused. */
class MavenArtifactsTest {
    private final Map<String, String> usual = new HashMap<>();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void serveARepository() throws IOException {
        file = folder.resolve("remote/test/thing/1/thing-1.zip");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        Files.createDirectories(folder.resolve("home/.m2"));
        Files.writeString(folder.resolve("home/.m2/settings.xml"), """
                <settings><mirrors><mirror>
                  <id>here</id><mirrorOf>*</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(
                        folder.resolve("remote").toUri()));
        set("user.home", folder.resolve("home").toString());
        set("maven.repo.local", folder.resolve("local").toString());
    }

    @AfterEach
    void useTheUsualRepository() {
        usual.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void a_file_that_matches_its_checksum_is_taken() throws Exception {
        checksum("content");

        assertThat(fetch()).hasContent("content").startsWith(folder.resolve("local"));
    }

    @Test
    void a_file_that_does_not_match_its_checksum_is_refused() throws Exception {
        checksum("another content");

        assertThatThrownBy(this::fetch)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Checksum validation failed");
        assertThat(folder.resolve("local/test/thing/1/thing-1.zip")).doesNotExist();
    }

    @Test
    void a_file_without_a_checksum_is_refused() {
        assertThatThrownBy(this::fetch)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Checksum validation failed");
    }

    private Path fetch() {
        return MavenArtifacts.fetch("test", "thing", "zip", "1");
    }

    private void checksum(String content) throws Exception {
        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(content.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                file.resolveSibling("thing-1.zip.sha1"), HexFormat.of().formatHex(sha1));
    }

    private void set(String name, String value) {
        usual.put(name, System.getProperty(name));
        System.setProperty(name, value);
    }
}
