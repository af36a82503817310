package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.options.OwnSteps;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.run.Home;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.StepLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A planned run to which something happens in a step: a server dies, the way to it falls silent or is gone, the disk under the
 * journal is full. {@code -Devenkeel.failures=all} for every step and every failure, {@code -Devenkeel.failures=TEXT} for the steps
 * that contain a text; else a few.
 */
class FailedRunTest {
    private static final String CHOSEN = System.getProperty("evenkeel.failures", "");

    private enum Failure {
        SOURCE_DIES(Role.SOURCE),
        TARGET_DIES(Role.TARGET),
        WAY_TO_SOURCE_SILENT(Role.SOURCE),
        WAY_TO_SOURCE_GONE(Role.SOURCE),
        WAY_TO_TARGET_SILENT(Role.TARGET),
        WAY_TO_TARGET_GONE(Role.TARGET),
        DISK_FULL(Role.SOURCE);

        private final Role role;

        Failure(Role role) {
            this.role = role;
        }

        boolean kills() {
            return this == SOURCE_DIES || this == TARGET_DIES;
        }
    }

    private record Cell(String step, Failure failure) {}

    @TempDir
    Path folder;

    private Servers servers;
    private final Map<Role, SilentProxy> ways = new EnumMap<>(Role.class);

    @BeforeEach
    void servers_of_somebody_else() {
        servers = SomebodysServers.open(
                folder,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total FLOAT)",
                "INSERT INTO shop.orders (total) VALUES (16777216), (1234567), (0.1)");
        ways.put(Role.SOURCE, SilentProxy.to(servers.master(Role.SOURCE)));
        ways.put(Role.TARGET, SilentProxy.to(servers.master(Role.TARGET)));
    }

    @AfterEach
    void end() {
        ways.values().forEach(SilentProxy::close);
        servers.close();
    }

    static Stream<Cell> cells() {
        if (CHOSEN.isEmpty()) {
            return Stream.of(
                    new Cell("the dump is loaded into the target", Failure.DISK_FULL),
                    new Cell(
                            "the target has the source's objects, accounts and settings at the frozen",
                            Failure.DISK_FULL),
                    new Cell("the target holds what the source holds at the frozen", Failure.WAY_TO_SOURCE_SILENT),
                    new Cell("replication on the target is started", Failure.TARGET_DIES),
                    new Cell("the application is pointed at the target", Failure.WAY_TO_SOURCE_GONE));
        }
        List<Cell> cells = new ArrayList<>();
        Runbook runbook = Runbook.read(Home.find().runbook(), Optional.empty(), OwnSteps.catalog());
        for (Phase phase : runbook.phases()) {
            if (phase.undoes().isEmpty()) {
                for (StepLine line : runbook.lines(phase)) {
                    for (Failure failure : Failure.values()) {
                        if (CHOSEN.equals("all") || (line.text() + " " + failure).contains(CHOSEN)) {
                            cells.add(new Cell(line.text(), failure));
                        }
                    }
                }
            }
        }
        return cells.stream();
    }

    @ParameterizedTest
    @MethodSource("cells")
    @Timeout(400)
    void ends_as_documented_with_one_server_serving(Cell cell) throws Exception {
        Path reports = folder.resolve("reports");
        Process process = begin(planned(reports), reports);
        long began = System.nanoTime();
        int exit;
        try (Meddler meddler = new Meddler(reports)
                .when(cell.step(), now -> fail(cell.failure(), process, reports))
                .begin()) {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).as(said()).isTrue();
            exit = process.exitValue();
            assertThat(meddler.failures()).as(said()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
        String source = state(Role.SOURCE);
        String target = state(Role.TARGET);
        System.out.printf(
                "%s | %s | exit %d | %d s | source %s | target %s%n",
                cell.step(),
                cell.failure(),
                exit,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
                source,
                target);
        String all = "source " + source + ", target " + target + "\n" + said();
        assertThat(exit).as(all).isIn(0, 3, 4, 5, 6, 11);
        if (exit == 0) {
            assertThat(target).as(all).isEqualTo("serves");
            assertThat(source).as(all).isNotEqualTo("serves");
        } else if (exit == 3 || exit == 4) {
            assertThat(source).as(all).isEqualTo(cell.failure() == Failure.SOURCE_DIES ? "down" : "serves");
            assertThat(target).as(all).doesNotContain("follows");
        } else if (exit == 6) {
            assertThat(source).as(all).isNotEqualTo("serves");
        } else if (exit == 5) {
            assertThat(cell.failure()).as(all).isNotIn(Failure.WAY_TO_SOURCE_SILENT, Failure.WAY_TO_TARGET_SILENT);
        }
        assertThat(said()).doesNotContain("\tat ");
        Path run = reports.resolve("latest").toRealPath();
        if (cell.failure() != Failure.DISK_FULL) {
            assertThat(Captured.run("audit", run.toString()).exit()).as(all).isZero();
        } else if (exit == 11) {
            Captured resumed = Captured.run("resume", run.toString());
            assertThat(resumed.exit()).as(resumed.toString()).isZero();
        }
        assertThat(ProcessHandle.allProcesses().filter(one -> one.info()
                        .commandLine()
                        .filter(line -> line.contains(reports.toString()))
                        .isPresent()))
                .as("left running")
                .isEmpty();
    }

    private void fail(Failure failure, Process process, Path reports) {
        if (failure.kills()) {
            try (Session session = servers.master(failure.role).open()) {
                long pid = Long.parseLong(Files.readString(Path.of(session.text("SELECT @@pid_file")))
                        .strip());
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        } else if (failure == Failure.DISK_FULL) {
            limit(process, reports);
        } else {
            if (failure.name().endsWith("GONE")) {
                ways.get(failure.role).refuse();
            }
            ways.get(failure.role).stall();
        }
    }

    /** No file of the process grows beyond what the journal has now: what the system answers then is what a full disk answers. */
    private static void limit(Process process, Path reports) {
        try (Stream<Path> runs = Files.list(reports)) {
            Path journal = runs.filter(run -> !Files.isSymbolicLink(run))
                    .map(run -> run.resolve("journal.ndjson"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            new ProcessBuilder(
                            "prlimit",
                            "--pid",
                            Long.toString(process.pid()),
                            "--fsize=" + Files.size(journal) + ":" + Files.size(journal))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asked beside the way that the run takes. */
    private String state(Role role) {
        try (Session session = servers.master(role).open()) {
            boolean closed = session.number("SELECT @@GLOBAL.read_only") == 1;
            boolean follows =
                    !session.list("SHOW SLAVE STATUS", row -> row.text(1)).isEmpty();
            if (!closed && role == Role.SOURCE) {
                session.execute("INSERT INTO shop.orders (total) VALUES (42)");
            }
            return (closed ? "is closed" : "serves") + (follows ? " and follows" : "");
        } catch (DatabaseException e) {
            return "down";
        }
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    private Process begin(Path plan, Path reports) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // A process of some seconds: what it would compile for long is not worth it.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.evenkeel.cli.Main",
                        "run",
                        plan.toString(),
                        "--reports",
                        reports.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    private Path planned(Path reports) throws IOException {
        GivenProfile profile = new GivenProfile(folder);
        for (Role role : Role.values()) {
            profile.with(
                            role,
                            ways.containsKey(role) ? ways.get(role).server(servers.master(role)) : servers.master(role))
                    .parameters(role, servers.parameters(role).orElseThrow().login());
        }
        Path written = profile.replication(servers.replication())
                .lines("purpose: rehearsal\ngates:\n  cutover: automatic\n")
                .write("pair.yaml");
        Path plan = folder.resolve("plan.json");
        Captured made =
                Captured.run("plan", "-e", written.toString(), "-o", plan.toString(), "--reports", reports.toString());
        assertThat(made.exit()).as(made.toString()).isZero();
        return plan;
    }
}
