package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.provision.embedded.FoundingProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that does not start is the user's to put right: exit code 2, with what the server itself called an error. */
class ServerStartFailuresTest {
    private static final Path HOME = Path.of("target", "start-failures").toAbsolutePath();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
        if (Files.exists(HOME)) {
            FoundingProgram.forget(HOME);
        }
    }

    @Test
    void an_option_that_the_server_refuses_while_a_data_folder_is_initialised() throws IOException {
        FoundingProgram.home(HOME, Set.of("log-warnings"), "");

        assertRefused("home: " + HOME, "");

        assertThat(said())
                .contains("MariaDB 10.0.24 could not initialise a data folder (exit code 7), its last words were:"
                        + " mysqld: unknown variable 'log-warnings=0'; check the space in ")
                .doesNotContain("step 20");
    }

    @Test
    void an_option_that_the_server_refuses_when_it_is_started() throws IOException {
        assertRefused("version: 10.1.8", "no_such_option: 1");

        assertThat(said())
                .contains("the source server ended while starting, its last words were:")
                .contains("unknown variable 'no-such-option=1'; check servers.source.options in the profile");
    }

    @Test
    void a_data_folder_that_is_broken() throws IOException {
        FoundingProgram.home(HOME, Set.of(), """
                case "$*" in *--bootstrap*) ;; *)
                  for option in "$@"; do
                    case $option in --datadir=*) head -c 4096 /dev/urandom >"${option#--datadir=}/ibdata1" ;; esac
                  done ;;
                esac
                """);

        assertRefused("home: " + HOME, "");

        assertThat(said())
                .contains("the source server ended while starting, its last words were:")
                .contains("InnoDB");
    }

    @Test
    void a_program_that_is_none() throws IOException {
        Files.createDirectories(HOME.resolve("bin"));
        FoundingProgram.home(HOME, Set.of(), "echo 'error while loading shared libraries: libaio.so.1' >&2; exit 127");

        assertRefused("home: " + HOME, "");

        assertThat(said())
                .contains("could not initialise a data folder (exit code 127), its last words were: error while loading"
                        + " shared libraries: libaio.so.1;");
    }

    private void assertRefused(String source, String option) throws IOException {
        Path profile = Files.writeString(folder.resolve("profile.yaml"), """
                kind: embedded
                servers:
                  source: {%s, options: {%s}}
                  replica: {version: 10.1.8}
                  target: {version: 10.1.23}
                gates: {cutover: automatic}
                """.formatted(source, option));

        int exit = Main.run(
                "rehearse", "--no-color", "--reports", folder.resolve("reports").toString(), "-e", profile.toString());

        assertThat(exit).as(said()).isEqualTo(2);
        assertThat(said()).doesNotContain("evenkeel itself failed");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }
}
