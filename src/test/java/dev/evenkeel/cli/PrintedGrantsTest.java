package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.writes.ServerWrites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The grants that {@code doctor --grants} prints for a runbook, run as they are printed, are enough for a rehearsal of it on given
 * servers, and allow nothing else; those of docs/verify.md are for a verification. {@link GrantsTest} holds that docs/privileges.md has the
 * same. With {@code -Devenkeel.pairs=all} on more versions.
 */
class PrintedGrantsTest {
    private static final PrintedGrants PRIVILEGES =
            PrintedGrants.of(Path.of("docs/privileges.md"), "## Privileges on given servers");
    private static final PrintedGrants VERIFY = PrintedGrants.of(Path.of("docs/verify.md"), "## Privileges");
    private static final int DEFINERS = 3;
    private static final String PASSWORD = "printed-grants-7";
    private static final boolean ALL = System.getProperty("evenkeel.pairs", "").equals("all");

    @TempDir
    Path folder;

    /** Versions of source and replica, and of the target; and whether the servers have the procedures of RDS. */
    record Case(String source, String target, boolean procedures) {
        String runbook() {
            return procedures ? "features/encrypt-at-rest.feature" : "features/replicate-and-switch.feature";
        }
    }

    static Stream<Case> cases() {
        List<Case> usual = List.of(new Case("10.1.23", "10.1.23", true), new Case("10.11.5", "11.4.5", false));
        List<Case> more = List.of(
                new Case("10.1.23", "10.1.23", false),
                new Case("10.2.11", "10.2.11", true),
                new Case("10.11.5", "10.11.5", true),
                new Case("11.4.5", "11.4.5", true),
                new Case("11.4.5", "11.4.5", false));
        return ALL ? Stream.concat(usual.stream(), more.stream()) : usual.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void are_enough(Case tried) throws IOException {
        try (Servers servers = Environment.open(
                Provision.profiles().read(embedded(tried).toString(), Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {})) {
            servers.restore(Role.SOURCE, PrintedGrantsTest::fill);
            servers.restore(Role.SOURCE, PrintedGrantsTest::schedule);
            grant(servers, tried.runbook());
            if (!tried.procedures()) {
                for (Role role : Role.values()) {
                    dropProcedures(servers.parameters(role).orElseThrow());
                }
            }

            assertThat(verify(servers)).as("verify").isZero();
            generated(servers, Role.REPLICA, tried.runbook());
            refuses(servers, Role.SOURCE, "evenkeel", "INSERT INTO shop.orders VALUES (9, 9)");
            refuses(servers, Role.SOURCE, "evenkeel", "SET GLOBAL read_only = 1");
            refuses(servers, Role.SOURCE, "evenkeel", "CREATE DATABASE outside");
            new ServerWrites(as(servers, Role.SOURCE, "evenkeel")).provesWritable(sent -> {});
            refuses(servers, Role.REPLICA, "evenkeel_replica", "SET GLOBAL max_connections = 50");
            refuses(servers, Role.REPLICA, "evenkeel_replica", "STOP SLAVE");
            refuses(servers, Role.TARGET, "evenkeel", "FLUSH TABLES");
            refuses(servers, Role.TARGET, "evenkeel_parameters", "CREATE DATABASE outside");
            Path profile = profile(servers, tried);
            for (Role role : Role.values()) {
                eachIsMissed(servers, role, tried, profile);
            }
            assertThat(rehearse(profile, tried)).as("rehearse").isZero();
        }
    }

    private Path embedded(Case tried) throws IOException {
        return Files.writeString(folder.resolve("embedded.yaml"), """
                kind: embedded
                servers:
                  source: {version: %1$s}
                  replica: {version: %1$s}
                  target: {version: %2$s}
                """.formatted(tried.source(), tried.target()));
    }

    static void fill(Server master) {
        try (Session session = master.open()) {
            session.execute("CREATE DATABASE shop");
            session.execute("CREATE TABLE shop.orders (id INT PRIMARY KEY, total FLOAT)");
            session.execute("INSERT INTO shop.orders VALUES (1, 16777216), (2, 0.1)");
            session.execute("CREATE VIEW shop.totals AS SELECT SUM(total) AS total FROM shop.orders");
            session.execute("CREATE FUNCTION shop.twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2");
            session.execute("CREATE PROCEDURE shop.nothing() SELECT 1");
            session.execute("CREATE TRIGGER shop.kept BEFORE DELETE ON shop.orders FOR EACH ROW SET @gone = OLD.id");
            session.execute("GRANT SELECT, INSERT ON shop.* TO clerk@'%' IDENTIFIED BY 'clerk'");
        }
    }

    static void schedule(Server master) {
        try (Session session = master.open()) {
            session.execute(
                    "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.orders WHERE id < 0");
        }
    }

    /** As an administrator of each server would do it: what is run on the source reaches the replica by itself. */
    private static void grant(Servers servers, String runbook) {
        generated(servers, Role.SOURCE, runbook);
        run(servers, Role.SOURCE, VERIFY, 0);
        generated(servers, Role.TARGET, runbook);
        run(servers, Role.TARGET, PRIVILEGES, DEFINERS);
        run(servers, Role.TARGET, VERIFY, 0);
        Server replica = servers.parameters(Role.REPLICA).orElseThrow();
        new Await(Observer.NONE, Duration.ofMillis(20))
                .until("the replica has them", "1", Duration.ofSeconds(20), () -> {
                    try (Session session = replica.open()) {
                        String found = session.text("SELECT COUNT(*) FROM mysql.user WHERE user = 'verify'");
                        return new Await.Look(found, found.equals("1"));
                    }
                });
    }

    /** What is printed for a server of its version. */
    private static void generated(Servers servers, Role role, String runbook) {
        Server admin = servers.parameters(role).orElseThrow();
        try (Session session = admin.open()) {
            if (role == Role.REPLICA) {
                session.execute("SET sql_log_bin = 0");
            }
            List<String> statements =
                    GrantsTest.printed(runbook, session.version().toString()).get(role);
            assertThat(statements).isNotEmpty();
            for (String statement : statements) {
                // The replica has the source's accounts by itself.
                session.execute(statement
                        .replace("CREATE USER '", "CREATE USER IF NOT EXISTS '")
                        .replace("'…'", "'" + PASSWORD + "'"));
            }
        }
    }

    private static void refuses(Servers servers, Role role, String user, String statement) {
        try (Session session = as(servers, role, user).open()) {
            assertThatThrownBy(() -> session.execute(statement))
                    .as(statement + " as " + user)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageMatching("(?s).*(denied|Access denied).*");
        }
    }

    private static void run(Servers servers, Role role, PrintedGrants page, int block) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            if (role == Role.REPLICA) {
                session.execute("SET sql_log_bin = 0");
            }
            ServerVersion version = session.version();
            List<String> statements = page.statements(block, version, PASSWORD);
            assertThat(statements).isNotEmpty();
            statements.forEach(session::execute);
        }
    }

