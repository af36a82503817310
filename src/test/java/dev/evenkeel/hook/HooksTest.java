package dev.evenkeel.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.Required;
import dev.evenkeel.environment.Hook;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, told of a run by its journal. */
class HooksTest {
    private static final RunEvent.Ended DONE = new RunEvent.Ended(ExitCode.DONE, "all 25 tables", "target");
    private static final Set<Hook.Moment> ALL = EnumSet.allOf(Hook.Moment.class);

    @TempDir
    private Path folder;

    private final Redactor redactor = new Redactor();

    @Test
    void each_moment_is_told_once_with_variables_and_json() throws IOException {
        Path told = folder.resolve("told");
        Path hook = script(
                "hook",
                "read -r json\nprintf '%s|%s|%s\\n' \"$EVENKEEL_MOMENT\" \"$EVENKEEL_RUN\" \"$json\" >> " + told);

        run(List.of(hook(hook, ALL)), DONE);

        List<String> lines = Files.readAllLines(told);
        assertThat(lines)
                .extracting(line -> line.substring(0, line.indexOf('{')))
                .containsExactly("gate|r-7|", "freeze|r-7|", "no-return|r-7|", "done|r-7|");
        JsonNode gate = json(lines.get(0));
        assertThat(gate.get("gate").asText()).isEqualTo("cutover");
        assertThat(gate.get("shown").get(0).asText()).isEqualTo("rows: Same");
        assertThat(gate.get("next").asText()).isEqualTo("evenkeel approve r-7 --gate cutover");
        assertThat(json(lines.get(1)).get("budgetMillis").asLong()).isEqualTo(2000);
        assertThat(json(lines.get(2)).get("step").asText()).isEqualTo("the target is opened");
        assertThat(json(lines.get(3)).get("exitCode").asInt()).isZero();
        assertThat(notes()).isEmpty();
    }

    @Test
    void only_what_was_asked_for_is_told_and_waiting_at_a_gate_is_no_failure() throws IOException {
        Path told = folder.resolve("told");
        Path hook = script("hook", "echo \"$EVENKEEL_MOMENT $EVENKEEL_OUTCOME\" >> " + told);

        run(List.of(hook(hook, Set.of(Hook.Moment.FAILED))), new RunEvent.Ended(ExitCode.SUSPENDED, "waits", "source"));
        assertThat(told).doesNotExist();

        try (Journal journal = reopened(List.of(hook(hook, Set.of(Hook.Moment.FAILED, Hook.Moment.RESUMED))))) {
            end(journal, new RunEvent.Ended(ExitCode.PAST_NO_RETURN, "the switch failed", "unknown"));
        }
        assertThat(Files.readAllLines(told)).containsExactly("resumed ", "failed PAST_NO_RETURN");
    }

    @Test
    void whatever_a_hook_does_the_run_goes_on_and_a_remark_says_so() throws IOException {
        Path failing = script("failing", "echo first >&2; echo 'no such channel' >&2; exit 3");
        Path endless = script("endless", "sleep 600 & exec sleep 600");
        Path killed = script("killed", "kill -9 $$");
        Path deaf = script("deaf", "exec yes");
        long begun = System.nanoTime();

        run(
                List.of(
                        hook(failing, Set.of(Hook.Moment.GATE)),
                        hook(endless, Set.of(Hook.Moment.FREEZE)),
                        hook(killed, Set.of(Hook.Moment.NO_RETURN)),
                        hook(deaf, Set.of(Hook.Moment.DONE)),
                        new Hook("gone", List.of("/no/such/hook"), Set.of(Hook.Moment.DONE), Duration.ofSeconds(1))),
                DONE);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(notes())
                .containsExactly(
                        "hook failing failed at gate: exit code 3, no such channel",
                        "hook endless failed at freeze: " + endless + " had not ended after 1 s and was ended",
                        "hook killed failed at no-return: exit code 137",
                        "hook deaf failed at done: " + deaf + " had not ended after 1 s and was ended",
                        "hook gone failed at done: /no/such/hook cannot be started: No such file or directory");
        assertThat(JournalReader.read(runFolder()).stream()
                        .map(EventCodec::read)
                        .reduce((first, last) -> last))
                .as("nothing follows the end")
                .contains(DONE);
    }

    @Test
    void a_run_is_not_slowed_by_a_hook_that_is_slow() throws IOException {
        Path slow = script("slow", "exec sleep 600");
        Hook patient = new Hook("slow", List.of(slow.toString()), Set.of(Hook.Moment.GATE), Duration.ofSeconds(4));
        Hooks hooks = new Hooks(List.of(patient), runFolder(), Observer.NONE);
        try (Journal journal = Journal.create(runFolder(), Clock.systemUTC(), redactor, hooks)) {
            long begun = System.nanoTime();
            enter(journal);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
            hooks.ending(DONE, Instant.EPOCH, journal);
        }
        assertThat(notes())
                .containsExactly("hook slow failed at gate: " + slow + " had not ended after 4 s and was ended");
    }

