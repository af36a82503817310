package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.embedded.FoundingLists;
import dev.evenkeel.provision.embedded.FoundingProgram;
import dev.evenkeel.provision.embedded.FoundingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pair it was all begun for, 10.0.24 and 10.1.23. No server of 10.0 can be had: its options are refused by a program
 * that knows their list, and its system tables are those of a 10.1.8 that is asked through views of what 10.0.24 has.
 */
class FoundingPairTest {
    private static final Path HOME = Path.of("target", "founding-program").toAbsolutePath();

    private static final List<String> CONTENT = List.of(
            "CREATE DATABASE shop",
            "CREATE TABLE shop.customers (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(50) CHARACTER SET utf8,"
                    + " shown VARCHAR(60) AS (CONCAT('c-', name)) PERSISTENT, at DATETIME(3), seen TIMESTAMP NULL)",
            "CREATE TABLE shop.orders (id INT PRIMARY KEY, customer INT, total FLOAT,"
                    + " FOREIGN KEY (customer) REFERENCES shop.customers (id) ON DELETE CASCADE)",
            "CREATE ALGORITHM=MERGE VIEW shop.merged AS SELECT id, name FROM shop.customers WHERE id > 0",
            "CREATE ALGORITHM=TEMPTABLE VIEW shop.gathered AS SELECT COUNT(*) AS n FROM shop.orders",
            "CREATE VIEW shop.plain AS SELECT _latin1'x' AS x, NOT id AS y FROM shop.orders",
            "CREATE PROCEDURE shop.count_them(OUT n INT) SELECT COUNT(*) INTO n FROM shop.orders",
            "CREATE FUNCTION shop.twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
            "CREATE TRIGGER shop.cleaned BEFORE INSERT ON shop.customers FOR EACH ROW SET NEW.name = TRIM(NEW.name)",
            "INSERT INTO shop.customers (name, at) VALUES (' a', '2001-02-03 04:05:06.789'), ('b', NULL)",
            "INSERT INTO shop.orders VALUES (1, 1, 16777216), (2, 1, 0.1)",
            "CREATE ROLE readers",
            "GRANT SELECT ON shop.* TO readers",
            "GRANT USAGE ON *.* TO reader@'%' IDENTIFIED BY 'reader'",
            "GRANT readers TO reader@'%'",
            "GRANT SELECT (name), UPDATE (name) ON shop.customers TO reader@'%'",
            "GRANT EXECUTE ON PROCEDURE shop.count_them TO reader@'%'");

    /** A replica holds it in another state, and that is a difference. */
    private static final String EVENT =
            "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.orders WHERE id < 0";

    @TempDir
    Path folder;

    @Test
    void servers_that_answer_as_10_0_24_does_are_compared_and_moved() throws IOException {
        try (Servers servers = Environment.open(
                        Provision.profiles().read("embedded", Path.of("environments")),
                        Observer.NONE,
                        folder.resolve("logs"),
                        secret -> {},
                        line -> {});
                FoundingServer source =
                        FoundingServer.before(servers.parameters(Role.SOURCE).orElseThrow());
                FoundingServer replica =
                        FoundingServer.before(servers.parameters(Role.REPLICA).orElseThrow())) {
            servers.restore(Role.SOURCE, master -> {
                try (Session session = master.open()) {
                    CONTENT.forEach(session::execute);
                }
            });

            // One as it is and the other as if it were older: nothing that it lacks is a difference.
            Path two = new GivenProfile(folder)
                    .with(Role.SOURCE, source.of(servers.master(Role.SOURCE)))
                    .with(Role.REPLICA, servers.master(Role.REPLICA))
                    .write("two.yaml");
            assertThat(verify(two)).isZero();
            assertThat(verify(two, "--live", "--what", "data")).isZero();

            servers.restore(Role.SOURCE, master -> {
                try (Session session = master.open()) {
                    session.execute(EVENT);
                }
            });
            GivenProfile three = new GivenProfile(folder)
                    .with(Role.SOURCE, source.of(servers.master(Role.SOURCE)))
                    .with(Role.REPLICA, replica.of(servers.master(Role.REPLICA)))
                    .with(Role.TARGET, servers.master(Role.TARGET))
                    .replication(servers.replication())
                    .lines("purpose: rehearsal\ngates: {cutover: automatic}");
            for (Role role : Role.values()) {
                three.parameters(role, servers.parameters(role).orElseThrow().login());
            }
            // Last, for the passwords of a role that is given twice stand in one file.
            assertThat(Main.run(
                            "rehearse",
                            "--quiet",
                            "--reports",
                            folder.resolve("reports").toString(),
                            "-e",
                            three.write("three.yaml").toString()))
                    .isZero();

            assertThat(source.refused()).isEmpty();
            assertThat(replica.refused()).isEmpty();
        }
    }

    @Test
    void the_default_runbook_runs_on_servers_that_refuse_every_option_of_later_versions() throws IOException {
        FoundingProgram.home(HOME);
        Path log = folder.resolve("general.log");
        Path profile = Files.writeString(folder.resolve("founding.yaml"), """
                kind: embedded
                servers:
                  source: {home: %1$s, options: {sql_mode: '', max_allowed_packet: 1M, general_log: 1, general_log_file: %2$s}}
                  replica: {home: %1$s, options: {sql_mode: '', max_allowed_packet: 1M}}
                  target: {version: 10.1.23, options: {sql_mode: '', max_allowed_packet: 16M}}
                application: {connections: 2, writesPerSecond: 100}
                budgets: {outage: 120s}
                gates: {cutover: automatic}
                """.formatted(HOME, log));
        try {
            assertThat(Main.run(
                            "rehearse",
                            "--quiet",
                            "--rows",
                            "1000",
                            "--reports",
                            folder.resolve("reports").toString(),
                            "-e",
                            profile.toString()))
                    .isZero();
        } finally {
            FoundingProgram.forget(HOME);
        }

        assertThat(unknown(Files.readString(log, StandardCharsets.ISO_8859_1))).isEmpty();
    }

    private int verify(Path profile, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "verify",
                "--quiet",
                "--reports",
                folder.resolve("reports").toString(),
                "-e",
                profile.toString(),
                "--of",
                "source",
                "--against",
                "replica"));
        arguments.addAll(List.of(more));
        return Main.run(arguments.toArray(String[]::new));
    }

    /** Tables and variables that 10.0.24 has not, in whatever the source was sent from its first statement on. */
    private static Set<String> unknown(String log) {
        Set<String> tables = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        tables.addAll(FoundingLists.columns().keySet());
        Set<String> unknown = new TreeSet<>();
        Pattern.compile("\\b(?:information_schema|mysql)\\.([a-z_]+)", Pattern.CASE_INSENSITIVE)
                .matcher(log)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("rds_") && !tables.contains(name))
                .forEach(unknown::add);
        Pattern.compile("@@(?:(?:global|session)\\.)?([a-z_0-9]+)", Pattern.CASE_INSENSITIVE)
                .matcher(log)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .filter(name -> !FoundingLists.knowsVariable(name))
                .forEach(unknown::add);
        return unknown;
    }
}
