package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.ControlEvent.Control;
import dev.evenkeel.event.ControlEvent.ControlState;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own, which is paused, continued and aborted from another one. */
class ControlledRunTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Servers servers;
    private Process process;
    private TraceReceiver traces;

    @BeforeEach
    void servers_of_somebody_else() throws IOException {
        traces = new TraceReceiver();
        servers = Environment.open(
                Provision.profiles().read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        try (Session source = servers.master(Role.SOURCE).open()) {
            source.execute("CREATE DATABASE shop");
            source.execute("CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total INT)");
            source.execute("INSERT INTO shop.orders (total) VALUES (1), (2)");
        }
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
        servers.close();
        traces.close();
    }

    @Test
    @Timeout(400)
    void stands_still_until_it_may_continue_and_cannot_be_aborted_after_the_point_of_no_return() throws Exception {
        started("watch:\n  quiet: 20s\n");
        Path run = run();
        foreign(run, "r-20200101-000000-zzz", attempt(run));
        foreign(run, run.getFileName().toString(), attempt(run) + 7);

        Captured paused = Captured.run("pause", run.toString(), "--reason", "the disk is looked at");

        assertThat(paused.exit()).as(paused.toString()).isZero();
        assertThat(paused.out())
                .contains(": paused; it waits before the next step that changes something")
                .endsWith("next: evenkeel continue " + run.getFileName() + "\n");
        awaitEntry(run, Control.class, control -> control.state() == ControlState.HELD);
        int before = changes(run);
        Captured again = Captured.run("pause", run.toString());
        assertThat(again.exit()).isEqualTo(12);
        assertThat(again.err()).contains("refused: the run is paused already, by ");
        assertThat(Captured.run("status", run.toString()).out())
                .containsPattern("\npaused since \\S+ by .+: the run is paused; replication and the proof continue\n")
                .endsWith("next: evenkeel continue " + run.getFileName() + "\n");
        JsonNode status = json("status", Captured.run("status", run.toString(), "--json"));
        assertThat(status.at("/paused/held").asBoolean()).isTrue();
        TimeUnit.SECONDS.sleep(2);
        assertThat(changes(run)).as("nothing was changed meanwhile").isEqualTo(before);

        JsonNode goesOn = json("control", Captured.run("continue", run.toString(), "--json"));

        assertThat(goesOn.at("/state").asText()).isEqualTo("accepted");
        awaitEntry(run, PhaseEvent.Began.class, began -> began.id().equals("observe"));
        Captured late = Captured.run("abort", run.toString());
        assertThat(late.exit()).isEqualTo(2);
        assertThat(late.err())
                .contains(
                        "refused: the run is past the point of no return",
                        "the way back is a new move, from the target to the source");
        assertThat(exit()).isZero();
        assertThat(Numbered.in(JournalReader.read(run), Remark.Drift.class).map(Numbered::event))
                .as("a step that waits for 20 s where earlier ones took 20 ms")
                .anySatisfy(drift -> {
                    assertThat(drift.text()).isEqualTo("no client uses the source any more");
                    assertThat(drift.millis()).isBetween(2_020L, 4_000L);
                });
        assertThat(refusals(run))
                .anyMatch(why -> why.endsWith(" is for another run"))
                .anyMatch(why -> why.endsWith(" was for another process of this run"));
        assertThat(Captured.run("audit", run.toString()).exit()).isZero();
        assertThat(Captured.run("continue", run.toString()).exit()).isEqualTo(2);
    }

    @Test
    @Timeout(400)
    void is_aborted_while_it_stands_still_and_takes_back_what_it_has_begun() throws Exception {
        started("");
        Path run = run();
        awaitEntry(
                run, PhaseEvent.StepEnded.class, step -> step.text().equals("replication on the replica is stopped"));
        assertThat(Captured.run("pause", run.toString()).exit()).isZero();
        awaitEntry(run, Control.class, control -> control.state() == ControlState.HELD);

        Captured aborted = Captured.run("abort", run.toString(), "--reason", "the window is over");

        assertThat(aborted.exit()).as(aborted.toString()).isZero();
        assertThat(aborted.out()).contains("takes back what it has begun", "exit code 4");
        assertThat(exit()).isEqualTo(4);
        assertThat(Files.readString(run.resolve("audit.html"))).contains("the window is over");
        try (Session target = servers.master(Role.TARGET).open();
                Session replica = servers.master(Role.REPLICA).open();
                Session source = servers.parameters(Role.SOURCE).orElseThrow().open()) {
            assertThat(target.list("SHOW SLAVE STATUS", row -> row.text(1))).isEmpty();
            assertThat(replica.list("SHOW SLAVE STATUS", row -> row.text("Slave_SQL_Running")))
                    .containsExactly("Yes");
            assertThat(source.number(
                            "SELECT COUNT(*) FROM mysql.user WHERE user = ?",
                            servers.replication().user()))
                    .isZero();
        }
        assertThat(traces.spans()).anySatisfy(span -> {
            assertThat(span.at("/name").asText()).isEqualTo("evenkeel run");
            assertThat(span.at("/status/code").asInt()).isEqualTo(2);
            assertThat(span.toString()).contains("UNDONE", run.getFileName().toString());
        });
        assertThat(traces.spans())
                .extracting(span -> span.at("/name").asText())
                .contains("pin", "replication on the replica is stopped", "undo:pin");
        Captured over = Captured.run("abort", run.toString());
        assertThat(over.exit()).isEqualTo(2);
        assertThat(over.err()).contains("no process is at work", "the run is over, and nothing is left to abort");
    }

    private void started(String lines) throws IOException {
        Path profile = GivenProfile.of(servers, folder)
                .lines("purpose: rehearsal\ngates:\n  cutover: automatic\n" + lines)
                .write("pair.yaml");
        String plan = folder.resolve("plan.json").toString();
        String reports = folder.resolve("reports").toString();
        Captured made = Captured.run("plan", "-e", profile.toString(), "-o", plan, "--reports", reports);
        assertThat(made.exit()).as(made.toString()).isZero();
        Path file = Path.of(plan);
        Files.writeString(file, Files.readString(file).replace("\"millis\" : [ ]", "\"millis\" : [ 10, 20 ]"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ClassPath.ofTests(),
                        "dev.evenkeel.cli.Main",
                        "run",
                        plan,
                        "--reports",
                        reports)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ran.txt").toFile());
        builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", traces.endpoint());
        process = builder.start();
    }

    private Path run() throws IOException {
        Path latest = folder.resolve("reports/latest");
        waitUntil("the run has begun", () -> Files.exists(latest.resolve(Journal.FILE)));
        Path run = latest.toRealPath();
        awaitEntry(run, RunEvent.Started.class, started -> true);
        return run;
    }

    private void foreign(Path run, String id, long attempt) throws IOException {
        Path requests = Files.createDirectories(run.resolve("requests"));
        Files.writeString(requests.resolve("1-abort-%08x.json".formatted(attempt)), """
                {"form": 1, "run": "%s", "attempt": %d, "action": "abort", "by": "mallory", "why": "", "at": "2026-11-30T02:00:00Z"}
                """.formatted(id, attempt));
    }

    private int exit() throws IOException, InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("ran.txt"))).doesNotContain("bug of evenkeel's own");
        return process.exitValue();
    }

    private static List<String> refusals(Path run) {
        return Numbered.in(JournalReader.read(run), Control.class)
                .map(Numbered::event)
                .filter(control -> control.state() == ControlState.REFUSED)
                .map(Control::why)
                .toList();
    }

    private static long attempt(Path run) {
        return JournalReader.read(run).stream()
                .filter(entry -> EventCodec.read(entry) instanceof RunEvent.Started)
                .mapToLong(Entry::seq)
                .max()
                .orElseThrow();
    }

    private static int changes(Path run) {
        return (int) Numbered.in(JournalReader.read(run), PhaseEvent.StepIntended.class)
                .filter(step -> !step.event().effect().equals("READ_ONLY"))
                .count();
    }

    private <E extends dev.evenkeel.event.Event> void awaitEntry(Path run, Class<E> type, Predicate<E> wanted)
            throws IOException {
        waitUntil("an entry " + type.getSimpleName(), () -> Numbered.in(JournalReader.read(run), type)
                .anyMatch(one -> wanted.test(one.event())));
    }

    private void waitUntil(String what, java.util.function.BooleanSupplier condition) throws IOException {
        try {
            Program.waitUntil(what, LIMIT, () -> {
                assertThat(process.isAlive() || condition.getAsBoolean())
                        .as("the process is alive, waiting until " + what)
                        .isTrue();
                return condition.getAsBoolean();
            });
        } catch (AssertionError e) {
            throw new AssertionError(Files.readString(folder.resolve("ran.txt")), e);
        }
    }

    private static JsonNode json(String definition, Captured printed) {
        assertThat(printed.exit()).as(printed.toString()).isZero();
        return CommandSchemas.check(definition, printed).get(0);
    }
}
