package dev.evenkeel.transfer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dump of somebody else's that wants more of this machine than a database: it is loaded with every right. */
@Timeout(120)
class HostileScriptTest {
    private static final String CONTENT = "nobody else's business";

    @TempDir
    private Path folder;

    private final Servers old = TestServers.embedded();
    private final Servers modern = TestServers.modern();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'theirs' INTO OUTFILE '%s/new';",
                "SELECT 'theirs' INTO DUMPFILE '%s/new';",
                "LOAD DATA INFILE '%s/secret' INTO TABLE t;",
                "CREATE PROCEDURE p() SELECT 'theirs' INTO OUTFILE '%s/new';\nCALL p();",
                "PREPARE s FROM 'SELECT 1 INTO OUTFILE ''%s/new''';\nEXECUTE s;"
            })
    void no_statement_reads_or_writes_files_of_this_account(String statement) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), CONTENT);
        Path dump = dump(statement.formatted(folder));
        for (Servers servers : List.of(old, modern)) {
            assertThatThrownBy(() -> load(servers, dump))
                    .isInstanceOf(TransferFailed.class)
                    .hasMessageContaining("--secure-file-priv");
        }
        assertThat(files()).containsExactlyInAnyOrder(secret, dump);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE n (i INT) ENGINE=InnoDB DATA DIRECTORY='%s';",
                "CREATE TABLE m (i INT) ENGINE=MyISAM /*!50100 INDEX DIRECTORY = '%s' */;",
                "CREATE TABLE m (i INT) PARTITION BY HASH (i) (PARTITION a DATA /* x */ DIRECTORY '%s');",
                "ALTER TABLE t ENGINE=MyISAM, DATA DIRECTORY='%s';"
            })
    void no_table_lies_elsewhere(String statement) throws IOException {
        Path dump = dump(statement.formatted(folder));
        for (Servers servers : List.of(old, modern)) {
            assertThatThrownBy(() -> load(servers, dump))
                    .isInstanceOf(TransferFailed.class)
                    .hasMessage(
                            dump + " line 5: DATA DIRECTORY and INDEX DIRECTORY put a table into another folder of this"
                                    + " machine, which evenkeel does not do; take them out of the file");
        }
        assertThat(files()).containsExactly(dump);
    }

    @Test
    void what_would_be_read_is_nothing() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), CONTENT);
        Path dump = dump("CREATE TABLE data (`index` INT, directory INT);\n" + "INSERT INTO t SELECT LOAD_FILE('"
                + secret + "');\n");
        for (Servers servers : List.of(old, modern)) {
            load(servers, dump);
            assertThat(Pair.rows(servers.parameters(Role.TARGET).orElseThrow(), "SELECT text FROM hostile.t"))
                    .containsExactly("NULL");
        }
        assertThat(files()).containsExactlyInAnyOrder(secret, dump);
    }

    @Test
    void settings_of_logs_and_programs_are_left_out() throws IOException {
        Path log = folder.resolve("log");
        Path dump = dump("""
                SET GLOBAL general_log_file = '%1$s';
                SET @@global.general_log = 1;
                SET GLOBAL slow_query_log_file = '%1$s', GLOBAL slow_query_log = ON;
                SET GLOBAL /* x */ log_output = 'FILE';
                INSTALL SONAME 'ha_connect';
                INSTALL PLUGIN ed25519 SONAME 'auth_ed25519.so';
                CREATE FUNCTION lib RETURNS STRING SONAME 'lib.so';
                CREATE FUNCTION ours() RETURNS INT RETURN 1;
                """.formatted(log));
        for (Servers servers : List.of(old, modern)) {
            assertThat(load(servers, dump))
                    .extracting(LeftOut::what, LeftOut::count)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("settings of the server's logs", 4L),
                            org.assertj.core.groups.Tuple.tuple("plugins and functions of libraries", 3L));
        }
        assertThat(files()).containsExactly(dump);
    }

    private Path dump(String statements) throws IOException {
        return Files.writeString(folder.resolve("dump.sql"), """
                DROP DATABASE IF EXISTS hostile;
                CREATE DATABASE hostile;
                USE hostile;
                CREATE TABLE t (text VARCHAR(100));
                """ + statements);
    }

    private static List<LeftOut> load(Servers servers, Path dump) {
        List<LeftOut> leftOut = new ArrayList<>();
        try {
            servers.restore(
                    Role.TARGET,
                    owner -> leftOut.addAll(new Loader(owner, LoadOptions.fill(), Observer.NONE)
                            .load(List.of(dump))
                            .leftOut()));
            return leftOut;
        } finally {
            // Where the table is still wanted, it is looked at before the next dump replaces it.
            drop(servers, "PROCEDURE IF EXISTS hostile.p");
        }
    }

    private static void drop(Servers servers, String what) {
        try (Session session = servers.parameters(Role.TARGET).orElseThrow().open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("DROP " + what);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
