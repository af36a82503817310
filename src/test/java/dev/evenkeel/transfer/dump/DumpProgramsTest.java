package dev.evenkeel.transfer.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.mariadb.ServerVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DumpProgramsTest {
    @Test
    void of_the_servers_own_major_version_come_before_newer_ones() {
        assertThat(asked("10.1.8", "11.4.5", "10.11.5", "10.1.23", "10.2.11"))
                .containsExactly("10.1.23", "10.2.11", "10.11.5", "11.4.5");
        assertThat(asked("10.11.6", "11.4.5", "10.11.5", "10.11.14", "10.11.8"))
                .containsExactly("10.11.8", "10.11.14", "10.11.5", "11.4.5");
    }

    @Test
    void of_an_older_major_version_are_not_asked() {
        assertThat(asked("10.6.1", "10.1.23", "10.5.9", "10.11.5")).containsExactly("10.11.5");
    }

    @Test
    void are_passed_over_when_they_cannot_read_the_server() {
        DumpPrograms programs = programs("10.0.24", "10.11.5", "10.1.23", "10.2.11");

        DumpProgram chosen = programs.choose(
                program -> program.version().atLeast(10, 2) ? Optional.empty() : Optional.of("it is refused"));

        assertThat(chosen.version()).hasToString("10.2.11");
    }

    @Test
    void that_all_fail_are_named_with_what_each_said() {
        assertThatThrownBy(() -> programs("10.1.8", "11.4.5", "10.11.5")
                        .choose(program -> Optional.of("Unknown column 'generation_expression'")))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("no mysqldump or mariadb-dump here can read MariaDB 10.1.8 (/bin/dump-10.11.5 of MariaDB"
                        + " 10.11.5: Unknown column 'generation_expression'; /bin/dump-11.4.5 of MariaDB 11.4.5: Unknown"
                        + " column 'generation_expression'); put a mysqldump or mariadb-dump of MariaDB 10.1 in a folder"
                        + " of the PATH");
        assertThatThrownBy(() -> programs("12.3.1", "11.4.5").choose(program -> Optional.empty()))
                .hasMessage("no mysqldump or mariadb-dump here can read MariaDB 12.3.1, for there is none of 12.3 or"
                        + " newer; put a mysqldump or mariadb-dump of MariaDB 12.3 in a folder of the PATH");
    }

    private static List<String> asked(String server, String... versions) {
        List<String> asked = new ArrayList<>();
        assertThatThrownBy(() -> programs(server, versions).choose(program -> {
                    asked.add(program.version().toString());
                    return Optional.of("no");
                }))
                .isInstanceOf(Misconfigured.class);
        return asked;
    }

    private static DumpPrograms programs(String server, String... versions) {
        return DumpPrograms.among(
                ServerVersion.parse(server),
                Stream.of(versions)
                        .map(version -> new DumpProgram(
                                Path.of("/bin/dump-" + version), Optional.empty(), ServerVersion.parse(version)))
                        .toList());
    }
}
