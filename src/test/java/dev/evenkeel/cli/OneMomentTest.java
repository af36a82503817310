package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Accounts, events, databases and programs that somebody makes, changes and drops while a migration goes on: between the pin and the
 * copy, while the target follows, while it is proved, and on the serving target.
 */
class OneMomentTest {
    private static final String DATA = Meddler.ACCOUNT + """
            CREATE DATABASE early;
            CREATE TABLE early.t (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB;
            CREATE EVENT early.e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO DELETE FROM early.t;
            CREATE DATABASE plan2;
            USE plan2;
            CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v INT) ENGINE=InnoDB;
            INSERT INTO t VALUES (1, 1), (2, 2);
            CREATE TABLE done (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, job INT NOT NULL) ENGINE=InnoDB;
            CREATE USER gone@'%' IDENTIFIED BY 'a';
            CREATE USER stays@'%' IDENTIFIED BY 'b';
            CREATE USER other@'%' IDENTIFIED BY 'c';
            GRANT SELECT ON plan2.* TO stays@'%';
            CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 01:00:00' DO DELETE FROM t WHERE id < 0;
            CREATE EVENT weekly ON SCHEDULE EVERY 7 DAY STARTS '2037-01-01 02:00:00' DO DELETE FROM t WHERE id < 0;
            CREATE EVENT monthly ON SCHEDULE EVERY 1 MONTH STARTS '2037-01-01 03:00:00' DO DELETE FROM t WHERE id < 0;
            CREATE EVENT resting ON SCHEDULE EVERY 1 HOUR STARTS '2037-01-01 03:00:00' DISABLE DO DELETE FROM t WHERE id < 0;
            CREATE EVENT kept ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 6 SECOND ON COMPLETION PRESERVE
              DO INSERT INTO done (job) VALUES (0);
            """;

    @TempDir
    Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> accounts = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({"10.1.8, 10.1.23", "10.11.5, 11.4.5"})
    void what_is_defined_meanwhile_arrives_and_nothing_comes_back_to_life(String from, String to) throws IOException {
        Path reports = folder.resolve("reports");
        int code;
        try (Meddler meddler = meddler(reports).begin()) {
            code = Main.run(
                    "rehearse",
                    "--quiet",
                    "-e",
                    profile(from, to).toString(),
                    "--reports",
                    reports.toString(),
                    "--data",
                    data().toString());
            assertThat(meddler.failures()).isEmpty();
        }

        assertThat(code).as(() -> story(reports)).isZero();
        assertThat(events)
                .containsExactly(
                        "plan2.hourly ENABLED",
                        "plan2.kept DISABLED",
                        "plan2.later ENABLED",
                        "plan2.nightly ENABLED changed",
                        "plan2.resting ENABLED",
                        "plan2.weekly DISABLED");
        assertThat(accounts).contains("stays", "pinned", "renamed", "proved").doesNotContain("gone", "other", "brief");
    }

    /** As people did before there was CREATE USER, and some still do. */
    @Test
    void accounts_that_somebody_writes_into_the_servers_own_tables_arrive() throws IOException {
        Path reports = folder.resolve("reports");
        int code;
        try (Meddler meddler = new Meddler(reports)
                .when(
                        "the pinned coordinates stay unchanged",
                        "source",
                        "INSERT INTO mysql.user (Host, User, Password, ssl_cipher, x509_issuer, x509_subject,"
                                + " authentication_string) VALUES ('%', 'byhand', PASSWORD('x'), '', '', '', '')",
                        "INSERT INTO mysql.db (Host, Db, User, Select_priv) VALUES ('%', 'plan2', 'byhand', 'Y')",
                        "DELETE FROM mysql.user WHERE User = 'gone'",
                        "UPDATE mysql.user SET Password = PASSWORD('changed') WHERE User = 'other'",
                        "FLUSH PRIVILEGES")
                .when("the application writes to the target", this::look)
                .begin()) {
            code = Main.run(
                    "rehearse",
                    "--quiet",
                    "-e",
                    profile("10.1.8", "10.1.23").toString(),
                    "--reports",
                    reports.toString(),
                    "--data",
                    data().toString());
            assertThat(code).as(() -> story(reports)).isZero();
            assertThat(meddler.failures()).isEmpty();
        }

        assertThat(accounts).contains("byhand", "stays", "other").doesNotContain("gone");
    }

