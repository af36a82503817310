package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The packaged program as a process: signals, streams, process arguments, and what a run leaves however it ends. */
class LauncherTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Beyond an undo and a report on a busy machine; a whole rehearsal would take longer. */
    private static final Duration ORDERLY_END = Duration.ofSeconds(60);
    /** A server needs no longer to go when its run was killed. */
    private static final Duration SERVERS_GONE = Duration.ofSeconds(5);

    private static Program program;

    @TempDir
    Path folder;

    private Path reports;

    @BeforeAll
    static void assemble() throws IOException {
        program = Program.assemble();
    }

    @AfterAll
    static void discard() {
        program.close();
    }

    @BeforeEach
    void make_a_folder_for_reports() throws IOException {
        reports = Files.createDirectory(folder.resolve("reports"));
    }

    @AfterEach
    void nothing_is_left_running() {
        program.leavesNothing(SERVERS_GONE);
    }

    @Test
    void ctrl_c_undoes_what_had_begun_and_json_stays_json_to_the_end() throws IOException {
        Program.Running run = program.start("rehearse", "--json", "--rows", "2000", "--reports", reports.toString());
        run.awaitOut("\"id\":\"copy\"[^\n]*\"kind\":\"PHASE_STARTED\"");

        run.signal("INT");

        run.end(ORDERLY_END);
        assertThat(run.exit()).as(run.err()).isEqualTo(11);
        assertThat(run.err()).isEmpty();
        List<String> lines = Files.readAllLines(run.stdout());
        assertThat(lines).isEqualTo(Files.readAllLines(onlyRun().resolve("journal.ndjson")));
        for (String line : lines) {
            assertThat(JSON.readTree(line).hasNonNull("kind")).as(line).isTrue();
        }
        JsonNode audit = JSON.readTree(onlyRun().resolve("audit.json").toFile());
        assertThat(audit.at("/outcome").asText()).isEqualTo("INTERRUPTED");
        assertThat(audit.at("/serving").asText()).isEqualTo("source");
        assertThat(audit.at("/phases"))
                .filteredOn(phase -> phase.at("/undo").asBoolean()
                        && !phase.at("/outcome").asText().equals("skipped"))
                .isNotEmpty()
                .allMatch(phase -> phase.at("/outcome").asText().equals("passed"));
        assertThat(Reports.verify(onlyRun())).isEmpty();
    }

    @Test
    void after_kill_9_the_servers_go_and_what_is_left_can_be_reported_and_audited() throws IOException {
        Program.Running killed = program.start("rehearse", "--rows", "2000", "--reports", reports.toString());
        killed.awaitLine("phase 4 [^\n]*started");
        assertThat(Program.commandsThatName("mysqld"))
                .as("the servers of the run")
                .hasSizeGreaterThanOrEqualTo(3);

        killed.signal("KILL");

        program.leavesNothing(SERVERS_GONE);
        Path run = onlyRun();
        assertThat(run.resolve("audit.json")).doesNotExist();
        Program.Running report = program.run("report", run.toString());
        assertThat(report.exit()).as(report.err()).isZero();
        assertThat(report.out())
                .startsWith("Unfinished\n")
                .contains(run.resolve("audit.html").toString());
        Program.Running audit = program.run("audit", run.toString());
        assertThat(audit.out()).contains("outcome     none, the run has not ended\n");
        assertThat(audit.err()).contains("this run has not ended");
        assertThat(audit.exit()).isEqualTo(3);
    }

    @Test
    void no_password_is_ever_an_argument_of_a_process() {
        Redactor redactor = new Redactor();
        Set<String> commands = ConcurrentHashMap.newKeySet();
        ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor();
        // Programs of a run live for tenths of a second at least.
        watching.scheduleWithFixedDelay(
                () -> Program.processes()
                        .map(process -> Program.read(process.resolve("cmdline")))
                        .forEach(commands::add),
                0,
                20,
                TimeUnit.MILLISECONDS);
        int exit;
        try {
            exit = new CommandLine(new RehearseCommand(redactor))
                    .execute("--quiet", "--rows", "2000", "--reports", reports.toString());
        } finally {
            watching.shutdownNow();
        }

        assertThat(exit).isZero();
        assertThat(redactor.known()).as("passwords of the run").isGreaterThanOrEqualTo(4);
        assertThat(commands).anyMatch(command -> command.contains("mysqld"));
        assertThat(commands).anyMatch(command -> command.contains("dump"));
        assertThat(commands).allMatch(command -> redactor.redact(command).equals(command));
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(reports)) {
            List<Path> found = runs.filter(run -> !Files.isSymbolicLink(run)).toList();
            assertThat(found).hasSize(1);
            return found.get(0).toRealPath();
        }
    }
}
