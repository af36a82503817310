package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.doctor.Doctor;
import dev.evenkeel.doctor.Finding;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On three real servers, of which a test spoils one thing after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorTest {
    @TempDir
    private static Path folder;

    private Servers servers;

    @BeforeAll
    void start() {
        servers = Environment.open(
                Provision.profiles().read("embedded-tls", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
    }

    @AfterAll
    void end() {
        servers.close();
    }

    @Test
    void servers_that_are_as_needed_have_no_problem_and_nothing_is_changed() throws IOException {
        Path profile = profile(given());
        log("ON");

        List<Finding> found = examine(profile);

        log("OFF");

        assertThat(found).filteredOn(finding -> finding.grade().stops()).isEmpty();
        assertThat(texts(found, "tls")).hasSize(3).allSatisfy(text -> assertThat(text)
                .matches("TLSv1\\.[23], certificate verified"));
        assertThat(texts(found, "connection")).hasSize(3).allMatch(text -> text.startsWith("MariaDB 1"));
        assertThat(texts(found, "privileges")).hasSize(5).allMatch(text -> text.endsWith("what the runbooks need"));
        assertThat(texts(found, "clock")).hasSize(3).allMatch(text -> text.contains("differ by 0 ms"));
        assertThat(texts(found, "disk")).singleElement().asString().contains(" MB are free in ");
        assertThat(texts(found, "leftovers")).containsExactly("nothing is left of them");
        for (Role role : Role.values()) {
            assertThat(statements(role))
                    .as("what the " + role + " was asked")
                    .isNotEmpty()
                    .allMatch(statement -> statement.matches(
                            "(?is)(SELECT |SHOW |SET session_track|SET NAMES |CALL mysql.rds_replica_status).*"));
        }
        assertThat(Main.run("doctor", "--reports", reports().toString(), "-e", profile.toString()))
                .isZero();
        assertThat(reports()).doesNotExist();
    }

    @Test
    void all_that_is_wrong_is_found_at_once_each_with_the_statement_that_helps() throws IOException {
        Login poor = new Login("poor", new Secret("poor-password"));
        Login weak = new Login("weak", new Secret("weak-password"));
        Path run = Files.createDirectories(folder.resolve("left/r-20260101-000000-abc"));
        Files.writeString(run.resolve("journal.ndjson"), "");
        try (Session source = servers.parameters(Role.SOURCE).orElseThrow().open();
                Session replica = servers.parameters(Role.REPLICA).orElseThrow().open()) {
            source.execute("SET sql_log_bin = 0");
            source.execute("CREATE USER poor@'%' IDENTIFIED BY 'poor-password'");
            source.execute("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE, PROCESS, CREATE USER ON *.* TO poor@'%'"
                    + " WITH GRANT OPTION");
            source.execute("CREATE USER weak@'%' IDENTIFIED BY 'weak-password'");
            source.execute(
                    "CREATE USER ?@'%' IDENTIFIED BY 'x'", servers.replication().user());
            replica.execute("STOP SLAVE");
            try {
                Path profile = profile(
                        given().with(Role.SOURCE, servers.master(Role.SOURCE).as(poor))
                                .parameters(Role.SOURCE, weak));

                List<Finding> found = examine(profile, folder.resolve("left"), Clock.systemUTC());

                assertThat(remedies(found, Role.SOURCE.label()))
                        .containsExactlyInAnyOrder(
                                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'poor'@'%' WITH GRANT OPTION;",
                                "GRANT READ_ONLY ADMIN ON *.* TO 'weak'@'%';", "DROP USER 'repl'@'%';");
                assertThat(remedies(found, Role.REPLICA.label())).containsExactly("CALL mysql.rds_start_replication;");
                assertThat(remedies(found, run.getFileName().toString())).containsExactly("evenkeel report " + run);
                assertThat(found.stream()
                                .filter(one -> one.subject().equals("target"))
                                .filter(one -> one.grade().stops()))
                        .as("the neighbour that nobody has touched")
                        .isEmpty();
                assertThat(Main.run("doctor", "--json", "-e", profile.toString()))
                        .isEqualTo(2);

                // The statements do what they say.
                for (String remedy : remedies(found, Role.SOURCE.label())) {
                    source.execute(remedy.replace(";", ""));
                }
                assertThat(remedies(examine(profile), Role.SOURCE.label())).isEmpty();
            } finally {
                replica.execute("START SLAVE");
                source.execute(
                        "DROP USER IF EXISTS poor@'%', weak@'%', ?@'%'",
                        servers.replication().user());
            }
        }
    }

    @Test
    void a_server_that_is_not_reached_hides_nothing_of_the_others() throws IOException {
        Server target = servers.master(Role.TARGET);
        Server nowhere = new Server("target", new Endpoint("127.0.0.1", 1), target.login(), target.tls());

        List<Finding> found = examine(profile(given().with(Role.TARGET, nowhere)));

        assertThat(found)
                .filteredOn(finding -> finding.grade() == Finding.Grade.PROBLEM)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .startsWith("target (127.0.0.1:1): ")
                        .endsWith("; see servers.target in the profile"));
        assertThat(texts(found, "privileges")).hasSize(3);
    }

    @Test
    void a_clock_that_is_wrong_is_told() throws IOException {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-7));

        List<Finding> found = examine(profile(given()), reports(), late);

        assertThat(found)
                .filteredOn(finding -> finding.area().equals("clock"))
                .hasSize(3)
                .allSatisfy(finding -> {
                    assertThat(finding.grade()).isEqualTo(Finding.Grade.NOTICE);
                    assertThat(finding.text()).contains("differ by 4").contains("set them by one source of time");
                });
    }

    @Test
    void of_servers_that_a_run_starts_the_machine_alone_is_looked_at() {
        List<Finding> found = examine(Path.of("environments/embedded.yaml"));

        assertThat(found).filteredOn(finding -> finding.grade().stops()).isEmpty();
        assertThat(texts(found, "programs")).containsExactly("servers of kind embedded can be started here");
    }

    private List<Finding> examine(Path profile) {
        return examine(profile, reports(), Clock.systemUTC());
    }

    private static List<Finding> examine(Path profile, Path reports, Clock clock) {
        return Doctor.examine(
                Provision.profiles().read(profile.toString(), Path.of("environments")), reports, clock, secret -> {});
    }

    private static Path reports() {
        return folder.resolve("no-reports");
    }

    private static List<String> texts(List<Finding> found, String area) {
        return found.stream()
                .filter(finding -> finding.area().equals(area))
                .map(Finding::text)
                .toList();
    }

    private static List<String> remedies(List<Finding> found, String subject) {
        return found.stream()
                .filter(finding -> finding.subject().equals(subject))
                .map(Finding::remedy)
                .flatMap(Optional::stream)
                .toList();
    }

    private void log(String state) {
        for (Role role : Role.values()) {
            try (Session session = servers.parameters(role).orElseThrow().open()) {
                session.execute("SET GLOBAL log_output = 'TABLE'");
                session.execute("SET GLOBAL general_log = " + state);
            }
        }
    }

    /** Those of the master user: the heartbeat is somebody else's. */
    private List<String> statements(Role role) {
        try (Session session = servers.parameters(role).orElseThrow().open()) {
            return session.list(
                    "SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log"
                            + " WHERE command_type = 'Query' AND user_host LIKE 'admin%'",
                    row -> row.text(1));
        }
    }

    private GivenProfile given() throws IOException {
        return GivenProfile.of(servers, folder);
    }

    private Path profile(GivenProfile profile) throws IOException {
        Path ca = servers.master(Role.SOURCE).tls().authorities().orElseThrow();
        List<String> lines = new ArrayList<>(List.of("tls:", "  mode: verified", "  ca: " + ca));
        return profile.lines(String.join("\n", lines)).write("doctor.yaml");
    }
}