    /** Servers that are not RDS. */
    static void dropProcedures(Server admin) {
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            session.list(
                            "SELECT name FROM mysql.proc WHERE db = 'mysql' AND name LIKE 'rds\\_%' AND type = 'PROCEDURE'",
                            row -> row.text(1))
                    .forEach(name -> session.execute("DROP PROCEDURE mysql." + name));
        }
    }

    private int verify(Servers servers) throws IOException {
        Path profile = new GivenProfile(Files.createDirectories(folder.resolve("verify")))
                .with(Role.SOURCE, as(servers, Role.SOURCE, "verify"))
                .with(Role.REPLICA, as(servers, Role.REPLICA, "verify"))
                .lines("databases: [shop]")
                .write("verify.yaml");
        return Main.run(
                "verify",
                "--quiet",
                "--live",
                "--reports",
                folder.resolve("reports").toString(),
                "-e",
                profile.toString(),
                "--of",
                "source",
                "--against",
                "replica");
    }

    /** Without any one of them {@code doctor} names it; one is tried for each server, with all pairs each. */
    private void eachIsMissed(Servers servers, Role role, Case tried, Path profile) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            session.execute("SET sql_log_bin = 0");
            String granted = GrantsTest.printed(
                            tried.runbook(), session.version().toString())
                    .get(role)
                    .stream()
                    .filter(statement -> statement.startsWith("GRANT ") && !statement.contains("_parameters"))
                    .filter(statement -> statement.contains(" ON *.* "))
                    .findFirst()
                    .orElseThrow();
            String on = granted.substring(granted.indexOf(" ON *.* TO "));
            List<String> privileges = List.of(
                    granted.substring("GRANT ".length(), granted.indexOf(on)).split(", "));
            for (String privilege : ALL ? privileges : privileges.subList(0, 1)) {
                if (privilege.equals("SLAVE MONITOR") && tried.procedures()) {
                    // RDS has a procedure instead.
                    continue;
                }
                session.execute("REVOKE " + privilege + " ON *.* FROM "
                        + on.substring(" ON *.* TO ".length()).replace(" WITH GRANT OPTION", ""));
                Captured doctor = Captured.run(
                        "doctor", "--quiet", "--reports", folder.resolve("none").toString(), "-e", profile.toString());
                assertThat(doctor.out())
                        .as("without " + privilege + " on the " + role)
                        .containsPattern("GRANT (.*, )?" + privilege + "(,.*)? ON \\*\\.\\* TO 'evenkeel");
                session.execute("GRANT " + privilege + on);
            }
        }
    }

    private Path profile(Servers servers, Case tried) throws IOException {
        GivenProfile profile = new GivenProfile(Files.createDirectories(folder.resolve("rehearse")))
                .with(Role.SOURCE, as(servers, Role.SOURCE, "evenkeel"))
                .parameters(Role.SOURCE, login("evenkeel_parameters"))
                .with(Role.REPLICA, as(servers, Role.REPLICA, "evenkeel_replica"))
                .with(Role.TARGET, as(servers, Role.TARGET, "evenkeel"))
                .parameters(Role.TARGET, login("evenkeel_parameters"))
                .replication(servers.replication())
                .lines("purpose: rehearsal\ngates: {cutover: automatic}");
        if (!tried.procedures()) {
            profile.parameters(Role.REPLICA, login("evenkeel_parameters"));
        }
        return profile.write("rehearse.yaml");
    }

    private int rehearse(Path profile, Case tried) {
        return Main.run(
                "rehearse",
                "--quiet",
                "--features",
                tried.runbook(),
                "--reports",
                folder.resolve("reports").toString(),
                "-e",
                profile.toString());
    }

    private static Server as(Servers servers, Role role, String user) {
        return servers.master(role).as(login(user));
    }

    private static Login login(String user) {
        return new Login(user, new Secret(PASSWORD));
    }
}
