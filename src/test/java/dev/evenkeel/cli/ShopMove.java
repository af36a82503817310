package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.run.Dying;
import dev.evenkeel.run.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A shop on somebody's servers whose application writes all the way through, a plan to move it, and what must hold when it was moved.
 */
final class ShopMove implements AutoCloseable {
    /** What closes the servers, and the lines of the profile that say so. */
    enum Closing {
        READ_ONLY("", "Closed by read_only"),
        LATCH(
                "fence:\n  kind: latch\n  accounts: " + ShopApplication.LOGIN.user() + "\n",
                "Closed by the latch, then the accounts"),
        /** The same on instances of the look-alike, reached by the SDK, with a record of Route 53. */
        RDS(LATCH.lines, "On the look-alike of RDS");

        private final String lines;
        private final String title;

        Closing(String lines, String title) {
            this.lines = lines;
            this.title = title;
        }

        String title() {
            return title;
        }

        Path runbook() {
            return this == RDS ? GivenInstances.RUNBOOK : Home.find().runbook();
        }
    }

    static final Duration LIMIT = Duration.ofMinutes(4);

    private final Path folder;
    private final Closing closing;
    private final Servers servers;
    private final Optional<GivenInstances> instances;
    private final ShopApplication application;

    private ShopMove(Path folder, Closing closing, Servers servers, Optional<GivenInstances> instances) {
        this.folder = folder;
        this.closing = closing;
        this.servers = servers;
        this.instances = instances;
        this.application = new ShopApplication(servers, this::led);
    }

    static ShopMove begin(Path folder, Closing closing) {
        String[] shop = {
            "CREATE DATABASE shop",
            "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total FLOAT)",
            "INSERT INTO shop.orders (total) VALUES (16777216), (1234567), (0.1)",
            "CREATE VIEW shop.large AS SELECT * FROM shop.orders WHERE total > 1000",
            "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM shop.orders WHERE id < 0",
            ShopApplication.TABLE,
            "CREATE USER 'shop'@'%' IDENTIFIED BY '"
                    + ShopApplication.LOGIN.password().reveal() + "'",
            "GRANT SELECT, INSERT ON shop.* TO 'shop'@'%'"
        };
        if (closing == Closing.RDS) {
            GivenInstances instances = GivenInstances.open(folder, shop);
            return new ShopMove(folder, closing, instances.servers(), Optional.of(instances));
        }
        return new ShopMove(folder, closing, SomebodysServers.open(folder, shop), Optional.empty());
    }

    /** By what the run moves: the record, or a file that it writes. */
    private Role led() {
        Path file = run().resolve("application.endpoint");
        try {
            String target = servers.master(Role.TARGET).endpoint().toString();
            boolean moved = instances.isPresent()
                    ? instances.get().led().toString().equals(target)
                    : Files.exists(file) && Files.readString(file).strip().equals(target);
            return moved ? Role.TARGET : Role.SOURCE;
        } catch (IOException e) {
            return Role.SOURCE;
        }
    }

    Servers servers() {
        return servers;
    }

    /** The run's folder, which is there once it has begun. */
    Path run() {
        return folder.resolve("reports/r-shop");
    }

    ShopApplication application() {
        return application;
    }

    Path plan() throws IOException {
        Path plan = folder.resolve("plan.json");
        Captured made = Captured.within(
                LIMIT,
                "plan",
                "-e",
                profile().toString(),
                "--features",
                closing.runbook().toString(),
                "-o",
                plan.toString(),
                "--reports",
                folder.resolve("reports").toString());
        assertThat(made.exit()).as(made.toString()).isZero();
        return plan;
    }

    private Path profile() throws IOException {
        String further = "gates:\n  cutover: automatic\n" + closing.lines + ToldHook.in(folder);
        if (instances.isPresent()) {
            return instances.get().profile(further);
        }
        GivenProfile profile = new GivenProfile(folder);
        for (Role role : Role.values()) {
            profile.with(role, servers.master(role));
            if (closing == Closing.READ_ONLY) {
                profile.parameters(role, servers.parameters(role).orElseThrow().login());
            }
        }
        return profile.replication(servers.replication())
                .lines("purpose: rehearsal\n" + further)
                .write("pair.yaml");
    }

    /** Begins the run, or goes on with it, in a process that is killed there. */
    int dying(Path plan, Dying.Moment moment, String phase, int step, long millis)
            throws IOException, InterruptedException {
        return ended(process(plan, moment, phase, step, millis));
    }