    private Meddler meddler(Path reports) {
        return new Meddler(reports)
                .when(
                        "the pinned coordinates stay unchanged",
                        "source",
                        "CREATE USER pinned@'%' IDENTIFIED BY 'x'",
                        "GRANT SELECT ON plan2.* TO pinned@'%'",
                        "DROP USER gone@'%'",
                        "DROP DATABASE early",
                        "CREATE DATABASE late",
                        "CREATE TABLE late.t (id INT PRIMARY KEY)",
                        "INSERT INTO late.t VALUES (1)",
                        "ALTER EVENT plan2.weekly DISABLE",
                        "CREATE EVENT plan2.hourly ON SCHEDULE EVERY 1 HOUR STARTS '2037-01-01' DO DELETE FROM plan2.t"
                                + " WHERE id < 0")
                .when(
                        "the dump is loaded",
                        "source",
                        "CREATE USER brief@'%' IDENTIFIED BY 'x'",
                        "RENAME USER other@'%' TO renamed@'%'",
                        "GRANT INSERT ON plan2.t TO stays@'%'",
                        "DROP EVENT plan2.monthly",
                        "CREATE EVENT plan2.soon ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 2 SECOND DO INSERT INTO"
                                + " plan2.done (job) VALUES (1)")
                .when(
                        "the target has the source's tables",
                        "source",
                        "ALTER EVENT plan2.nightly COMMENT 'changed'",
                        "CREATE VIEW plan2.seen AS SELECT id FROM plan2.t",
                        "CREATE PROCEDURE plan2.p() SELECT 1",
                        "ALTER TABLE plan2.t ADD w INT",
                        "DROP USER brief@'%'")
                .when(
                        "the target is proved equal",
                        "source",
                        "CREATE USER proved@'%' IDENTIFIED BY 'x'",
                        "SET PASSWORD FOR stays@'%' = PASSWORD('new')",
                        "ALTER EVENT plan2.resting ENABLE",
                        "CREATE EVENT plan2.later ON SCHEDULE AT '2037-03-01' DO DELETE FROM plan2.t WHERE id < 0",
                        "DROP VIEW plan2.seen",
                        "CREATE TRIGGER plan2.counted BEFORE INSERT ON plan2.done FOR EACH ROW SET @n = 1",
                        "RENAME TABLE late.t TO late.u")
                .when("the application writes to the target", meddler -> {
                    look(meddler);
                    meddler.on(
                            "target",
                            "CREATE TABLE plan2.deployed (id INT PRIMARY KEY)",
                            "ALTER TABLE plan2.t ADD deployed INT",
                            "DROP PROCEDURE plan2.p",
                            "ALTER EVENT plan2.nightly DISABLE",
                            "DROP EVENT plan2.hourly");
                });
    }

    private void look(Meddler meddler) {
        try (Session target = meddler.server("target").open()) {
            events.addAll(target.list(
                    "SELECT EVENT_SCHEMA, EVENT_NAME, STATUS, EVENT_COMMENT FROM information_schema.EVENTS"
                            + " WHERE EVENT_SCHEMA IN ('plan2', 'early', 'late') ORDER BY 1, 2",
                    row -> (row.text(1) + "." + row.text(2) + " " + row.text(3) + " " + row.text(4)).strip()));
            accounts.addAll(target.list("SELECT user FROM mysql.user", row -> row.text(1)));
        }
    }

    private Path data() throws IOException {
        return Files.writeString(folder.resolve("data.sql"), DATA);
    }

    private Path profile(String from, String to) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "kind: embedded",
                "servers:",
                "  source: {version: " + from + "}",
                "  replica: {version: " + from + "}",
                "  target: {version: " + to + "}",
                "application: {connections: 2, writesPerSecond: 50}",
                "gates: {cutover: automatic}"));
        return Files.write(folder.resolve("pair.yaml"), lines);
    }

    private static String story(Path reports) {
        try (Stream<Path> runs = Files.list(reports)) {
            Path run =
                    runs.filter(one -> !Files.isSymbolicLink(one)).findFirst().orElseThrow();
            return Files.readAllLines(run.resolve("journal.ndjson")).stream()
                    .filter(line -> line.contains("failed") || line.contains("Different"))
                    .toList()
                    .toString();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
