package dev.evenkeel.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A gate, people with real keys, and answers as they write them. */
class GatekeeperTest extends AskedGate {
    @Test
    void a_gate_with_nobody_waits() {
        assertThat(look(policy(2, "alice@example.com", "bob@example.com")))
                .isEqualTo(new GateState.Waiting(
                        List.of(),
                        List.of("2 approvals by different people of alice@example.com, bob@example.com"),
                        false,
                        List.of()));
        assertThat(look(GatePolicy.ASK))
                .isInstanceOfSatisfying(GateState.Waiting.class, state -> assertThat(state.needed())
                        .containsExactly("a person at the terminal of the run; the profile names no signers"));
    }

    @Test
    void two_different_people_open_it_and_the_journal_says_who() {
        answers("alice", Answer.Word.APPROVE, request);
        answers("alice", Answer.Word.APPROVE, request);
        now = now.plusSeconds(5);
        answers("alice", Answer.Word.APPROVE, request);
        assertThat(look(policy(2))).isInstanceOfSatisfying(GateState.Waiting.class, state -> assertThat(state.needed())
                .containsExactly("1 more approval"));

        answers("bob", Answer.Word.APPROVE, request);
        GateState state = look(policy(2));

        assertThat(state).isInstanceOf(GateState.Approved.class);
        assertThat(events(RunEvent.Gate.class)).singleElement().satisfies(gate -> {
            assertThat(gate.decision()).isEqualTo(RunEvent.GateDecision.APPROVED);
            assertThat(gate.by())
                    .matches(
                            "alice@example.com \\(ssh-ed25519 SHA256:\\S+\\), bob@example.com \\(ssh-ed25519 SHA256:\\S+\\)");
            assertThat(gate.reason()).isEqualTo("CHG-17; CHG-17");
        });
    }

    @Test
    void what_is_decided_is_entered_once_and_stays() {
        answers("alice", Answer.Word.APPROVE, request);
        Gatekeeper keeper = keeper(policy(1));

        assertThat(keeper.look(request, Optional.of(now))).isInstanceOf(GateState.Approved.class);
        answers("bob", Answer.Word.REJECT, request);
        assertThat(keeper.look(request, Optional.of(now))).isInstanceOf(GateState.Approved.class);
        assertThat(events(RunEvent.Gate.class)).hasSize(1);
    }

    @Test
    void one_person_with_two_keys_or_one_key_for_two_names_is_one_person() throws IOException {
        person("alice2", "alice@example.com,root@example.com");
        person("spare", "root@example.com,oncall@example.com");
        for (String who : List.of("alice", "alice2", "spare")) {
            answers(who, Answer.Word.APPROVE, request);
        }

        assertThat(look(policy(2))).isInstanceOf(GateState.Waiting.class);
        answers("bob", Answer.Word.APPROVE, request);
        assertThat(look(policy(2))).isInstanceOf(GateState.Approved.class);
    }

    @Test
    void one_no_is_enough_also_after_a_yes_and_by_the_starter() {
        answers("alice", Answer.Word.APPROVE, request);
        answers("dave", Answer.Word.REJECT, request);

        assertThat(look(policy(1))).isInstanceOfSatisfying(GateState.Rejected.class, state -> {
            assertThat(state.by()).startsWith("dave@example.com (");
            assertThat(state.reason()).isEqualTo("the lag grows");
        });
        assertThat(events(RunEvent.Gate.class)).singleElement().satisfies(gate -> assertThat(gate.decision())
                .isEqualTo(RunEvent.GateDecision.REJECTED));
    }

    @Test
    void a_proof_that_is_too_old_keeps_it_closed() {
        answers("alice", Answer.Word.APPROVE, request);

        assertThat(keeper(policy(1)).look(request, Optional.of(now.minus(Duration.ofMinutes(12)))))
                .isEqualTo(new GateState.Waiting(
                        List.of(((GateState.Waiting) keeper(policy(1)).look(request, Optional.empty()))
                                .by()
                                .get(0)),
                        List.of("a proof younger than 10 min; the last one is 12 min old"),
                        false,
                        List.of()));
        assertThat(keeper(policy(1)).look(request, Optional.empty()))
                .isInstanceOfSatisfying(GateState.Waiting.class, state -> assertThat(state.needed())
                        .containsExactly("a complete proof younger than 10 min; there is none"));
    }

    @Test
    void a_command_is_asked_last_and_its_exit_code_decides() throws IOException {
        Path program = Files.writeString(folder.resolve("window"), """
                #!/bin/sh
                cat > "$0.stdin"
                cat "$0.says"
                exit "$(cat "$0.exit")"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("window.says"), "the change window is open\n");
        Files.writeString(folder.resolve("window.exit"), "0");
        GatePolicy both = withCommand(policy(1), program.toString());

        assertThat(look(both)).isInstanceOf(GateState.Waiting.class);
        assertThat(folder.resolve("window.stdin")).doesNotExist();
        answers("alice", Answer.Word.APPROVE, request);
        assertThat(look(both)).isInstanceOfSatisfying(GateState.Approved.class, state -> {
            assertThat(state.by()).hasSize(2).last().isEqualTo("the command " + program);
            assertThat(state.reason()).isEqualTo("CHG-17; the change window is open");
        });
        assertThat(folder.resolve("window.stdin"))
                .content()
                .contains("\"gate\" : \"cutover\"", "alice@example.com", "Same; 25 tables");
        Files.writeString(folder.resolve("window.exit"), "3");
        assertThat(look(both)).isInstanceOfSatisfying(GateState.Rejected.class, state -> assertThat(state.by())
                .isEqualTo("the command " + program));
        assertThat(look(withCommand(policy(1), "/no/such/program")))
                .isInstanceOfSatisfying(GateState.Waiting.class, state -> assertThat(state.needed())
                        .containsExactly("a yes of the command /no/such/program; /no/such/program cannot be started: No"
                                + " such file or directory"));
    }

    private static GatePolicy withCommand(GatePolicy policy, String command) {
        return new GatePolicy(
                false,
                policy.approve(),
                policy.signers(),
                policy.of(),
                policy.notTheStarter(),
                policy.expires(),
                policy.proofYoungerThan(),
                policy.ticket(),
                List.of(command));
    }

    @Test
    void what_is_asked_is_written_for_the_owner_alone_and_read_again() throws IOException {
        keeper(policy(1)).ask(request);
        keeper(policy(1)).ask(request(2, "Same; 26 tables"));

        assertThat(GateRequest.latest(run, "cutover")).isEqualTo(request(2, "Same; 26 tables"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("gates/cutover-1.json"))))
                .isEqualTo("rw-------");
        Path altered = run.resolve("gates/cutover-2.json");
        Files.writeString(altered, Files.readString(altered).replace("26 tables", "27 tables"));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> GateRequest.latest(run, "cutover"))
                .hasMessage(
                        run.resolve("gates/cutover-2.json")
                                + " is not what a run writes at a gate: its digest of the evidence is not that of what it shows");
        assertThat(events(GateEvent.Asked.class)).hasSize(2).first().satisfies(asked -> assertThat(asked.shown())
                .containsExactly("rows: Same; 25 tables, 23,085 rows"));
    }
}