    @Test
    void secrets_reach_no_hook_and_no_remark() throws IOException {
        redactor.learn("s3cret-password");
        Path told = folder.resolve("told");
        Path hook = script("hook", "env >> " + told + "; cat >> " + told + "; echo 's3cret-password' >&2; exit 1");

        run(
                List.of(hook(hook, ALL)),
                new RunEvent.Ended(ExitCode.UNDONE, "access denied for s3cret-password", "source"));

        assertThat(told).content().contains("access denied for ***").doesNotContain("s3cret");
        assertThat(notes()).hasSize(4).contains("hook hook failed at failed: exit code 1, ***");
    }

    @Test
    void the_examples_post_what_they_are_told() throws IOException {
        boolean curl = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "curl")));
        Required.need("curl", curl, "curl is not installed");
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            posted.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String address = "http://127.0.0.1:" + receiver.getAddress().getPort();
            Path settings = Files.createDirectories(folder.resolve("home/.config/evenkeel"));
            Files.writeString(settings.resolve("chat-webhook"), address + "/chat\n");
            Files.writeString(settings.resolve("pager-url"), address + "/pager\n");
            Files.writeString(settings.resolve("pager-key"), "k1\n");

            run(
                    List.of(
                            inHome("chat", Set.of(Hook.Moment.GATE, Hook.Moment.FAILED)),
                            inHome("pager", Set.of(Hook.Moment.FAILED))),
                    new RunEvent.Ended(ExitCode.UNDONE, "table \"a\\b\" differs", "source"));
        } finally {
            receiver.stop(0);
        }

        assertThat(notes()).isEmpty();
        assertThat(posted).hasSize(3);
        assertThat(json(posted.get(0)).get("text").asText()).isEqualTo("evenkeel r-7: gate cutover");
        assertThat(json(posted.get(1)).get("text").asText()).isEqualTo("evenkeel r-7: failed table \"a\\b\" differs");
        assertThat(posted.get(2)).startsWith("/pager ");
        JsonNode call = json(posted.get(2));
        assertThat(call.get("routing_key").asText()).isEqualTo("k1");
        assertThat(call.get("payload").get("summary").asText()).isEqualTo("r-7 ended: UNDONE");
        assertThat(call.get("payload").get("custom_details").get("summary").asText())
                .isEqualTo("table \"a\\b\" differs");
    }

    /** As the example is, with another home. */
    private Hook inHome(String name, Set<Hook.Moment> on) {
        return new Hook(
                name,
                List.of(
                        "/usr/bin/env",
                        "HOME=" + folder.resolve("home"),
                        Path.of("docs/examples/hook-" + name).toAbsolutePath().toString()),
                on,
                Duration.ofSeconds(10));
    }

    private Path script(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Hook hook(Path program, Set<Hook.Moment> on) {
        return new Hook(program.getFileName().toString(), List.of(program.toString()), on, Duration.ofSeconds(1));
    }

    private Path runFolder() {
        return folder.resolve("r-7");
    }

    private void run(List<Hook> hooks, RunEvent.Ended ended) {
        Hooks told = new Hooks(hooks, runFolder(), Observer.NONE);
        try (Journal journal = Journal.create(runFolder(), Clock.systemUTC(), redactor, told)) {
            enter(journal);
            end(journal, ended);
        }
    }

    private Journal reopened(List<Hook> hooks) {
        Journal journal =
                Journal.reopen(runFolder(), Clock.systemUTC(), redactor, new Hooks(hooks, runFolder(), Observer.NONE));
        started().enter(journal);
        return journal;
    }

    private static void end(Journal journal, RunEvent.Ended ended) {
        ((Hooks) journal.observer()).ending(ended, Instant.EPOCH, journal);
        ended.enter(journal);
    }

    private static void enter(Journal journal) {
        started().enter(journal);
        new GateEvent.Asked("cutover", 1, "ab", "cd", List.of("rows: Same")).enter(journal);
        for (int i = 0; i < 2; i++) {
            new MoveEvent.Coordinates(
                            MoveEvent.Coordinates.FROZEN,
                            "source",
                            new MoveEvent.Place("bin.000001", 4, "0-1-1"),
                            Optional.empty())
                    .enter(journal);
            new PhaseEvent.StepIntended("switch", 1, "When", "the target is opened", "IRREVERSIBLE").enter(journal);
        }
    }

    private static RunEvent.Started started() {
        return new RunEvent.Started(
                Optional.of(RunEvent.Started.SCHEMA),
                "r-7",
                "run",
                Optional.empty(),
                new RunEvent.Environment("prod", "servers"),
                new RunEvent.Tool("1", "17"),
                new RunEvent.By("alice", "here", List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(2000L),
                Optional.empty());
    }

    private List<String> notes() {
        return JournalReader.read(runFolder()).stream()
                .map(EventCodec::read)
                .filter(Remark.Note.class::isInstance)
                .map(note -> ((Remark.Note) note).text())
                .toList();
    }

    private static JsonNode json(String line) throws IOException {
        return new ObjectMapper().readTree(line.substring(line.indexOf('{')));
    }
}
