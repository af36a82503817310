package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Nobody else on the machine reads what a rehearsal writes, and nobody at all finds a password in it. */
@Timeout(300)
class UnreadRehearsalTest {
    /** What programs are given beside what they need of this process's environment. */
    private static final Set<String> ALLOWED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "TERM",
            "LD_LIBRARY_PATH",
            "APP_HOME",
            "ALLURE_NO_ANALYTICS",
            // Of the shells that programs are started by.
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");

    @TempDir
    Path reports;

    @Test
    void no_password_is_found_anywhere_and_no_file_is_open_to_others() throws IOException {
        UnreadRun run = new UnreadRun(reports);
        Redactor redactor = new Redactor();
        int exit;
        try (Watch watch = new Watch(redactor)) {
            exit = new CommandLine(new RehearseCommand(redactor))
                    .execute("--quiet", "--rows", "50000", "--reports", reports.toString());
            watch.close();

            assertThat(exit).isZero();
            assertThat(redactor.known()).as("passwords of the run").isGreaterThanOrEqualTo(6);
            run.lookAt(watch);
            assertThat(watch.found()).isEmpty();
            // It did look.
            assertThat(watch.programs())
                    .anyMatch(name -> name.matches("mysqld|mariadbd"))
                    .anyMatch(name -> name.matches("mysqldump|mariadb-dump"));
            assertThat(watch.logs())
                    .anyMatch(name -> name.startsWith("mysql-bin-changelog.0"))
                    .anyMatch(name -> name.startsWith("relaylog.0"))
                    .contains("error.log");
            assertThat(watch.variables())
                    .filteredOn(name -> !name.startsWith("LC_"))
                    .isSubsetOf(ALLOWED);
        }
        assertThat(System.getenv().keySet()).as("this process has others").anyMatch(name -> !ALLOWED.contains(name));
        assertThat(run.openToOthers()).isEmpty();
    }
}
