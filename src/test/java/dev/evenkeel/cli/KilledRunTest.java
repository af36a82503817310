package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.cli.options.OwnSteps;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.run.Home;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.StepLine;
import dev.evenkeel.runbook.glue.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A planned run whose process dies by kill -9 in a step, and another process that goes on with it. {@code -Devenkeel.crashes=all}
 * for every step that changes something, before its effect and after it; else a few.
 */
class KilledRunTest {
    private static final boolean ALL = "all".equals(System.getProperty("evenkeel.crashes"));

    @TempDir
    Path folder;

    private Servers servers;

    @BeforeEach
    void servers_of_somebody_else() {
        servers = SomebodysServers.open(
                folder,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total FLOAT)",
                "INSERT INTO shop.orders (total) VALUES (16777216), (1234567), (0.1)",
                "CREATE VIEW shop.large AS SELECT * FROM shop.orders WHERE total > 1000",
                "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.orders WHERE id < 0",
                "CREATE USER 'shop'@'%' IDENTIFIED BY 'secret of the shop'",
                "GRANT SELECT, INSERT ON shop.* TO 'shop'@'%'");
    }

    @AfterEach
    void end() {
        servers.close();
    }

    static Stream<List<String>> places() {
        if (!ALL) {
            return Stream.of(
                    List.of("OUTCOME", "the replication user is created on the source"),
                    List.of("OUTCOME", "the dump is loaded into the target"),
                    List.of("OUTCOME", "the source is closed for writes"),
                    List.of("OUTCOME", "the target is opened for writes"),
                    List.of("INTENT", "the application is pointed at the target"));
        }
        List<List<String>> places = new ArrayList<>();
        Runbook runbook = Runbook.read(Home.find().runbook(), Optional.empty(), OwnSteps.catalog());
        for (Phase phase : runbook.phases()) {
            if (phase.undoes().isEmpty()) {
                runbook.lines(phase).stream()
                        .filter(line -> line.known().effect().orElseThrow() != Effect.READ_ONLY)
                        .map(StepLine::text)
                        .forEach(step -> {
                            places.add(List.of("INTENT", step));
                            places.add(List.of("OUTCOME", step));
                        });
            }
        }
        return places.stream();
    }

    @ParameterizedTest
    @MethodSource("places")
    @Timeout(300)
    void is_gone_on_with(List<String> place) throws IOException, InterruptedException {
        Path plan = planned();
        Path run = folder.resolve("reports/r-killed");

        assertThat(dying(plan, run, place)).as("the process is killed").isEqualTo(137);
        try (Session source = servers.master(Role.SOURCE).open()) {
            if (source.number("SELECT @@GLOBAL.read_only") == 0) {
                source.execute("INSERT INTO shop.orders (total) VALUES (42)");
            }
        }

        Captured resumed = Captured.run("resume", run.toString(), "--quiet");

        assertThat(resumed.exit()).as(resumed.toString()).isZero();
        JsonNode audit = new ObjectMapper().readTree(run.resolve("audit.json").toFile());
        assertThat(audit.at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit.at("/serving").asText()).isEqualTo("target");
        assertThat(twice(audit)).as("what was done is not done again").isEmpty();
        assertThat(Captured.run("audit", run.toString()).exit()).isZero();
        try (Session target = servers.master(Role.TARGET).open();
                Session source = servers.master(Role.SOURCE).open()) {
            String rows = "SELECT GROUP_CONCAT(id, ':', total + 0e0 ORDER BY id) FROM shop.orders";
            assertThat(target.text(rows)).isEqualTo(source.text(rows)).contains("16777216");
            assertThat(target.number("SELECT @@GLOBAL.read_only")).isZero();
            assertThat(source.number("SELECT @@GLOBAL.read_only")).isEqualTo(1);
            assertThat(target.list("SHOW SLAVE STATUS", row -> row.text(1))).isEmpty();
            assertThat(target.text("SELECT status FROM information_schema.events WHERE event_name = 'nightly'"))
                    .isEqualTo("ENABLED");
        }
    }

    @Test
    @Timeout(300)
    void is_undone_by_another_process() throws IOException, InterruptedException {
        Path run = folder.resolve("reports/r-undone");
        assertThat(dying(planned(), run, List.of("OUTCOME", "replication on the target is started")))
                .isEqualTo(137);

        assertThat(Captured.run("status", run.toString()).out())
                .contains(
                        "the last one was killed",
                        "free to abort",
                        "phase follow: replication on the target is started")
                .endsWith("next: evenkeel resume r-undone\n");
        Captured aborted = Captured.run("abort", run.toString());
        assertThat(aborted.exit()).isEqualTo(2);
        assertThat(aborted.err())
                .contains(
                        "no process is at work on run r-undone; take back what it has begun with: evenkeel undo r-undone");
        assertThat(aborted.out()).isEqualTo("next: evenkeel undo r-undone\n");

        Captured undone = Captured.run("undo", run.toString(), "--quiet", "--reason", "the window is over");

        assertThat(undone.exit()).as(undone.toString()).isEqualTo(4);
        try (Session target = servers.master(Role.TARGET).open();
                Session replica = servers.master(Role.REPLICA).open();
                Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            assertThat(target.list("SHOW SLAVE STATUS", row -> row.text(1))).isEmpty();
            assertThat(target.number("SELECT @@GLOBAL.read_only")).isZero();
            assertThat(replica.list("SHOW SLAVE STATUS", row -> row.text("Slave_SQL_Running")))
                    .containsExactly("Yes");
            assertThat(source.number(
                            "SELECT COUNT(*) FROM mysql.user WHERE user = ?",
                            servers.replication().user()))
                    .isZero();
        }
        assertThat(Captured.run("undo", run.toString(), "--quiet").exit()).isEqualTo(2);
        assertThat(Captured.run("status", run.toString()).out())
                .contains("\nover\n")
                .endsWith("next: evenkeel report r-undone\n");
    }

    @Test
    void a_plan_is_stale_once_a_server_is_another_one() throws IOException {
        Path plan = planned();
        assertThat(Captured.run("plan", "--check", plan.toString()).exit()).isZero();

        try (Session target = servers.parameters(Role.TARGET).orElseThrow().open()) {
            target.execute("SET GLOBAL max_allowed_packet = 33554432");
        }
        Captured checked = Captured.run("plan", "--check", plan.toString());

        assertThat(checked.exit()).isEqualTo(10);
        assertThat(checked.toString()).contains("target: max_allowed_packet: planned with ", ", now 33554432");
        Captured run = Captured.run(
                "run", plan.toString(), "--reports", folder.resolve("none").toString());
        assertThat(run.exit()).isEqualTo(10);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    /** Statements that make something which must be made once, sent more than once. */
    private static List<String> twice(JsonNode audit) {
        List<String> sent = new ArrayList<>();
        audit.at("/statements").forEach(one -> {
            if (one.at("/sql").asText().startsWith("CREATE USER")) {
                sent.add(one.at("/role").asText() + " " + one.at("/sql").asText());
            }
        });
        return sent.stream()
                .filter(one -> sent.indexOf(one) != sent.lastIndexOf(one))
                .toList();
    }

    private Path planned() throws IOException {
        Path profile = GivenProfile.of(servers, folder)
                .lines("purpose: rehearsal\ngates:\n  cutover: automatic\n")
                .write("pair.yaml");
        Path plan = folder.resolve("plan.json");
        Captured made = Captured.run(
                "plan",
                "-e",
                profile.toString(),
                "-o",
                plan.toString(),
                "--reports",
                folder.resolve("reports").toString());
        assertThat(made.exit()).as(made.toString()).isZero();
        return plan;
    }

    private int dying(Path plan, Path run, List<String> place) throws IOException, InterruptedException {
        Files.createDirectories(run.getParent());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ClassPath.ofTests(),
                        "dev.evenkeel.run.Dying",
                        plan.toString(),
                        run.toString(),
                        place.get(0),
                        place.get(1))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("died.txt").toFile())
                .start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
