package dev.evenkeel.transfer.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.load.Loader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which program dumps a server, and what one says that cannot. */
class DumpChoiceServerTest {
    private static final List<Programs> FETCHABLE = ServerHome.fetchable(line -> {});

    @Test
    void a_server_of_10_1_is_dumped_by_a_program_of_10_1_whatever_the_target_is() {
        DumpTool tool = DumpChoice.of(
                TestServers.modern(), FETCHABLE, TestServers.embedded().master(Role.SOURCE));

        assertThat(tool.version()).contains("10.1.23-MariaDB");
    }

    @Test
    void a_newer_server_is_dumped_by_its_own_program() {
        Servers modern = TestServers.modern();

        assertThat(DumpChoice.of(modern, FETCHABLE, modern.master(Role.SOURCE)).version())
                .contains("10.11.5-MariaDB");
        assertThat(DumpChoice.of(modern, FETCHABLE, modern.master(Role.TARGET)).version())
                .contains("11.4.5-MariaDB");
    }

    @Test
    void a_program_that_asks_for_what_the_server_has_not_is_refused_in_its_own_words() {
        DumpTool tool = program("10.11.5");

        assertThat(DumpTrial.refusal(tool, TestServers.embedded().master(Role.SOURCE)))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("mariadb-dump: Couldn't execute")
                        .contains("Unknown column 'generation_expression'"));
        assertThat(DumpTrial.refusal(tool, TestServers.modern().master(Role.SOURCE)))
                .isEmpty();
    }

    @Test
    void a_program_is_tried_without_any_privilege() {
        Server admin = TestServers.admin(Role.SOURCE);
        Pair.run(admin, "CREATE USER dump_trial@'%' IDENTIFIED BY 'dump_trial'");
        try {
            Server nobody = admin.as(new Login("dump_trial", new Secret("dump_trial")));

            assertThat(DumpTrial.refusal(program("10.1.23"), nobody)).isEmpty();
        } finally {
            Pair.run(admin, "DROP USER dump_trial@'%'");
        }
    }

    /** Programs from 10.11.8 and 11.4 on forbid the client that reads it to do more than SQL. */
    @Test
    void what_a_new_program_writes_for_the_client_alone_is_no_statement(@TempDir Path folder) throws IOException {
        Servers modern = TestServers.modern();
        Server newest = modern.parameters(Role.TARGET).orElseThrow();
        Pair.run(newest, "CREATE DATABASE sandboxed", "CREATE TABLE sandboxed.t (id INT PRIMARY KEY)");
        try {
            Pair.run(newest, "INSERT INTO sandboxed.t VALUES (1), (2)");
            Path file = folder.resolve("dump.sql.gz");
            new Dump(DumpChoice.of(modern, FETCHABLE, newest), Observer.NONE)
                    .write(newest, List.of("sandboxed"), file, 16 << 20, 0);
            try (GZIPInputStream dump = new GZIPInputStream(Files.newInputStream(file))) {
                assertThat(new String(dump.readNBytes(60), StandardCharsets.UTF_8))
                        .startsWith("/*M!999999\\- enable the sandbox mode */");
            }
            Pair.run(newest, "DROP DATABASE sandboxed");

            new Loader(newest, LoadOptions.fill(), Observer.NONE).load(List.of(file));

            assertThat(Pair.rows(newest, "SELECT COUNT(*) FROM sandboxed.t")).containsExactly("2");
        } finally {
            Pair.run(newest, "DROP DATABASE IF EXISTS sandboxed");
        }
    }

    private static DumpTool program(String version) {
        DumpProgram program = DumpPrograms.toDump(ServerVersion.parse(version), List.of(), FETCHABLE)
                .choose(each -> Optional.of("another was asked for")
                        .filter(why -> !each.version().toString().equals(version)));
        return new DumpTool(program.executable(), program.libraries());
    }
}
