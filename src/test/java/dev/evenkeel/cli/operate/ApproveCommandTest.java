package dev.evenkeel.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Required;
import dev.evenkeel.approval.GateRequest;
import dev.evenkeel.approval.GateState;
import dev.evenkeel.approval.Gatekeeper;
import dev.evenkeel.approval.Starter;
import dev.evenkeel.cli.Captured;
import dev.evenkeel.cli.CommandSchemas;
import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People answer from the command line what a run asks, and the run understands them. */
class ApproveCommandTest {
    @TempDir
    private Path folder;

    private final GateRequest asked = new GateRequest(
            "r-1",
            "ab".repeat(32),
            "cutover",
            1,
            Clock.systemUTC().instant(),
            "shop-new",
            List.of(new GateRequest.Shown("rows", "Same; 25 tables")),
            "the source is closed for writes",
            "what had begun is undone",
            Duration.ofHours(1),
            "CHG-[0-9]+");
    private Path run;
    private Path key;
    private Journal journal;
    private Gatekeeper keeper;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        Required.need("ssh", Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "ssh-keygen is not installed");
        key = folder.resolve("key");
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key.toString())
                .start()
                .waitFor();
        Path signers = Files.writeString(
                folder.resolve("signers"), "alice@example.com " + Files.readString(Path.of(key + ".pub")));
        run = Files.createDirectories(folder.resolve("reports/r-1"));
        journal = Journal.create(run, Clock.systemUTC(), new Redactor(), Observer.NONE);
        GatePolicy policy = new GatePolicy(
                false,
                1,
                Optional.of(signers),
                List.of(),
                true,
                Duration.ofHours(1),
                Optional.empty(),
                Optional.of("CHG-[0-9]+"),
                List.of());
        keeper = new Gatekeeper(
                policy, journal, new Starter(Set.of("deploy"), Set.of()), Clock.systemUTC(), ZoneOffset.UTC);
        keeper.ask(asked);
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private Captured answer(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--reports";
        all[arguments.length + 1] = folder.resolve("reports").toString();
        return Captured.run(all).orderly();
    }

    private String digest() {
        return asked.evidence().substring(0, 12);
    }

    @Test
    void an_approval_is_shown_what_it_is_about_and_opens_the_gate() throws IOException {
        Captured said = answer(
                "approve",
                "r-1",
                "--gate",
                "cutover",
                "--key",
                key.toString(),
                "--ticket",
                "CHG-7",
                "--evidence",
                digest());

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.err())
                .contains("gate cutover of run r-1, attempt 1", "  rows        Same; 25 tables\n")
                .contains("  yes         the source is closed for writes\n", asked.evidence());
        assertThat(said.out().lines().toList()).hasSize(3).last().isEqualTo("next: evenkeel status r-1");
        try (var files = Files.list(run.resolve("approvals"))) {
            assertThat(files).singleElement().satisfies(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
        assertThat(keeper.look(asked, Optional.empty())).isInstanceOf(GateState.Approved.class);
    }

    @Test
    void a_rejection_needs_a_reason_and_ends_it() {
        assertThat(answer("reject", "r-1", "--gate", "cutover", "--key", key.toString(), "--evidence", digest()))
                .satisfies(said -> {
                    assertThat(said.exit()).isEqualTo(ExitCode.USAGE.number());
                    assertThat(said.err()).contains("--reason");
                });
        Captured said = answer(
                "reject",
                "r-1",
                "--gate",
                "cutover",
                "--key",
                key.toString(),
                "--reason",
                "lag",
                "--evidence",
                digest(),
                "--json");

        CommandSchemas.check("answer", said);
        assertThat(said.out()).contains("\"answer\":\"reject\"", "\"next\":\"evenkeel status r-1\"");
        assertThat(keeper.look(asked, Optional.empty()))
                .isInstanceOfSatisfying(GateState.Rejected.class, state -> assertThat(state.reason())
                        .isEqualTo("lag"));
    }

    @Test
    void it_can_be_answered_from_a_machine_that_does_not_see_the_folder() throws IOException {
        Path handed = Files.copy(run.resolve("gates/cutover-1.json"), folder.resolve("asked.json"));
        Path written = folder.resolve("answer.json");

        Captured said = answer(
                "approve",
                "--gate",
                "cutover",
                "--request",
                handed.toString(),
                "--out",
                written.toString(),
                "--key",
                key.toString(),
                "--ticket",
                "CHG-7",
                "--evidence",
                digest());

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("next: put " + written + " into the folder approvals of run r-1");
        assertThat(keeper.look(asked, Optional.empty())).isInstanceOf(GateState.Waiting.class);
        Files.createDirectories(run.resolve("approvals"));
        Files.copy(written, run.resolve("approvals/answer.json"));
        assertThat(keeper.look(asked, Optional.empty())).isInstanceOf(GateState.Approved.class);
    }

    @Test
    void what_is_not_as_needed_is_said_and_nothing_written() {
        String[] good = {"--key", key.toString(), "--ticket", "CHG-7"};

        refused(
                "there is no terminal to show the evidence at; give --evidence with the first 12 digits of the digest that"
                        + " you were shown",
                "cutover",
                good);
        refused(
                "--evidence is '000000000000'; the run shows " + asked.evidence()
                        + ". Look at what it shows now, and give" + " at least the first 12 digits of that",
                "cutover",
                "--key",
                key.toString(),
                "--ticket",
                "CHG-7",
                "--evidence",
                "000000000000");
        refused(
                "the ticket is 'later', must match CHG-[0-9]+; give it by --ticket",
                "cutover",
                "--key",
                key.toString(),
                "--ticket",
                "later",
                "--evidence",
                digest());
        refused(
                "the answer cannot be signed: its reason holds a line end or a character that is not shown",
                "cutover",
                "--key",
                key.toString(),
                "--ticket",
                "CHG-7",
                "--evidence",
                digest(),
                "--reason",
                "a\nanswer reject");
        refused(
                "the run in " + run + " asks nothing at a gate 'begin'; it has asked at cutover",
                "begin",
                "--key",
                key.toString(),
                "--evidence",
                digest());
        assertThat(run.resolve("approvals")).doesNotExist();
    }

    private void refused(String sentence, String gate, String... arguments) {
        String[] all = new String[arguments.length + 5];
        System.arraycopy(new String[] {"approve", "r-1", "--quiet", "--gate", gate}, 0, all, 0, 5);
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        Captured said = answer(all);
        assertThat(said.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(said.problems()).containsExactly("evenkeel: " + sentence);
    }

    @Test
    void a_run_that_has_ended_is_not_answered_and_one_that_is_suspended_is() {
        new RunEvent.Ended(ExitCode.SUSPENDED, "waits", "source").enter(journal);
        assertThat(answer(
                                "approve",
                                "r-1",
                                "--gate",
                                "cutover",
                                "--key",
                                key.toString(),
                                "--ticket",
                                "CHG-7",
                                "--evidence",
                                digest())
                        .exit())
                .isZero();
        new Remark.Note("continues").enter(journal);
        new RunEvent.Ended(ExitCode.UNDONE, "failed", "source").enter(journal);

        refused(
                "the run in " + run + " has ended (" + ExitCode.UNDONE.meaning() + "); there is nothing to answer any"
                        + " more",
                "cutover",
                "--key",
                key.toString(),
                "--ticket",
                "CHG-7",
                "--evidence",
                digest());
    }
}
