package dev.evenkeel.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate, people with real keys, and answers as they write them. */
class GatekeeperTest {
    private static final String PLAN = "ab".repeat(32);
    private static final Starter STARTER = new Starter(Set.of("deploy", "dave"), Set.of());

    @TempDir
    private Path folder;

    private final Map<String, SshSigner> people = new HashMap<>();
    private final Set<String> listed = new java.util.TreeSet<>();
    private Path signers;
    private Path run;
    private SshKeygen keygen;
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private Journal journal;
    private final GateRequest request = request(1, "Same; 25 tables, 23,085 rows");

    @BeforeEach
    void begin() throws IOException {
        keygen = SshKeygen.in(folder);
        run = Files.createDirectory(folder.resolve("r-1"));
        signers = folder.resolve("allowed_signers");
        journal = Journal.create(run, clock, new Redactor(), Observer.NONE);
        for (String name : List.of("alice", "bob", "carol", "dave")) {
            person(name, name + "@example.com");
        }
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private void person(String name, String principals) throws IOException {
        Path key = keygen.key(name, "-t", "ed25519");
        people.put(name, SshSigner.with(Optional.of(key), folder, Map.of(), line -> {}));
        listed.add(principals + " " + SshKeygen.publicKey(key) + "\n");
        Files.writeString(signers, String.join("", listed));
    }

    private GateRequest request(long attempt, String rows) {
        return new GateRequest(
                "r-1",
                PLAN,
                "cutover",
                attempt,
                now,
                "shop-new",
                List.of(new GateRequest.Shown("rows", rows)),
                "writes are stopped and the application is switched to shop-new",
                "what had begun is undone; the source serves",
                Duration.ofHours(2),
                "");
    }

    private GatePolicy policy(int approve, String... of) {
        return new GatePolicy(
                false,
                approve,
                Optional.of(signers),
                List.of(of),
                true,
                Duration.ofHours(2),
                Optional.of(Duration.ofMinutes(10)),
                Optional.of("CHG-[0-9]+"),
                List.of());
    }

    private Gatekeeper keeper(GatePolicy policy) {
        return new Gatekeeper(policy, journal, STARTER, clock, ZoneOffset.UTC);
    }

    private Path answers(String who, Answer.Word word, GateRequest to) {
        String ticket = word == Answer.Word.APPROVE ? "CHG-17" : "";
        String reason = word == Answer.Word.APPROVE ? "" : "the lag grows";
        return people.get(who).sign(to.answered(word, ticket, reason, now)).write(run);
    }

    private GateState look(GatePolicy policy) {
        return keeper(policy).look(request, Optional.of(now.minusSeconds(60)));
    }

    private static String refusals(GateState state) {
        return String.join(
                "; ", state.refused().stream().map(GateState.Refused::why).toList());
    }

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
    void whoever_started_the_run_cannot_approve_by_name_or_by_key() throws IOException {
        answers("dave", Answer.Word.APPROVE, request);
        assertThat(refusals(look(policy(1))))
                .matches("dave@example.com \\(.*\\) started the run, and cannot approve it");

        Path home = Files.createDirectories(folder.resolve("home/.ssh"));
        Files.copy(folder.resolve("carol.pub"), home.resolve("id_ed25519.pub"));
        Starter carol = Starter.at(home.getParent(), Set.of("ci"));
        answers("carol", Answer.Word.APPROVE, request);
        Gatekeeper keeper = new Gatekeeper(policy(1), journal, carol, clock, ZoneOffset.UTC);
        assertThat(keeper.look(request, Optional.of(now))).isInstanceOfSatisfying(GateState.Approved.class, state -> {
            assertThat(state.by()).singleElement().asString().startsWith("dave@");
            assertThat(refusals(state)).contains("carol@example.com", "started the run");
        });
        Gatekeeper unknown =
                new Gatekeeper(policy(1), journal, new Starter(Set.of(""), Set.of()), clock, ZoneOffset.UTC);
        assertThat(refusals(unknown.look(request, Optional.of(now))))
                .contains("it is not known who started the run, who cannot approve");
    }

    @Test
    void an_answer_about_something_else_does_nothing() throws IOException {
        answers("alice", Answer.Word.APPROVE, request(2, "Same; 25 tables, 23,085 rows"));
        answers("bob", Answer.Word.REJECT, request(1, "Same; 25 tables, 23,086 rows"));
        Answer told = request.answered(Answer.Word.APPROVE, "CHG-1", "", now);
        people.get("carol")
                .sign(new Answer(
                        "r-1",
                        "cd".repeat(32),
                        "cutover",
                        1,
                        told.evidence(),
                        told.answer(),
                        "CHG-1",
                        "",
                        now,
                        told.expires(),
                        ""))
                .write(run);
        people.get("carol")
                .sign(new Answer(
                        "r-2",
                        PLAN,
                        "cutover",
                        1,
                        told.evidence(),
                        told.answer(),
                        "CHG-1",
                        "",
                        now,
                        told.expires(),
                        ""))
                .write(run);
        people.get("carol")
                .sign(new Answer(
                        "r-1", PLAN, "begin", 1, told.evidence(), told.answer(), "CHG-1", "", now, told.expires(), ""))
                .write(run);

        GateState state = look(policy(1));

        assertThat(state).isInstanceOf(GateState.Waiting.class);
        assertThat(state.refused())
                .extracting(GateState.Refused::why)
                .containsExactlyInAnyOrder(
                        "it is about another attempt, 2; asked is about 1",
                        "it is about another evidence, "
                                + request(1, "Same; 25 tables, 23,086 rows")
                                        .evidence()
                                        .substring(0, 12)
                                + "; asked is about " + request.evidence().substring(0, 12),
                        "it is about another plan, cdcdcdcdcdcd; asked is about abababababab",
                        "it is about another run, r-2; asked is about r-1",
                        "it is about another gate, begin; asked is about cutover");
        assertThat(events(GateEvent.Answered.class))
                .hasSize(5)
                .allMatch(answer -> answer.state() == GateEvent.AnswerState.REFUSED);
    }

    @Test
    void strangers_and_altered_answers_are_refused_and_recorded_once() throws IOException {
        Path key = keygen.key("eve", "-t", "ed25519");
        people.put("eve", SshSigner.with(Optional.of(key), folder, Map.of(), line -> {}));
        answers("eve", Answer.Word.APPROVE, request);
        Path given = answers("alice", Answer.Word.APPROVE, request);
        Files.writeString(given, Files.readString(given).replace("CHG-17", "CHG-18"));
        Files.writeString(run.resolve("approvals/torn.json"), "{\"form\": 1");
        Files.writeString(
                run.resolve("approvals/more.json"),
                Files.readString(given).replace("\"form\" : 1,", "\"form\" : 1, \"force\" : true,"));
        Files.createSymbolicLink(run.resolve("approvals/link.json"), given);

        Gatekeeper keeper = keeper(policy(1));
        keeper.look(request, Optional.of(now));
        GateState state = keeper.look(request, Optional.of(now));

        assertThat(state).isInstanceOf(GateState.Waiting.class);
        assertThat(refusals(state))
                .contains("is not listed in " + signers)
                .contains("does not fit what it says")
                .contains("it is not a JSON object with the fields of its kind")
                .contains("is a symbolic link");
        assertThat(events(GateEvent.Answered.class)).hasSize(5);
    }

    @Test
    void a_ticket_that_does_not_match_is_refused() {
        people.get("alice")
                .sign(request.answered(Answer.Word.APPROVE, "CHG-17 or so", "", now))
                .write(run);

        assertThat(refusals(look(policy(1)))).isEqualTo("its ticket 'CHG-17 or so' does not match CHG-[0-9]+");
    }

    @Test
    void approvals_expire_and_those_from_the_future_do_not_count() {
        answers("alice", Answer.Word.APPROVE, request);
        now = now.plus(Duration.ofHours(2)).minusSeconds(1);
        assertThat(look(policy(1))).isInstanceOf(GateState.Approved.class);
        now = now.plusSeconds(1);
        assertThat(refusals(look(policy(1)))).isEqualTo("it expired at 2026-11-30T14:00:00Z");
        now = now.minus(Duration.ofHours(2)).minus(Duration.ofMinutes(6));
        assertThat(refusals(look(policy(1)))).startsWith("it is from 2026-11-30T12:00:00Z, and it is");
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
    void a_signers_file_that_is_gone_admits_nobody() throws IOException {
        answers("alice", Answer.Word.APPROVE, request);
        Files.delete(signers);

        assertThat(look(policy(1))).isInstanceOfSatisfying(GateState.Waiting.class, state -> assertThat(state.needed())
                .containsExactly("1 approval (the signers file " + signers
                        + " is not there; give the path of an allowed_signers file)"));
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

    private <E> List<E> events(Class<E> type) {
        return JournalReader.read(run).stream()
                .map(EventCodec::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
