package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dump program of 10.11.6 or later sets NOTE_VERBOSITY on every server that calls itself 10.6.16 or later. That of 10.11.5 does
 * not know it, and the mysql client stops there.
 */
class NewerDumpsTest {
    private static final Server SERVER = TestServers.modern().master(Role.SOURCE);
    private static final String BEFORE = "/*M!100616 SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0 */;\n";
    private static final String ROWS = """
            CREATE DATABASE newer_dump;
            CREATE TABLE newer_dump.t (id INT PRIMARY KEY);
            INSERT INTO newer_dump.t VALUES (1),(2);
            """;
    private static final String AFTER = "/*M!100616 SET NOTE_VERBOSITY=@OLD_NOTE_VERBOSITY */;\n";

    @TempDir
    Path folder;

    @BeforeEach
    @AfterEach
    void nothing_there() {
        Pair.run(TestServers.modern().parameters(Role.SOURCE).orElseThrow(), "DROP DATABASE IF EXISTS newer_dump");
    }

    @Test
    void of_a_user_are_loaded_without_that_setting_which_is_listed() throws IOException {
        LoadResult result = load(LoadOptions.fill(), BEFORE + ROWS + AFTER);

        assertThat(Pair.rows(SERVER, "SELECT id FROM newer_dump.t")).containsExactly("1", "2");
        assertThat(result.leftOut())
                .containsExactly(new LeftOut(
                        "the setting NOTE_VERBOSITY",
                        "this server does not know it; it says which notes are shown, and changes no data",
                        folder.resolve("dump.sql"),
                        1,
                        2));
    }

    @Test
    void of_the_copy_are_loaded_without_that_setting() throws IOException {
        load(LoadOptions.copy(), BEFORE + ROWS + AFTER + "-- Dump completed on 2026-02-02 20:20:20\n");

        assertThat(Pair.rows(SERVER, "SELECT id FROM newer_dump.t")).containsExactly("1", "2");
    }

    @Test
    void are_refused_where_they_set_more_that_is_not_known() {
        for (String set : List.of(
                "SET NOTE_VERBOSITY=0, no_such_variable=1;\n",
                "SET no_such_variable=1;\n",
                "SET @@GLOBAL.no_such_variable=1, NOTE_VERBOSITY=0;\n")) {
            assertThatThrownBy(() -> load(LoadOptions.fill(), set + ROWS))
                    .as(set)
                    .isInstanceOf(TransferFailed.class)
                    .hasMessageContaining("(error 1193)");
        }
    }

    private LoadResult load(LoadOptions options, String sql) throws IOException {
        Path file = Files.writeString(folder.resolve("dump.sql"), sql);
        Loader loader = new Loader(SERVER, options, Observer.NONE);
        return options.script()
                ? loader.loadAll(List.of(new DataFile(file, Optional.empty())))
                : loader.load(List.of(file));
    }
}
