package dev.evenkeel.cli;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evenkeel.cli.FailureCells.Cell;
import dev.evenkeel.cli.FailureCells.Failure;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A planned run to which something happens in a step: a server dies, the way to it falls silent or is gone, the disk under the
 * journal is full. {@code -Devenkeel.failures=all} for every step and every failure, {@code -Devenkeel.failures=TEXT} for those
 * that contain a text; else a few. {@code -Devenkeel.failures.part=1/3} takes a third of them, and
 * {@code -Devenkeel.failures.minutes=20} begins none after that time. With {@code -Devenkeel.docs.write=true} all of them write
 * docs/failure-matrix.md, and those that an earlier process has tried are not tried again.
 */
class FailedRunTest {
    private static final String CHOSEN = System.getProperty("evenkeel.failures", "");
    private static final String PART = System.getProperty("evenkeel.failures.part", "1/1");
    private static final boolean WRITES = CHOSEN.equals("all") && Boolean.getBoolean("evenkeel.docs.write");
    private static final long BEGAN = System.nanoTime();
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final List<Integer> BEFORE = List.of(2, 3, 4);
    private static final List<Integer> AFTER = List.of(0, 3, 4, 5, 6, 11);
    private static final long MINUTES = Long.getLong("evenkeel.failures.minutes", 100_000);

    @TempDir
    Path folder;

    private final Map<Role, SilentProxy> ways = new EnumMap<>(Role.class);
    private Servers servers;

