package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.Required;
import dev.evenkeel.journal.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole rehearsals in which something other than a file moves the application, and in which that fails. */
@Timeout(300)
class MovedTrafficTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Moves whoever comes through the relay; where it is to fail, a line before or after says so. */
    private static final String MOVES = "echo $EVENKEEL_HOST:$EVENKEEL_PORT >\"$0.now\"";

    private static final String TELLS = "[ $EVENKEEL_ACTION = where ] && cat \"$0.now\" && exit 0";

    @TempDir
    private Path folder;

    private Path program;

    @BeforeEach
    void a_program() {
        program = folder.resolve("move-traffic");
    }

    @Test
    void an_application_that_goes_through_haproxy_is_moved_by_the_example_without_losing_a_write() throws Exception {
        Path haproxy = program("haproxy");
        int front = freePort();
        int api = freePort();
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                  stats socket ipv4@127.0.0.1:%d level admin
                defaults
                  mode tcp
                  timeout connect 2s
                  timeout client 1m
                  timeout server 1m
                frontend application
                  bind 127.0.0.1:%d
                  default_backend shop
                backend shop
                  server db 127.0.0.1:1
                """.formatted(api, front));
        Process running = ChildProcess.of(List.of(haproxy.toString(), "-db", "-f", configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        try {
            Path example = Path.of("docs/examples/move-traffic-haproxy").toAbsolutePath();
            assertThat(rehearse("127.0.0.1:" + front, example.toString(), "127.0.0.1:" + api, "shop/db"))
                    .isZero();
        } finally {
            running.destroy();
            running.waitFor(10, TimeUnit.SECONDS);
        }

        JsonNode audit = audit();
        assertThat(audit.at("/serving").asText()).isEqualTo("target");
        assertThat(audit.at("/cutover/switchMethod").asText()).isEqualTo("command move-traffic-haproxy");
        assertThat(audit.at("/workload/acknowledged").asLong()).isGreaterThan(1_000);
        assertThat(audit.at("/workload/lost").asLong()).isZero();
        assertThat(audit.at("/workload/duplicated").asLong()).isZero();
        assertThat(notes()).anyMatch(note -> note.startsWith("command move-traffic-haproxy said: "));
    }

    @Test
    void where_the_application_cannot_be_moved_and_nobody_wrote_the_run_goes_back_by_itself() throws IOException {
        write(
                TELLS,
                "grep -q : \"$0.now\" 2>/dev/null && [ ! -e \"$0.failed\" ] && touch \"$0.failed\" && exit 3",
                MOVES);

        assertThat(relayed()).isEqualTo(4);

        JsonNode audit = audit();
        assertThat(audit.at("/serving").asText()).isEqualTo("source");
        assertThat(audit.at("/landed/noReturn/state").asText()).isEqualTo("not written");
        assertThat(audit.at("/summary").asText())
                .contains("command move-traffic ended with 3", "what had begun was undone")
                .doesNotContain("point of no return");
        assertThat(notes())
                .anyMatch(note -> note.startsWith("nobody had written to the target since it was opened"))
                .anyMatch(note -> note.matches("all \\d+ acknowledged writes are on the source"));
    }

    @Test
    void where_a_part_of_the_application_has_written_to_the_target_nothing_is_undone() throws IOException {
        write(TELLS, MOVES, "[ -e \"$0.began\" ] && sleep 2 && exit 3", "touch \"$0.began\"");

        assertThat(relayed()).isEqualTo(6);

        JsonNode audit = audit();
        assertThat(audit.at("/serving").asText()).isEqualTo("target");
        assertThat(audit.at("/landed/noReturn/state").asText()).isEqualTo("written");
        assertThat(audit.at("/landed/noReturn/write").asText()).startsWith("rows of assessment.");
        assertThat(audit.at("/landed/noReturn/place").asText()).matches("mysql-bin-changelog\\.\\d+:\\d+");
        assertThat(notes()).anyMatch(note -> note.startsWith("the target has accepted a write since it was opened"));
    }

    @Test
    void an_application_that_may_be_left_at_the_target_keeps_the_target_closed() throws IOException {
        write("[ -e \"$0.failed\" ] && exit 4", TELLS, "[ -e \"$0.now\" ] && touch \"$0.failed\" && exit 3", MOVES);

        assertThat(relayed()).isEqualTo(5);

        assertThat(audit().at("/summary").asText())
                .contains("target: it stays closed, because where the application goes is not known");
        assertThat(audit().at("/landed/noReturn/state").asText()).isEqualTo("not written");
    }

    @Test
    void a_rehearsal_that_nobody_can_confirm_is_refused_before_it_begins() throws IOException {
        Path profile = Files.writeString(folder.resolve("manual.yaml"), """
                kind: embedded
                servers: {source: {version: 10.1.23}, replica: {version: 10.1.23}, target: {version: 10.1.23}}
                application: {switch: manual, instructions: [set the alias]}
                """);
        Captured captured = Captured.run("rehearse", "--quiet", "-e", profile.toString());

        assertThat(captured.exit()).isEqualTo(2);
        assertThat(captured.err())
                .contains("application.switch is manual, and nobody could confirm it here: this is not started from a"
                        + " terminal");
    }

    private int relayed() throws IOException {
        try (Relay relay = new Relay(folder.resolve("move-traffic.now"))) {
            return rehearse(relay.address(), program.toString());
        }
    }

    private int rehearse(String address, String... command) throws IOException {
        Path profile = Files.writeString(
                folder.resolve("moved.yaml"),
                Files.readString(Path.of("environments/embedded.yaml"))
                        .replace(
                                "application:\n",
                                "application:\n  address: " + address + "\n  switch: command\n  command: ['"
                                        + String.join("', '", command) + "']\n"));
        return Main.run(
                "rehearse",
                "--quiet",
                "-e",
                profile.toString(),
                "--rows",
                "2000",
                "--reports",
                reports().toString());
    }

    private void write(String... lines) throws IOException {
        Files.writeString(program, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private Path reports() {
        return folder.resolve("reports");
    }

    private List<String> notes() throws IOException {
        List<String> notes = new ArrayList<>();
        audit().at("/notes").forEach(note -> notes.add(note.asText()));
        return notes;
    }

    private JsonNode audit() throws IOException {
        return JSON.readTree(reports().resolve("latest/audit.json").toFile());
    }

    private static Path program(String name) {
        Optional<Path> found = Optional.ofNullable(System.getProperty("evenkeel.test." + name))
                .map(Path::of)
                .or(() -> Stream.concat(
                                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst());
        Required.need(
                "haproxy", found.isPresent(), "a real proxy in front of the servers; " + name + " is not installed");
        return found.orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
