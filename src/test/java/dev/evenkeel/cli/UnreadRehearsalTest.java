package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.containers.ContainerWatch;
import dev.evenkeel.provision.containers.TestDocker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
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
        Redactor redactor = new Redactor();
        int exit;
        try (Watch watch = new Watch(redactor)) {
            exit = new CommandLine(new RehearseCommand(redactor))
                    .execute("--quiet", "--rows", "2000", "--reports", reports.toString());
            watch.close();

            assertThat(exit).isZero();
            assertThat(redactor.known()).as("passwords of the run").isGreaterThanOrEqualTo(6);
            lookAtTheRun(watch);
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
        assertThat(openToOthers()).isEmpty();
    }

    @Test
    void the_same_in_containers() throws IOException {
        TestDocker.need("10.1.8", "10.1.23");
        Redactor redactor = new Redactor();
        Set<String> looked = new ConcurrentSkipListSet<>();
        try (Watch watch = new Watch(redactor);
                ContainerWatch containers = new ContainerWatch((where, content) -> {
                    looked.add(where);
                    content.lines()
                            .filter(line -> line.startsWith("file "))
                            .map(line -> line.replaceFirst("file .*/", "").replaceFirst("\\d+$", ""))
                            .forEach(looked::add);
                    watch.look(where, content);
                })) {
            int exit = new CommandLine(new RehearseCommand(redactor))
                    .execute("--quiet", "-e", "containers", "--rows", "2000", "--reports", reports.toString());
            containers.close();
            watch.close();

            assertThat(exit).isZero();
            assertThat(redactor.known()).as("passwords of the run").isGreaterThanOrEqualTo(6);
            lookAtTheRun(watch);
            assertThat(watch.found()).isEmpty();
            assertThat(looked)
                    .contains("cmdline", "environ", "init.sql", "mysql-bin-changelog.", "relaylog.")
                    .contains(
                            "docker inspect of the source",
                            "docker logs of the target",
                            "the container of the replica");
        }
        assertThat(openToOthers()).isEmpty();
    }

    private void lookAtTheRun(Watch watch) throws IOException {
        Set<String> seen = new TreeSet<>();
        for (Path file : files()) {
            if (Files.isRegularFile(file)) {
                String name = reports.relativize(file).toString().replaceFirst("^[^/]*/", "");
                watch.look(name, content(file));
                seen.add(name);
            }
        }
        assertThat(seen)
                .contains(
                        "journal.ndjson", "ledger.ndjson", "audit.html", "audit.json", "MANIFEST.sha256", "dump.sql.gz")
                .anyMatch(name -> name.startsWith("allure-results/"))
                .anyMatch(name -> name.startsWith("logs/"));
    }

    private static String content(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private List<String> openToOthers() throws IOException {
        List<String> open = new ArrayList<>();
        for (Path file : files()) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            if (!mode.endsWith("------")) {
                open.add(mode + " " + reports.relativize(file));
            }
        }
        return open;
    }

    /** The run's folder and all in it; the link beside it has no rights of its own. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(reports)) {
            return files.filter(file -> !file.equals(reports) && !Files.isSymbolicLink(file))
                    .toList();
        }
    }
}