    @BeforeEach
    void servers_of_somebody_else() {
        assumeTrue(NANOSECONDS.toMinutes(System.nanoTime() - BEGAN) < MINUTES, "not begun: the time is over");
        servers = SomebodysServers.open(
                folder,
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total FLOAT)",
                "INSERT INTO shop.orders (total) VALUES (16777216), (1234567), (0.1)");
        for (Role role : Role.values()) {
            ways.put(role, SilentProxy.to(servers.master(role)));
        }
    }

    @AfterEach
    void end() {
        ways.values().forEach(SilentProxy::close);
        if (servers != null) {
            servers.close();
        }
    }

    static Stream<Cell> cells() {
        if (CHOSEN.isEmpty()) {
            // Most failures are waited for, up to a minute; these are not.
            return Stream.of(
                    FailureCells.of("preflight/1", "source, replica and target answer", Failure.WAY_TO_TARGET_GONE),
                    FailureCells.of("prove/2", "the target has the source's objects", Failure.DISK_FULL));
        }
        int part = Integer.parseInt(PART.split("/")[0]);
        int parts = Integer.parseInt(PART.split("/")[1]);
        List<Cell> cells = FailureCells.all();
        return IntStream.range(0, cells.size())
                .filter(i -> i % parts == part - 1)
                .mapToObj(cells::get)
                .filter(cell -> CHOSEN.equals("all") || cell.toString().contains(CHOSEN))
                .filter(cell -> !WRITES || !FailureTable.has(cell));
    }

    @AfterAll
    static void table() throws IOException {
        if (WRITES) {
            FailureTable.write();
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    @Timeout(600)
    void ends_as_documented_with_one_server_serving(Cell cell) throws Exception {
        Path reports = folder.resolve("reports");
        Process process = begin(planned(reports), reports);
        long began = System.nanoTime();
        int exit;
        try (Meddler meddler = new Meddler(reports)
                .when(cell.step().place() + " ", now -> fail(cell.failure(), process, reports))
                .begin()) {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).as(said()).isTrue();
            exit = process.exitValue();
            assertThat(meddler.failures()).as(said()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
        long seconds = NANOSECONDS.toSeconds(System.nanoTime() - began);
        String source = state(Role.SOURCE);
        String target = state(Role.TARGET);
        String all = cell + ": exit " + exit + ", source " + source + ", target " + target + "\n" + said();
        System.out.printf("%s | exit %d | %d s | source %s | target %s%n", cell, exit, seconds, source, target);

        assertThat(exit).as(all).isIn(cell.step().phase().equals("preflight") ? BEFORE : AFTER);
        assertThat(said()).as(all).doesNotContain("\tat ");
        assertThat(exit == 11 || cell.failure() != Failure.DISK_FULL).as(all).isTrue();
        if (exit == 0) {
            assertThat(target).as(all).isEqualTo("serves");
            assertThat(source).as(all).isIn("is closed", "down");
        } else if (exit == 6) {
            assertThat(source).as(all).isIn("is closed", "down");
        } else if (exit == 5) {
            assertThat(cell.failure().silent())
                    .as("new connections work. " + all)
                    .isFalse();
        } else if (exit != 11) {
            assertThat(source).as(all).isEqualTo(cell.failure() == Failure.SOURCE_DIES ? "down" : "serves");
            assertThat(target).as(all).doesNotContain("follows");
        }
        Path run = reports.resolve("latest").toRealPath();
        assertLeftNothingRunning(reports);
        if (cell.failure() != Failure.DISK_FULL) {
            assertReported(run, all);
        }

        ways.get(cell.failure().role()).allow();
        String end = exit + continued(cell, exit, run, all);
        if (end.endsWith("4")) {
            assertTakenBack(cell.failure(), all);
        }
        assertReported(run, all);
        FailureTable.add(cell, end, seconds);
    }

    /** With what the next command that is named makes of it. */
    private String continued(Cell cell, int exit, Path run, String all) {
        if (cell.failure().kills()) {
            // Its keeper has removed what an embedded server held, so it cannot be started again.
            return "";
        }
        if (exit == 5) {
            Captured undone = Captured.within(LIMIT, "undo", run.toString(), "--quiet", "--reason", "it answers again");
            assertThat(undone.exit()).as(all + undone).isEqualTo(4);
            return "→4";
        }
        if (exit == 11 || exit == 6) {
            Captured resumed = Captured.within(LIMIT, "resume", run.toString(), "--quiet");
            assertThat(resumed.exit()).as(all + resumed).isIn(exit == 6 ? List.of(0) : List.of(0, 4));
            if (resumed.exit() == 0) {
                assertThat(state(Role.TARGET)).as(all + resumed).isEqualTo("serves");
                assertThat(state(Role.SOURCE)).as(all + resumed).isEqualTo("is closed");
            }
            return "→" + resumed.exit();
        }
        return "";
    }

    /** On the servers that live. */
    private void assertTakenBack(Failure failure, String all) {
        if (failure != Failure.SOURCE_DIES) {
            assertThat(state(Role.SOURCE)).as(all).isEqualTo("serves");
            try (Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
                String own = "SELECT COUNT(*) FROM mysql.user WHERE user = ?";
                assertThat(source.number(own, servers.replication().user()))
                        .as(all)
                        .isZero();
            }
        }
        if (failure != Failure.TARGET_DIES) {
            assertThat(state(Role.TARGET)).as(all).doesNotContain("follows");
        }
        if (!failure.kills()) {
            try (Session replica = servers.master(Role.REPLICA).open()) {
                assertThat(replica.list("SHOW SLAVE STATUS", row -> row.text("Slave_SQL_Running")))
                        .as(all)
                        .containsExactly("Yes");
            }
        }
    }

    private static void assertReported(Path run, String all) {
        assertThat(Captured.within(LIMIT, "audit", run.toString()).exit())
                .as(all)
                .isZero();
        assertThat(run.resolve("audit.html")).as(all).isNotEmptyFile();
    }

    private static void assertLeftNothingRunning(Path reports) {
        assertThat(ProcessHandle.allProcesses().filter(one -> one.info()
                        .commandLine()
                        .filter(line -> line.contains(reports.toString()))
                        .isPresent()))
                .as("left running")
                .isEmpty();
    }

    private void fail(Failure failure, Process process, Path reports) {
        if (failure.kills()) {
            try (Session session = servers.master(failure.role()).open()) {
                long pid = Long.parseLong(Files.readString(Path.of(session.text("SELECT @@pid_file")))
                        .strip());
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        } else if (failure == Failure.DISK_FULL) {
            limit(process, reports);
        } else {
            if (failure.gone()) {
                ways.get(failure.role()).refuse();
            }
            ways.get(failure.role()).stall();
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
                        ClassPath.ofTests(),
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
            profile.with(role, ways.get(role).server(servers.master(role)))
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
