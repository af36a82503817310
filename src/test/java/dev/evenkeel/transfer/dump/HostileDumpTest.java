package dev.evenkeel.transfer.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.HostileServer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.provision.programs.TestPrograms;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dump program that speaks to something that is not the server it is taken for. */
@Timeout(60)
class HostileDumpTest {
    private static final Login OURS = new Login("migrator", new Secret("Zoë's 🦊 in clear"));
    private static final String CONTENT = "nobody else's business";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"10.1.23", "10.2.11", "10.11.5", "11.4.5"})
    void no_dump_program_gives_a_file(String version) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), CONTENT);
        DumpTool tool = tool(version);
        for (String query : List.of("", "START TRANSACTION")) {
            try (HostileServer hostile = HostileServer.askingFor(secret.toString(), query)) {
                assertThatThrownBy(() -> dump(tool, hostile))
                        .isInstanceOf(TransferFailed.class)
                        .hasMessageEndingWith(
                                "; the server asked for a file of this machine and got nothing of it: find"
                                        + " out what answers at " + hostile.endpoint() + " before you continue");
                assertThat(DumpTrial.refusal(tool, server(hostile))).isPresent();

                assertThat(hostile.asked()).isPositive();
                assertThat(hostile.heard()).contains("migrator").doesNotContain(CONTENT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.23", "10.2.11", "10.11.5", "11.4.5"})
    void no_dump_program_shows_the_password(String version) throws IOException {
        DumpTool tool = tool(version);
        for (String plugin : List.of("mysql_clear_password", "dialog", "sha256_password", "mysql_old_password")) {
            for (String greeted : List.of(HostileServer.NATIVE, plugin)) {
                try (HostileServer hostile = HostileServer.switchingTo(plugin, greeted)) {
                    assertThatThrownBy(() -> dump(tool, hostile))
                            .isInstanceOf(TransferFailed.class)
                            .hasMessageStartingWith("the dump of source failed: ");
                    // From 11.4 on one hangs up on a greeting that names what it does not speak.
                    assertThat(hostile.heard()).doesNotContain("Zoë");
                }
            }
        }
    }

    private void dump(DumpTool tool, HostileServer hostile) {
        new Dump(tool, Observer.NONE).write(server(hostile), List.of("d"), folder.resolve("d.sql.gz"), 1 << 20, 0);
    }

    private static Server server(HostileServer hostile) {
        return new Server("source", hostile.endpoint(), OURS);
    }

    private static DumpTool tool(String version) {
        DumpProgram program = TestPrograms.dump(version);
        return new DumpTool(program.executable(), program.libraries());
    }
}
