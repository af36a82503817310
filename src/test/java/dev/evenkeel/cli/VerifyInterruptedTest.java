package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.report.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verification as a process that is ended in the middle, and gone on with. */
class VerifyInterruptedTest {
    private static final int ROWS = 400_000;

    @TempDir
    Path folder;

    private VerifiedPair pair;
    private Path pause;
    private Path out;
    private Path err;
    private Process process;

    @BeforeAll
    static void two_equal_servers_with_a_table_of_many_chunks() {
        new VerifiedPair(Path.of(""));
        String digits = IntStream.range(0, 10)
                .mapToObj(i -> "SELECT " + i + " AS d")
                .collect(Collectors.joining(" UNION ALL "));
        for (Role side : VerifiedPair.SIDES) {
            VerifiedPair.on(side, "CREATE TABLE verified.digits AS " + digits);
            VerifiedPair.on(side, "CREATE TABLE verified.many (id INT PRIMARY KEY, v INT)");
            try (Session admin = TestServers.admin(side).open()) {
                // Past the binlog, which a test need not fill.
                admin.execute("SET SESSION sql_log_bin = 0");
                admin.execute(
                        "INSERT INTO verified.many SELECT a.d + 10*b.d + 100*c.d + 1000*d.d + 10000*e.d + 100000*f.d,"
                                + " a.d FROM verified.digits a, verified.digits b, verified.digits c, verified.digits d,"
                                + " verified.digits e, verified.digits f WHERE f.d < " + ROWS / 100_000);
            }
        }
    }

    @AfterAll
    static void clean() {
        VerifiedPair.asTheyAre(Path.of("")).close();
    }

    @BeforeEach
    void a_run_of_its_own() {
        pair = VerifiedPair.asTheyAre(folder);
        pause = folder.resolve("pause");
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void ctrl_c_ends_it_with_11_and_the_command_that_goes_on() throws Exception {
        startAndPauseInTheMiddle();

        signal("INT");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(11);
        JsonNode end = last();
        assertThat(end.at("/outcome").asText()).isEqualTo("INTERRUPTED");
        assertThat(end.at("/verdict").asText())
                .as("not everything was compared")
                .isEqualTo("Inconclusive");
        assertThat(pair.audit().at("/parity/objects/verdict").asText()).isEqualTo("Same");
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
        assertThat(VerifiedPair.parsed(Files.readString(out)))
                .noneMatch(line -> line.at("/type").asText().equals("table")
                        && line.at("/verdict").asText().equals("Inconclusive"));
        assertThat(end.at("/summary").asText()).contains("continue with: evenkeel verify --resume " + run());
        assertThat(Reports.verify(run())).isEmpty();
        assertThat(end.at("/notJudged").findValuesAsText("table")).contains("many");
        assertThat(pair.audit().at("/parity/tables"))
                .as("which are judged, and which are not")
                .anyMatch(table -> table.at("/table").asText().equals("many")
                        && table.at("/verdict").asText().equals("Inconclusive"));

        Files.delete(pause);
        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--resume", run().toString());

        assertGoneOn(ran);
    }

    @Test
    void after_kill_9_it_goes_on_from_the_last_mark() throws Exception {
        startAndPauseInTheMiddle();
        VerifiedPair.Ran meanwhile = pair.verify(pair.profile(), "--resume", run().toString());
        assertThat(meanwhile.exit()).isEqualTo(9);
        assertThat(meanwhile.err()).contains("is still running");

        signal("KILL");
        process.waitFor(10, TimeUnit.SECONDS);
        assertThat(pair.run("report", run().toString()).exit()).isZero();
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
        assertThat(pair.run("audit", run().toString()).exit())
                .as("it has not ended")
                .isEqualTo(3);

        Files.delete(pause);
        VerifiedPair.Ran ran =
                pair.verify(pair.profile(), "--resume", run().getFileName().toString());

        assertGoneOn(ran);
        assertThat(pair.verify(pair.profile(), "--resume", run().toString()).err())
                .contains("has come to its end");
    }

    @Test
    void what_was_proved_is_void_when_a_side_moved_meanwhile() throws Exception {
        startAndPauseInTheMiddle();
        signal("KILL");
        process.waitFor(10, TimeUnit.SECONDS);
        VerifiedPair.on(Role.TARGET, "UPDATE verified.many SET v = v + 1 WHERE id = 3");
        Files.delete(pause);

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--resume", run().toString());
        VerifiedPair.on(Role.TARGET, "UPDATE verified.many SET v = v - 1 WHERE id = 3");

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.of("note").get(0).at("/text").asText())
                .startsWith("nothing of the earlier attempt is used, everything is read again: the target moved from ");
        assertThat(ran.table("many").at("/differences/0/key").asText()).isEqualTo("id=3");
    }

    @Test
    void other_tables_cannot_be_chosen_on_the_way() throws Exception {
        startAndPauseInTheMiddle();
        signal("KILL");
        process.waitFor(10, TimeUnit.SECONDS);

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--resume", run().toString(), "--tables", "*.many");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("leave out --tables");
    }

    /** The whole is counted, and yet less than the whole was read again. */
    private void assertGoneOn(VerifiedPair.Ran ran) throws IOException {
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.of("note").get(0).at("/text").asText()).startsWith("neither server moved since");
        assertThat(ran.table("many").at("/rowsSource").asInt()).isEqualTo(ROWS);
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Same");
        assertThat(pair.audit().at("/parity/tables")).hasSize(4);
        List<JsonNode> journal = VerifiedPair.parsed(Files.readString(run().resolve("journal.ndjson")));
        List<Long> marks = journal.stream()
                .filter(line -> line.at("/kind").asText().equals("PARITY_MARK"))
                .map(line -> line.at("/data/rows").asLong())
                .toList();
        assertThat(marks).isNotEmpty().isSorted();
        assertThat(Reports.verify(run())).isEmpty();
    }

    private void startAndPauseInTheMiddle() throws IOException {
        out = folder.resolve("out");
        err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.evenkeel.cli.Main",
                "verify",
                "--json",
                "--what",
                "data,objects",
                // The slower way, so that there is a middle.
                "--hashing",
                "servers",
                "-e",
                pair.profile().toString(),
                "--pause-file",
                pause.toString(),
                "--reports",
                pair.reports().toString()));
        process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        Awaitility.await()
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> {
                    assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
                    return journal().contains("PARITY_MARK");
                });
        Files.createFile(pause);
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
            assertThat(process.isAlive())
                    .as("it ended before it was paused: " + Files.readString(out))
                    .isTrue();
            return journal().contains("\"PAUSE\"");
        });
    }

    private String journal() throws IOException {
        Path latest = pair.reports().resolve("latest/journal.ndjson");
        return Files.exists(latest) ? Files.readString(latest, StandardCharsets.ISO_8859_1) : "";
    }

    private Path run() throws IOException {
        return pair.reports()
                .toRealPath()
                .resolve(Files.readSymbolicLink(pair.reports().resolve("latest")));
    }

    private JsonNode last() throws IOException {
        List<JsonNode> lines = VerifiedPair.parsed(Files.readString(out));
        return lines.get(lines.size() - 1);
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
