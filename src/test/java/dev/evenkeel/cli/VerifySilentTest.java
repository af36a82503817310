package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.SilentProxy;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A verification as a process, whose source falls silent, or whose target stops to follow. */
class VerifySilentTest {
    private static final int ROWS = 400_000;
    private static final Server SOURCE = TestServers.admin(Role.SOURCE);
    private static final Server TARGET = TestServers.admin(Role.TARGET);

    @TempDir
    private Path folder;

    private final SilentProxy proxy = SilentProxy.to(TestServers.embedded().master(Role.SOURCE));
    private VerifiedPair pair;
    private Process process;

    @BeforeEach
    void a_pair_with_a_table_of_many_chunks() {
        pair = new VerifiedPair(folder);
        String digits = IntStream.range(0, 10)
                .mapToObj(i -> "SELECT " + i + " AS d")
                .collect(Collectors.joining(" UNION ALL "));
        for (Role side : VerifiedPair.SIDES) {
            try (Session admin = TestServers.admin(side).open()) {
                admin.execute("SET SESSION sql_log_bin = 0");
                admin.execute("CREATE TABLE verified.digits AS " + digits);
                admin.execute("CREATE TABLE verified.many (id INT PRIMARY KEY, v INT)");
                admin.execute(
                        "INSERT INTO verified.many SELECT a.d + 10*b.d + 100*c.d + 1000*d.d + 10000*e.d + 100000*f.d,"
                                + " a.d FROM verified.digits a, verified.digits b, verified.digits c, verified.digits d,"
                                + " verified.digits e, verified.digits f WHERE f.d < " + ROWS / 100_000);
            }
        }
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
        proxy.close();
        VerifiedPair.on(Role.TARGET, "STOP SLAVE");
        VerifiedPair.on(Role.TARGET, "RESET SLAVE ALL");
        pair.close();
    }

    @ParameterizedTest
    @CsvSource({"INT, false, false", "TERM, false, true", "INT, true, true", "TERM, true, false"})
    void a_signal_ends_it_within_five_seconds(String signal, boolean live, boolean refused) throws Exception {
        if (live) {
            follow();
            start(List.of("--live"));
            awaitJournal("COORDINATES");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> proxy.passing() >= 4);
        } else {
            // In the middle of the rows, however fast they are read.
            proxy.stallAfter(1_000_000);
            start(List.of("--hashing", "here"));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(60))
                    .until(proxy::silent);
        }
        if (refused) {
            proxy.refuse();
        }
        proxy.stall();
        // Until what is under way has met the silence.
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        long signalled = System.nanoTime();

        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        boolean ended = process.waitFor(20, TimeUnit.SECONDS);

        assertThat(ended).as(said()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - signalled)).as(said()).isLessThan(Duration.ofSeconds(5));
        assertThat(process.exitValue()).as(said()).isEqualTo(11);
        List<JsonNode> lines = VerifiedPair.parsed(Files.readString(folder.resolve("out")));
        assertThat(lines.get(lines.size() - 1).at("/outcome").asText()).isEqualTo("INTERRUPTED");
        assertThat(lines)
                .noneMatch(line -> line.at("/type").asText().equals("table")
                        && line.at("/verdict").asText().equals("Inconclusive"));
        assertThat(pair.audit().at("/parity/verdict").asText()).isEqualTo("Inconclusive");
    }

    @Test
    void a_signal_before_anything_was_read_ends_it_too() throws Exception {
        start(List.of());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> proxy.passing() > 0);
        proxy.refuse();
        proxy.stall();
        long signalled = System.nanoTime();

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - signalled)).as(said()).isLessThan(Duration.ofSeconds(5));
        assertThat(process.exitValue()).as(said()).isEqualTo(11);
    }

    @Test
    void a_target_whose_applier_stopped_is_not_waited_for() throws Exception {
        follow();
        try (Session target = TARGET.open()) {
            target.execute("SET sql_log_bin = 0");
            target.execute("DELETE FROM verified.orders WHERE id = 3");
        }
        VerifiedPair.on(Role.SOURCE, "UPDATE verified.orders SET note = 'y' WHERE id = 3");
        Awaitility.await()
                .until(() -> !TARGET.read(ReplicaStatus::read).orElseThrow().applying());
        long begun = System.nanoTime();

        VerifiedPair.Ran ran = pair.verify(pair.profile(), "--live", "--what", "data");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(ran.table("many").at("/verdict").asText()).as(ran.toString()).isEqualTo("Inconclusive");
        assertThat(ran.of("note").toString())
                .contains(
                        "the target's replication stopped at mysql-bin",
                        "the applier stopped with error 1032, ",
                        "; start it, then verify again");
        assertThat(ran.exit()).isEqualTo(3);
    }

    private static void follow() {
        try (Session session = SOURCE.open();
                Session target = TARGET.open()) {
            var end = Binlog.position(session);
            target.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?, MASTER_USE_GTID = no",
                    SOURCE.endpoint().host(),
                    SOURCE.endpoint().port(),
                    SOURCE.login().user(),
                    SOURCE.login().password(),
                    end.file(),
                    end.offset());
            target.execute("START SLAVE");
        }
    }

    private void start(List<String> more) throws IOException {
        Path profile = pair.profile(
                "silent", TestServers.embedded().master(Role.SOURCE).login(), proxy.endpoint());
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT,TERM",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.evenkeel.cli.Main",
                "verify",
                "--json",
                "--what",
                "data",
                "-e",
                profile.toString(),
                "--reports",
                pair.reports().toString()));
        command.addAll(more);
        process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private void awaitJournal(String text) {
        Awaitility.await()
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> {
                    assertThat(process.isAlive()).as(said()).isTrue();
                    Path latest = pair.reports().resolve("latest/journal.ndjson");
                    return Files.exists(latest)
                            && Files.readString(latest, StandardCharsets.ISO_8859_1)
                                    .contains(text);
                });
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
    }
}