    /** Begins the run, or goes on with it, in a process that is killed after that time, wherever it is then, unless it has ended by then. */
    int killedAfter(Path plan, long millis) throws IOException, InterruptedException {
        Process process = process(plan, Dying.Moment.INTENT, "nowhere", 0, 0);
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return ended(process);
    }

    /** Begins the run, or goes on with it, to its end. */
    int toItsEnd(Path plan) throws IOException, InterruptedException {
        return ended(process(plan, Dying.Moment.INTENT, "nowhere", 0, 0));
    }

    private Process process(Path plan, Dying.Moment moment, String phase, int step, long millis) throws IOException {
        Files.createDirectories(run().getParent());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(instances.isPresent() ? GivenInstances.options() : List.of());
        command.addAll(List.of(
                "-cp",
                ClassPath.ofTests(),
                Dying.class.getName(),
                plan.toString(),
                run().toString(),
                moment.name(),
                phase,
                Integer.toString(step),
                Long.toString(millis)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("died.txt").toFile())
                .start();
    }

    private int ended(Process process) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).as(said()).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("died.txt"));
    }

    JsonNode audit() throws IOException {
        return new ObjectMapper().readTree(run().resolve("audit.json").toFile());
    }

    /** All that must hold on servers and in the record once the run is done, after it was resumed. */
    void moved() throws IOException {
        assertThat(ToldHook.told(folder)).startsWith("resumed ").endsWith("done 0");
        done();
    }

    /** All that must hold on servers and in the record once the run is done. */
    void done() throws IOException {
        application.close();
        assertThat(audit().at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(audit().at("/serving").asText()).isEqualTo("target");
        assertThat(twice()).as("what was done is not done again").isEmpty();
        assertThat(Captured.run("audit", run().toString()).exit()).isZero();
        assertThat(application.lost(Role.TARGET)).as("acknowledged and lost").isEmpty();
        assertThat(application.refusedBy(Role.TARGET)).isFalse();
        assertThat(application.refusedBy(Role.SOURCE)).isTrue();
        try (Session target = servers.master(Role.TARGET).open();
                Session source = servers.master(Role.SOURCE).open();
                Session replica = servers.master(Role.REPLICA).open()) {
            String rows = "SELECT GROUP_CONCAT(id, ':', total + 0e0 ORDER BY id) FROM shop.orders";
            assertThat(target.text(rows)).isEqualTo(source.text(rows)).contains("16777216");
            assertThat(target.list("SHOW SLAVE STATUS", row -> row.text(1))).isEmpty();
            assertThat(replica.list("SHOW SLAVE STATUS", row -> row.text("Slave_SQL_Running")))
                    .containsExactly("Yes");
            assertThat(target.text("SELECT status FROM information_schema.events WHERE event_name = 'nightly'"))
                    .isEqualTo("ENABLED");
            if (closing == Closing.READ_ONLY) {
                assertThat(target.number("SELECT @@GLOBAL.read_only")).isZero();
                assertThat(source.number("SELECT @@GLOBAL.read_only")).isEqualTo(1);
            }
        }
    }

    /** All that must hold once what was begun is taken back, by the next process. */
    void takenBack() throws IOException {
        assertThat(ToldHook.told(folder)).containsExactly("resumed ", "failed 4");
        undone();
    }

    /** All that must hold once what was begun is taken back. */
    void undone() throws IOException {
        application.close();
        assertThat(application.lost(Role.SOURCE)).as("acknowledged and lost").isEmpty();
        assertThat(application.refusedBy(Role.SOURCE)).isFalse();
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
    }

    /** Statements that make something which must be made once, sent more than once. */
    private Set<String> twice() throws IOException {
        List<String> sent = new ArrayList<>();
        audit().at("/statements").forEach(one -> {
            if (one.at("/sql").asText().startsWith("CREATE USER")) {
                sent.add(one.at("/role").asText() + " " + one.at("/sql").asText());
            }
        });
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        sent.stream().filter(one -> !once.add(one)).forEach(twice::add);
        return twice;
    }

    @Override
    public void close() {
        try {
            application.close();
        } catch (DatabaseException e) {
            // Its server is gone.
        } finally {
            instances.ifPresentOrElse(GivenInstances::close, servers::close);
        }
    }
}
