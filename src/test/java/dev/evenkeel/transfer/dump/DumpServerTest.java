package dev.evenkeel.transfer.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dump lets others see while it runs, and how it fails. */
class DumpServerTest {
    private static final Dump DUMP = new Dump(Pair.dumpTool(), Observer.NONE);

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        Pair.run(
                Pair.SOURCE_ADMIN,
                "DROP DATABASE IF EXISTS dump_test",
                "CREATE DATABASE dump_test",
                "CREATE TABLE dump_test.held (id INT PRIMARY KEY)");
    }

    @AfterAll
    static void clean_up() {
        Pair.run(Pair.SOURCE_ADMIN, "DROP DATABASE IF EXISTS dump_test");
    }

    @Test
    void no_other_account_of_the_machine_sees_the_password_while_it_runs() throws IOException {
        Path file = folder.resolve("dump.sql.gz");
        String arguments;
        String environment;
        CompletableFuture<DumpResult> running;
        try (Session holder = Pair.SOURCE_ADMIN.openPinned()) {
            // The dump waits before this table, for as long as we look.
            holder.execute("LOCK TABLES dump_test.held WRITE");
            running = CompletableFuture.supplyAsync(
                    () -> DUMP.write(Pair.SOURCE, List.of("dump_test"), file, 1 << 20, 0));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> holder.number("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                                    + " WHERE STATE LIKE 'Waiting for table metadata lock'")
                            > 0);
            Path process = dumpProcess();
            arguments = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            holder.execute("UNLOCK TABLES");
        }
        running.join();

        String password = Pair.SOURCE.login().password().reveal();
        assertThat(arguments).contains("--single-transaction").doesNotContain(password);
        assertThat(arguments).contains("--defaults-file=/dev/stdin");
        assertThat(environment).doesNotContain(password).doesNotContain("MYSQL_PWD");
    }

    @Test
    void a_wrong_password_leaves_neither_dump_nor_options_behind() {
        Path file = folder.resolve("refused.sql.gz");
        Login wrong = new Login(Pair.SOURCE.login().user(), new Secret("not the password"));

        assertThatThrownBy(() -> DUMP.write(Pair.SOURCE.as(wrong), List.of("dump_test"), file, 1 << 20, 0))
                .isInstanceOf(TransferFailed.class)
                .hasMessageMatching("the dump of source failed: (mysqldump|mariadb-dump) ended with exit code 2 \\(.*"
                        + "Got error: 1045: \"?Access denied for user 'admin'@'[^']*' \\(using password: YES\\)\"?"
                        + " when trying to connect\\); remove the cause and dump again")
                .hasMessageNotContaining("not the password");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_database_that_is_not_there_fails_the_dump() {
        Path file = folder.resolve("missing.sql.gz");

        assertThatThrownBy(() -> DUMP.write(Pair.SOURCE, List.of("dump_test", "no_such_db"), file, 1 << 20, 0))
                .isInstanceOf(TransferFailed.class)
                .hasMessageContaining("Unknown database 'no_such_db'");
        assertThat(file).doesNotExist();
    }

    private static Path dumpProcess() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").matches(".*/(mysqldump|mariadb-dump)"))
                .map(child -> Path.of("/proc", Long.toString(child.pid())))
                .findFirst()
                .orElseThrow();
    }
}
